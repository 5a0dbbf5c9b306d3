"""The form of a token."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from karavel.web.api.tokens import READING, SCOPES

_DAYS: Final = (("30", _("30 days")), ("90", _("90 days")), ("365", _("one year")), ("", _("no end")))
#: What a scope lets a program do, in users' words.
WORDS: Final = {
    "opportunity.view": _("Read opportunities"),
    "notice.view": _("Read notices and decisions"),
    "market.view": _("Read routes and the law"),
    "party.view": _("Read buyers, suppliers and partners"),
    "profile.view": _("Read company profiles"),
    "pursuit.view": _("Read pursuits and notes"),
    "search.edit": _("Read and change saved searches"),
    "follow.edit": _("Read and change what is followed"),
    "feedback.give": _("Give feedback"),
    "pursuit.edit": _("Take up and change pursuits"),
    "pursuit.decide": _("Decide on pursuits"),
    "profile.edit": _("Write and change company profiles"),
}


class TokenForm(forms.Form):
    """Its name, what it may do, how long it holds."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("What uses it, as “Nightly report”."))
    scopes = forms.MultipleChoiceField(
        label=_("May"),
        choices=[(scope, WORDS[scope]) for scope in SCOPES],
        initial=list(READING),
        widget=forms.CheckboxSelectMultiple,
    )
    holds = forms.ChoiceField(label=_("Holds for"), choices=_DAYS, initial="90", required=False)

    def ends(self) -> datetime | None:
        """When it ends; None for never."""
        days = self.cleaned_data["holds"]
        return timezone.now() + timedelta(days=int(days)) if days else None
