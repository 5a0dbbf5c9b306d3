"""The committee decides whether an offer is in the race for a lot; the bidder reads the reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from karavel.web.accounts import audit
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import Call, CallLot
from karavel.web.desk.evaluation import blind, found
from karavel.web.desk.evaluation.models import Admission
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.requests import Member


class AdmissionForm(forms.Form):
    """Yes or no, and why."""

    admitted = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("", gettext_lazy("open")), ("yes", gettext_lazy("admitted")), ("no", gettext_lazy("not admitted"))],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, which the bidder reads"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


def decide(request: Member, call: Call, offer: Offer, lot: CallLot, *, admitted: bool, reason: str) -> Admission:
    """Keeps the decision.

    Raises:
        IllegalMove: the bids are not being judged.
        Refused: the offer was left out before others were scored, and would now be scored by those who know them.
    """
    with found.held(call, "opened") as locked:
        row = Admission.objects.filter(offer=offer, lot=lot).first() or Admission(offer=offer, lot=lot)
        if admitted and not row.admitted and blind.begun(lot):
            raise Refused(_("Scores for this lot are handed in already: an offer can be left out now, not taken in."))
        row.admitted, row.reason, row.user = admitted, reason, request.user
        row.save()
        details = {"offer": offer.number, "lot": lot.number, "admitted": admitted, "advice": row.verdict}
        audit.note(request, "offer.admitted" if admitted else "offer.not-admitted", locked.ocid, **details)
    return row
