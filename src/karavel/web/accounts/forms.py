"""Forms of organisations, members and one's own account."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from karavel.web.accounts.models import User
from karavel.web.context import OWN_NAMES
from karavel.web.permissions import Role


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class RoleForm(forms.Form):
    """A member's new role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class OrganisationForm(forms.Form):
    """A new organisation, or a new name for one."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200)


class SettingsForm(forms.Form):
    """What a user says of themselves."""

    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("As the browser asks")), *OWN_NAMES.items()]
    )
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=50, required=False, help_text=_("As Europe/Lisbon or Asia/Baku.")
    )

    def clean_time_zone(self) -> str:
        """Refuses a name that is none."""
        given: str = self.cleaned_data["time_zone"]
        if given and given not in available_timezones():
            raise ValidationError(_("No time zone has this name."))
        return given


class ConfirmForm(forms.Form):
    """Asks for the words that a deletion needs, so that none happens by a slip of the hand."""

    confirm = forms.CharField(label=_("Type the name to confirm"))

    def __init__(self, *args: Any, expected: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._expected = expected

    def clean_confirm(self) -> str:
        """Refuses other words."""
        given: str = self.cleaned_data["confirm"]
        if given.strip() != self._expected:
            raise ValidationError(_("This is not the name."))
        return given


def named(user: User) -> str:
    """What a user types to delete their account."""
    return user.email
