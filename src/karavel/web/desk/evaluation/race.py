"""Which offers are in the race for a lot."""

from __future__ import annotations

from django.utils.translation import gettext as _

from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import CallLot
from karavel.web.desk.evaluation import found
from karavel.web.desk.evaluation.models import Admission
from karavel.web.desk.evaluation.refused import Refused


def admitted(lot: CallLot) -> list[Offer]:
    """Offers that are in the race for a lot, in the order of receipt."""
    rows = Admission.objects.filter(lot=lot, admitted=True).select_related("offer__call").order_by("offer__number")
    return [row.offer for row in rows]


def undecided(lot: CallLot) -> list[Offer]:
    """Offers for a lot of which nobody has said yet whether they are admitted."""
    decided = set(Admission.objects.filter(lot=lot).exclude(admitted=None).values_list("offer_id", flat=True))
    return [offer for offer in found.bid_for(lot) if offer.pk not in decided]


def settled(lot: CallLot) -> None:
    """Every offer for the lot is admitted or not.

    Raises:
        Refused: one waits for the committee's decision.
    """
    if undecided(lot):
        raise Refused(_("Decide first which bids are admitted to %(lot)s.") % {"lot": lot.number})
