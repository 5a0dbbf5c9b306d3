"""The formal check: whether an offer shows what each requirement asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from karavel.web.accounts import audit
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import Call, Requirement
from karavel.web.desk.evaluation.found import held
from karavel.web.desk.evaluation.models import FormalCheck
from karavel.web.desk.fields import said
from karavel.web.requests import Member


def asked(offer: Offer) -> list[Requirement]:
    """What an offer must show: requirements of the call, and of the lots that it is for."""
    lots = set(offer.prices.values_list("lot_id", flat=True))
    return [one for one in Requirement.objects.filter(call=offer.call_id) if one.lot_id in {None, *lots}]


class ChecksForm(forms.Form):
    """A result and a note for each requirement; what is left open stays open."""

    def __init__(self, data: Any = None, *, offer: Offer) -> None:
        self.requirements = asked(offer)
        known = {one.requirement_id: one for one in offer.checks.all()}
        first: dict[str, Any] = {}
        for one in self.requirements:
            check = known.get(one.pk)
            first |= {f"result-{one.pk}": check.result, f"note-{one.pk}": check.note} if check else {}
        super().__init__(data, initial=first, prefix=f"checks{offer.pk}")
        for one in self.requirements:
            self._add(one, offer)

    def _add(self, one: Requirement, offer: Offer) -> None:
        text = said(one.text, original=offer.call.language)
        choices = [("", gettext_lazy("open")), *FormalCheck.Result.choices]
        answer = str(offer.answers.get(str(one.pk), ""))
        self.fields[f"result-{one.pk}"] = forms.ChoiceField(
            label=text, choices=choices, required=False, help_text=_says(answer)
        )
        self.fields[f"note-{one.pk}"] = forms.CharField(
            label=_("Note on “%(requirement)s”, which the bidder reads") % {"requirement": text[:80]},
            max_length=1000,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """What is not met, or to be clarified, is said why."""
        given = super().clean() or {}
        for one in self.requirements:
            failed = given.get(f"result-{one.pk}") in {FormalCheck.Result.MISSING, FormalCheck.Result.CLARIFY}
            if failed and not given.get(f"note-{one.pk}"):
                self.add_error(f"note-{one.pk}", _("Say what is missing; the bidder reads it."))
        return given


def _says(answer: str) -> str:
    return _("The bidder says: %(answer)s") % {"answer": answer} if answer else _("The bidder says nothing.")


def save(request: Member, call: Call, offer: Offer, form: ChecksForm) -> None:
    """Keeps what was found; ``form`` holds.

    Raises:
        IllegalMove: the bids are not being judged.
    """
    with held(call, "opened") as locked:
        for one in form.requirements:
            result = form.cleaned_data[f"result-{one.pk}"]
            found = FormalCheck.objects.filter(offer=offer, requirement=one)
            if not result:
                found.delete()
                continue
            check = found.first() or FormalCheck(offer=offer, requirement=one)
            check.result, check.note, check.user = result, form.cleaned_data[f"note-{one.pk}"], request.user
            check.save()
        audit.note(request, "offer.checked", locked.ocid, offer=offer.number)


def unmet(offer: Offer) -> list[FormalCheck]:
    """Mandatory requirements that the offer was found not to meet."""
    return list(
        offer.checks.filter(result=FormalCheck.Result.MISSING, requirement__mandatory=True).select_related(
            "requirement"
        )
    )
