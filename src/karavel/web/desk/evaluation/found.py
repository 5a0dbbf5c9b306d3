"""Who may see an evaluation: members of the committee, and who decides on the award; for others it is not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from karavel.errors import IllegalMove
from karavel.web.desk.bids import conflicts
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls import found
from karavel.web.desk.calls.models import Call, CallLot, Seat
from karavel.web.desk.evaluation.refused import Refused
from karavel.web.requests import Member


class Bench(NamedTuple):
    """A call as somebody judges it.

    Attributes:
        seat: theirs on the committee; None for who only decides on the award.
        decides: whether they may decide on the award.
    """

    call: Call
    seat: Seat | None
    decides: bool


def bench(request: Member, pk: int) -> Bench:
    """The call and what its reader is to it.

    Raises:
        Http404: the organisation has no such call, or the reader has no part in judging it.
        Refused: a conflict of interest bars them.
    """
    call = found.own(pk)
    seat = Seat.objects.filter(call=call, user=request.user).first()
    decides = request.acting.may("desk.award")
    if seat is None and not decides:
        raise Http404
    _unbarred(request, call)
    return Bench(call, seat, decides)


def _unbarred(request: Member, call: Call) -> None:
    why = conflicts.bars(call, request.user.pk)
    if why:
        raise Refused(why)


def deciding(request: Member, pk: int) -> Call:
    """The call for who decides on its award.

    Raises:
        Http404: the organisation has no such call; Refused: a conflict of interest bars them.
    """
    call = found.own(pk)
    _unbarred(request, call)
    return call


def seated(request: Member, pk: int) -> tuple[Call, Seat]:
    """The call and the seat of a reader who may judge.

    Raises:
        Http404: they have none; Refused: a conflict bars them, or they have not said yet that none does.
    """
    call, seat, _decides = bench(request, pk)
    if seat is None:
        raise Http404
    if call.state == "opened" and seat.cleared is None:
        raise Refused(_("Say first, on the page of the evaluation, that you have no interest in any of the bidders."))
    return call, seat


def lot(call: Call, row: int) -> CallLot:
    """A lot of a call.

    Raises:
        Http404: it has no such lot.
    """
    return get_object_or_404(CallLot.objects.select_related("call"), pk=row, call=call)


def offer(call: Call, row: int) -> Offer:
    """An opened bid of a call.

    Raises:
        Http404: it has no such offer.
    """
    return get_object_or_404(Offer.objects, pk=row, call=call)


def bid_for(lot: CallLot) -> list[Offer]:
    """The offers that name a price for a lot, in the order of receipt."""
    return list(Offer.objects.filter(call=lot.call_id, prices__lot=lot).order_by("number"))


@contextmanager
def held(call: Call, *states: str) -> Iterator[Call]:
    """One transaction in which nobody else judges the call: every act of an evaluation takes this lock first.

    Raises:
        IllegalMove: the call is in none of the states.
    """
    with transaction.atomic():
        locked = Call.objects.select_for_update().get(pk=call.pk)
        if locked.state not in states:
            raise IllegalMove("call", locked.state, "judge")
        yield locked
