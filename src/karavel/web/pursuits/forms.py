"""Forms of a pursuit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from karavel.web.accounts.models import User
from karavel.web.workspace.models import Pursuit

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NoteForm(forms.Form):
    """A note."""

    text = forms.CharField(label=_("Note"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))


class TaskForm(forms.Form):
    """Something to do."""

    text = forms.CharField(label=_("Task"), max_length=500)
    assignee: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=_("Who"), queryset=None, required=False, empty_label=_("Nobody yet")
    )
    due = forms.DateField(label=_("Due"), required=False, widget=_DAY)

    def __init__(self, *args: Any, people: list[User], **options: Any) -> None:
        super().__init__(*args, **options)
        within = User.objects.filter(pk__in=[user.pk for user in people])
        self.fields["assignee"].queryset = within  # type: ignore[attr-defined] # a field of models


class DecisionForm(forms.Form):
    """Go or no-go, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Pursuit.Decision.choices, required=False, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reasons"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
