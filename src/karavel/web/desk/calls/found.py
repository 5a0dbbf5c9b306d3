"""How pages find a call: the buyer's own by its number, a public one by its name; never past its clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from karavel.errors import IllegalMove
from karavel.web.desk.calls import clock
from karavel.web.desk.calls.models import Call


def own(pk: int) -> Call:
    """A call of the organisation in force.

    Raises:
        Http404: it has no such call.
    """
    return clock.settled(get_object_or_404(Call.objects, pk=pk), timezone.now())


def public(slug: str) -> Call:
    """A call that was published, whoever asks; show its rows inside ``scope.within(call.organisation_id)``.

    Raises:
        Http404: there is none of that name, or it is still a draft.
    """
    return clock.settled(get_object_or_404(Call.public, slug=slug), timezone.now())


@contextmanager
def drafting(pk: int) -> Iterator[Call]:
    """A draft that stays one until the block is over: publishing takes the same row first.

    Raises:
        Http404, IllegalMove: as :func:`draft`.
    """
    own(pk)
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=pk)
        if call.state != "planned":
            raise IllegalMove("call", call.state, "edit")
        yield call


def draft(pk: int) -> Call:
    """A call of the organisation in force that may still be changed freely, as it is read; to change it, see above.

    Raises:
        Http404: it has no such call.
        IllegalMove: it is published, or has ended.
    """
    call = own(pk)
    if call.state != "planned":
        raise IllegalMove("call", call.state, "edit")
    return call
