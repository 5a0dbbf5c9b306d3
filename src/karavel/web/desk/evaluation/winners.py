"""Who may win a lot: the first of its ranking that have not won as many lots as one bidder may."""

from __future__ import annotations

from django.utils.translation import gettext as _

from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import CallLot
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.evaluation.ranking import ranked
from karavel.web.desk.evaluation.refused import Refused


def first(lot: CallLot) -> list[Offer]:
    """The offers in the best place of those that may still win a lot; several where lots are to be drawn.

    Raises:
        Refused: there is no ranking, or a lot before it is not decided while a bidder wins only so many.
    """
    ranking = ranked(lot)
    if ranking.problem:
        raise Refused(ranking.problem)
    away = sated(lot) | fallen(lot)
    lines = [line for line in ranking.lines if line.offer.pk not in away]
    best = min((line.rank for line in lines), default=0)
    return [line.offer for line in lines if line.rank == best]


def fallen(lot: CallLot) -> set[int]:
    """Offers that had won the lot and fell away; the points of the others stay as they were (CCP, article 86)."""
    return set(Award.objects.filter(lot=lot, fell=True).values_list("offer_id", flat=True)) - {None}


def sated(lot: CallLot) -> set[int]:
    """Offers that have won as many lots as one bidder may, in lots before this one.

    Raises:
        Refused: one of those lots is not decided yet.
    """
    most = lot.call.lots_most
    if most is None:
        return set()
    before = list(lot.call.lots.filter(number__lt=lot.number).values_list("pk", flat=True))
    rows = Award.objects.filter(lot__in=before).exclude(state="cancelled")
    if {row.lot_id for row in rows} != set(before):
        raise Refused(_("A bidder wins only so many lots here: decide the lots before this one first."))
    won = [row.offer_id for row in rows if row.offer_id]
    return {offer for offer in won if won.count(offer) >= most}
