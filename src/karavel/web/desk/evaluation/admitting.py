"""The committee decides whether an offer is in the race for a lot; the bidder reads the reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from karavel.web.accounts import audit
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import Call, CallLot
from karavel.web.desk.evaluation import asking, blind, found
from karavel.web.desk.evaluation.models import Admission
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.requests import Member


class AdmissionForm(forms.Form):
    """Yes or no, and why."""

    admitted = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("", gettext_lazy("open")), ("yes", gettext_lazy("admitted")), ("no", gettext_lazy("not admitted"))],
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground for exclusion, where it is left out for one"),
        choices=[("", "–"), *Admission.Ground.choices],
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, which the bidder reads"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


def decide(
    request: Member, call: Call, offer: Offer, lot: CallLot, *, admitted: bool, reason: str, ground: str = ""
) -> Admission:
    """Keeps the decision.

    Raises:
        IllegalMove: the bids are not being judged.
        Refused: the offer was left out before others were scored, and would now be scored by those who know them; or
            it would be left out while the bidder may still answer, or for a ground on which it was not heard.
    """
    ground = "" if admitted else ground
    with found.held(call, "opened") as locked:
        row = Admission.objects.filter(offer=offer, lot=lot).first() or Admission(offer=offer, lot=lot)
        if admitted and not row.admitted and blind.begun(lot):
            raise Refused(_("Scores for this lot are handed in already: an offer can be left out now, not taken in."))
        if not admitted:
            _heard(locked, offer, ground)
        row.admitted, row.reason, row.ground, row.user = admitted, reason, ground, request.user
        row.save()
        details = {"offer": offer.number, "lot": lot.number, "admitted": admitted, "advice": row.verdict}
        details |= {"ground": ground} if ground else {}
        audit.note(request, "offer.admitted" if admitted else "offer.not-admitted", locked.ocid, **details)
    return row


def _heard(call: Call, offer: Offer, ground: str) -> None:
    """No bidder is left out before it was heard (Directive 2014/24/EU, Article 57(6)) or while it may still answer.

    Raises:
        Refused: it would be.
    """
    if asking.running(call, offer):
        raise Refused(_("The bidder was asked and may still answer: decide once its time is over."))
    if ground and not asking.heard(offer):
        raise Refused(_("Ask the bidder first what it did about this ground: self-cleaning, Article 57(6)."))
