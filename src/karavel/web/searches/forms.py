"""The form of a saved search."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from karavel.web.workspace.models import SavedSearch


class SearchForm(forms.ModelForm):  # type: ignore[type-arg] # not so at run time
    """Its name, and how often its news are told by mail."""

    class Meta:
        model = SavedSearch
        fields = ("name", "frequency", "last_chance")
        labels = {
            "frequency": _("News by mail"),
            "last_chance": _("Also tell me a week before a lot of this search closes"),
        }
