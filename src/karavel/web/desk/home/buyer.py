"""The organisation as a buyer: what calls and releases name, and whether a platform binds it."""

from __future__ import annotations

from typing import Any, ClassVar, Final
from zoneinfo import available_timezones

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from karavel.errors import InvalidInput
from karavel.procurement.shapes import Identifier
from karavel.web.accounts import audit
from karavel.web.desk.calls import platforms, unbound
from karavel.web.desk.inputs import CountryField, LanguagesField, WebField
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.fences import requires
from karavel.web.redirects import following
from karavel.web.requests import Member

#: Levels as the law data knows them, in words; a test holds the two together.
LEVELS: Final = (
    ("central", _("central government authority")),
    ("sub-central", _("regional or local authority, other public body")),
    ("utility", _("utility: water, energy, transport, post")),
    ("eu-institution", _("institution or agency of the European Union")),
    ("state-owned", _("state-owned company")),
    ("international", _("international organisation")),
)


class BuyerForm(forms.ModelForm):  # type: ignore[type-arg] # not so at run time
    """The buyer's profile."""

    country = CountryField(label=_("Country"))
    level = forms.ChoiceField(
        label=_("Level"), choices=LEVELS, help_text=_("It decides which agreements open a call to whom.")
    )
    languages = LanguagesField(
        label=_("Languages"), help_text=_("Codes, the main one first: az, en."), widget=forms.TextInput()
    )
    unbound_reason = forms.ChoiceField(
        label=_("Why calls may run here"),
        choices=[("", _("they may not: a platform binds us")), *unbound.REASONS],
        required=False,
    )

    class Meta:
        model = BuyerProfile
        fields: ClassVar = [
            "name",
            "country",
            "level",
            "scheme",
            "identifier",
            "street",
            "postal_code",
            "locality",
            "email",
            "url",
            "time_zone",
            "languages",
            "platform",
            "unbound_reason",
        ]
        field_classes: ClassVar = {"url": WebField}
        help_texts: ClassVar = {
            "scheme": _("As org-id.guide lists it: PT-NIF, AZ-VOEN."),
            "platform": _("The certified platform or state portal that you must use; empty where none binds you."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        zones = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"), choices=[("", ""), *((name, name) for name in (*zones, "UTC"))]
        )

    def clean(self) -> dict[str, Any]:
        """The whole form; a number and its list go together, and so do a platform or the reason for none."""
        said: dict[str, Any] = super().clean() or {}
        self._number(said.get("scheme", ""), said.get("identifier", ""))
        if said.get("platform") and said.get("unbound_reason"):
            self.add_error("unbound_reason", gettext("A platform binds you, as said above: bids cannot come in here."))
        if not said.get("platform") and not said.get("unbound_reason"):
            self.add_error("platform", gettext("Name the platform that binds you, or say below why none does."))
        return said

    def _number(self, scheme: str, number: str) -> None:
        if bool(scheme) != bool(number):
            self.add_error("identifier", gettext("The number and the list that it is of go together."))
        elif scheme:
            try:
                Identifier(scheme=scheme, id=number)
            except InvalidInput as error:
                self.add_error("scheme", str(error))


@requires("desk.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Member) -> HttpResponse:
    """Shows and changes the buyer's profile."""
    found = BuyerProfile.objects.first() or BuyerProfile(name=request.acting.organisation.name)
    form = BuyerForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        audit.note(request, "buyer.edited", found)
        messages.success(request, gettext("Saved."))
        return following(request, "/desk/") if request.POST.get("next") else redirect("desk")
    country = form["country"].value() or ""
    shown = {"form": form, "checklist": platforms.checklist(country), "profile": found}
    return render(request, "desk/buyer.html", shown, status=422 if request.method == "POST" else 200)
