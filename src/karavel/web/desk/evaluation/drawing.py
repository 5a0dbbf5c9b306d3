"""The draw among offers that no announced rule parts: computed from the minutes of the opening, and witnessed.

The minutes were settled before anybody knew prices or points; the digests of the bids stand in them. So nobody could
choose the outcome, and whoever has the minutes does the draw again.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.procurement.scoring import tickets
from karavel.web.accounts import audit
from karavel.web.desk.bids.models import Offer, Opening
from karavel.web.desk.calls.models import Call, CallLot, Seat
from karavel.web.desk.evaluation import found, winners
from karavel.web.desk.evaluation.models import Draw
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.requests import Member


class Drawn(NamedTuple):
    """An offer as it was drawn, with its ticket."""

    offer: Offer
    ticket: str


def seed(lot: CallLot) -> str:
    """What the draw of a lot is computed from: the digest of the minutes, the call and the lot."""
    opening = Opening.objects.get(call=lot.call_id)
    return f"{opening.minutes_sha256}/{lot.call.ocid}/{lot.number}"


def order(lot: CallLot, offers: list[Offer]) -> list[Drawn]:
    """Offers in the order in which they are drawn."""
    by_key = {str(one.pk): one for one in Offer.objects.filter(pk__in=[one.pk for one in offers])}
    digests = {key: one.submission.digest for key, one in by_key.items()}
    return [Drawn(by_key[key], ticket) for key, ticket in tickets(seed(lot), digests).items()]


def draw(request: Member, call: Call, seat: Seat, lot: CallLot) -> Draw:
    """Draws, or witnesses what another member drew.

    Raises:
        IllegalMove: the evaluation is not concluded; Refused: nobody is equal, or the member drew it themselves.
    """
    with found.held(call, "evaluated") as locked:
        first = winners.first(lot)
        if len(first) < 2:  # noqa: PLR2004 - one alone needs no draw
            raise Refused(_("No offers of this lot are equal in the first place: there is nothing to draw."))
        keys = sorted(one.pk for one in first)
        row = Draw.objects.filter(lot=lot).first()
        if row is None or row.offers != keys:
            row = row or Draw(lot=lot)
            row.offers, row.seat, row.drawn, row.witness, row.witnessed = keys, seat, timezone.now(), None, None
        elif row.seat_id == seat.pk:
            raise Refused(_("You have drawn; another member of the committee witnesses it."))
        elif row.witness_id:
            return row  # the first witness stands
        else:
            row.witness, row.witnessed = seat, timezone.now()
        row.save()
        told = {"lot": lot.number, "order": [f"{one.offer.number}:{one.ticket}" for one in order(lot, first)]}
        audit.note(request, "lots.witnessed" if row.witness else "lots.drawn", locked.ocid, **told)
    return row


def winner(lot: CallLot) -> Offer:
    """Who wins a lot: the first of its ranking; among equals, who was drawn before a witness.

    Raises:
        Refused: there is none, or it is not drawn yet; as :func:`karavel.web.desk.evaluation.winners.first`.
    """
    first = winners.first(lot)
    if not first:
        raise Refused(_("No bid is in the race for this lot."))
    if len(first) == 1:
        return first[0]
    row = standing(lot, first)
    if row is None or row.witness is None:
        raise Refused(_("Several bids are first: a member of the committee draws lots, and another witnesses it."))
    return order(lot, first)[0].offer


def standing(lot: CallLot, first: list[Offer]) -> Draw | None:
    """The draw among these offers; None where there was none, or among others."""
    row = Draw.objects.filter(lot=lot).select_related("seat", "witness").first()
    return row if row and row.offers == sorted(one.pk for one in first) else None
