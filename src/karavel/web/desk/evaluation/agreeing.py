"""Where members' points lie apart, and the points that the committee then agrees on."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from karavel.procurement import scoring
from karavel.procurement.scoring.rounding import shown
from karavel.web.accounts import audit
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import Call, CallLot, Criterion, Seat
from karavel.web.desk.evaluation import blind, found, race
from karavel.web.desk.evaluation.models import Consensus, Score
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.requests import Member

#: Points of a hundred that the highest and the lowest may lie apart without a talk.
TOLERANCE: Final = Decimal(20)


class Apart(NamedTuple):
    """The members' points for an offer and a criterion.

    Attributes:
        scores: of all members, with their reasons.
        lowest, highest, mean: in the criterion's own points.
        talk: members who gave the lowest and the highest, where these lie too far apart.
        agreed: what the committee settled; None while it has not.
    """

    offer: Offer
    criterion: Criterion
    scores: list[Score]
    lowest: Decimal
    highest: Decimal
    mean: Decimal
    talk: list[Seat]
    agreed: Consensus | None


def of_hundred(points: Decimal, criterion: Criterion) -> Fraction:
    """Points of a criterion as points of a hundred, exact."""
    return Fraction(points) * 100 / Fraction(criterion.highest) if criterion.highest else Fraction(0)


def apart(lot: CallLot) -> list[Apart]:
    """Each offer and criterion, in their order; nothing until all members have handed in."""
    if not blind.all_in(lot):
        return []
    seats, criteria = blind.scorers(lot), blind.criteria(lot)
    rows = [(offer, one) for offer in race.admitted(lot) for one in criteria]
    return [_apart(lot, offer, one, seats) for offer, one in rows]


def _apart(lot: CallLot, offer: Offer, criterion: Criterion, seats: list[Seat]) -> Apart:
    given = Score.objects.filter(lot=lot, offer=offer, criterion=criterion, seat__in=seats)
    scores = list(given.exclude(handed_in=None))
    spread = _spread(scores, criterion, seats)
    scale = Fraction(criterion.highest) / 100
    by_key = {str(seat.pk): seat for seat in seats}
    return Apart(
        offer,
        criterion,
        [score for seat in seats for score in scores if score.seat_id == seat.pk],
        min((score.points for score in scores), default=Decimal()),
        max((score.points for score in scores), default=Decimal()),
        shown((spread.mean or Fraction(0)) * scale),
        [by_key[key] for key in spread.talk],
        Consensus.objects.filter(lot=lot, offer=offer, criterion=criterion).first(),
    )


def _spread(scores: list[Score], criterion: Criterion, seats: list[Seat]) -> scoring.Spread:
    """The core's word on one offer and criterion, in points of a hundred."""
    given = [scoring.Score(str(one.seat_id), "offer", "criterion", _rounded(one, criterion)) for one in scores]
    members = [str(seat.pk) for seat in seats]
    found_ = scoring.spreads(given, members=members, bids=["offer"], criteria=["criterion"], tolerance=TOLERANCE)
    return found_[0]


def _rounded(score: Score, criterion: Criterion) -> Decimal:
    """Points of a hundred to nine decimals, the most that the core takes."""
    return shown(of_hundred(score.points, criterion), 9)


class Agreed(NamedTuple):
    """What the committee agreed on for an offer under a criterion."""

    offer: Offer
    criterion: Criterion
    points: Decimal
    reason: str


def agree(request: Member, call: Call, lot: CallLot, agreed: Agreed) -> None:
    """Keeps the points that the committee agreed on, with the reason that the bidder reads.

    Raises:
        IllegalMove: the bids are not being judged.
        Refused: a member has not handed in, the offer is not in the race, or the points are more than the highest.
    """
    offer, criterion, points, reason = agreed
    with found.held(call, "opened") as locked:
        if not blind.all_in(lot):
            raise Refused(_("Every member hands in points for this lot first."))
        if offer not in race.admitted(lot) or criterion not in blind.criteria(lot):
            raise Refused(_("This bid is not in the race for this lot."))
        if not 0 <= points <= criterion.highest:
            raise Refused(_("Points run from 0 to %(highest)s.") % {"highest": f"{criterion.highest:f}"})
        row = Consensus.objects.filter(offer=offer, lot=lot, criterion=criterion).first()
        row = row or Consensus(offer=offer, lot=lot, criterion=criterion)
        row.points, row.reason, row.user = points, reason, request.user
        row.save()
        details = {"lot": lot.number, "offer": offer.number, "criterion": criterion.pk, "points": f"{points:f}"}
        audit.note(request, "points.agreed", locked.ocid, **details)


def lacking(lot: CallLot) -> list[tuple[Offer, Criterion]]:
    """Admitted offers and criteria for which nothing is agreed yet."""
    agreed = set(Consensus.objects.filter(lot=lot).values_list("offer_id", "criterion_id"))
    rows = [(offer, one) for offer in race.admitted(lot) for one in blind.criteria(lot)]
    return [(offer, one) for offer, one in rows if (offer.pk, one.pk) not in agreed]
