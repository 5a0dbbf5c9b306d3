"""Blind scoring: each member gives points alone, and sees those of others once their own for the lot are handed in.

Every page and export asks :func:`visible` or :func:`all_in`; nothing else reads scores. What is handed in stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.web.accounts import audit
from karavel.web.accounts.models import Membership
from karavel.web.desk.bids import conflicts
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import Call, CallLot, Criterion, Seat
from karavel.web.desk.evaluation import found, race
from karavel.web.desk.evaluation.models import Score
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.requests import Member

#: Offer and criterion to points and reason.
Given = Mapping[tuple[int, int], tuple[Decimal, str]]


def criteria(lot: CallLot) -> list[Criterion]:
    """What members give points for: criteria of the lot that no formula scores."""
    mine = Criterion.objects.filter(Q(lot=None) | Q(lot=lot), call=lot.call_id, formula="")
    return list(mine)


def scorers(lot: CallLot) -> list[Seat]:
    """Members whose points count: those who judge, but who left the organisation before they had handed in."""
    seats = conflicts.judges(lot.call)
    here = set(Membership.objects.filter(organisation=lot.organisation_id).values_list("user_id", flat=True))
    return [seat for seat in seats if seat.user_id in here or handed_in(seat, lot)]


def handed_in(seat: Seat, lot: CallLot) -> bool:
    """Whether a member has handed in their points for a lot."""
    return Score.objects.filter(seat=seat, lot=lot).exclude(handed_in=None).exists()


def begun(lot: CallLot) -> bool:
    """Whether any member has handed in points for a lot."""
    return Score.objects.filter(lot=lot).exclude(handed_in=None).exists()


def waiting(lot: CallLot) -> list[Seat]:
    """Members who have not handed in yet; nobody where there is nothing to give points for."""
    if not criteria(lot) or not race.admitted(lot):
        return []
    return [seat for seat in scorers(lot) if not handed_in(seat, lot)]


def all_in(lot: CallLot) -> bool:
    """Whether every offer is decided on and every member has handed in."""
    return not race.undecided(lot) and not waiting(lot)


def visible(seat: Seat | None, lot: CallLot) -> QuerySet[Score]:
    """Scores for a lot that somebody may see: their own; with these handed in, what others have handed in as well.

    Args:
        seat: theirs; None for who sits on no committee and waits until all have handed in.
        lot: the lot.
    """
    scores = Score.objects.filter(lot=lot).select_related("offer", "criterion", "seat")
    if all_in(lot):
        return scores.exclude(handed_in=None)
    if seat is None:
        return scores.none()
    return scores.filter(Q(seat=seat) | ~Q(handed_in=None)) if handed_in(seat, lot) else scores.filter(seat=seat)


def save(request: Member, call: Call, seat: Seat, lot: CallLot, given: Given) -> None:
    """Keeps a member's own points, which nobody else sees.

    Raises:
        IllegalMove: the bids are not being judged.
        Refused: an offer waits for its admission, or the points are handed in.
    """
    with found.held(call, "opened") as locked:
        _save(seat, lot, given)
        audit.note(request, "scores.saved", locked.ocid, lot=lot.number)


def hand_in(request: Member, call: Call, seat: Seat, lot: CallLot, given: Given) -> None:
    """Keeps a member's points and hands them in; they do not change any more.

    Raises:
        IllegalMove, Refused: as :func:`save`; points or a reason are missing.
    """
    with found.held(call, "opened") as locked:
        _save(seat, lot, given)
        if missing(seat, lot):
            raise Refused(_("Give points and a reason for every bid and criterion before you hand in."))
        Score.objects.filter(seat=seat, lot=lot).update(handed_in=timezone.now())
        audit.note(request, "scores.handed-in", locked.ocid, lot=lot.number)


def _save(seat: Seat, lot: CallLot, given: Given) -> None:
    race.settled(lot)
    if handed_in(seat, lot):
        raise Refused(_("Your points for this lot are handed in; they do not change any more."))
    offers = {one.pk: one for one in race.admitted(lot)}
    asked = {one.pk: one for one in criteria(lot)}
    for (offer, criterion), (points, reason) in given.items():
        if offer in offers and criterion in asked:
            _one(offers[offer], asked[criterion], seat, lot, points, reason)


def _one(offer: Offer, criterion: Criterion, seat: Seat, lot: CallLot, points: Decimal, reason: str) -> None:
    if not 0 <= points <= criterion.highest:
        raise Refused(_("Points run from 0 to %(highest)s.") % {"highest": f"{criterion.highest:f}"})
    score = Score.objects.filter(offer=offer, lot=lot, criterion=criterion, seat=seat).first()
    score = score or Score(offer=offer, lot=lot, criterion=criterion, seat=seat)
    score.points, score.reason = points, reason
    score.save()


def missing(seat: Seat, lot: CallLot) -> list[tuple[Offer, Criterion]]:
    """Offers and criteria for which a member still has to give points with a reason."""
    own = Score.objects.filter(seat=seat, lot=lot).exclude(reason="")
    given = set(own.values_list("offer_id", "criterion_id"))
    return list(_lacking(lot, given))


def _lacking(lot: CallLot, given: set[tuple[int, int]]) -> Iterator[tuple[Offer, Criterion]]:
    asked = criteria(lot)
    for offer in race.admitted(lot):
        yield from ((offer, one) for one in asked if (offer.pk, one.pk) not in given)
