"""How pages find a call: the buyer's own by its number, a public one by its name; never past its clock."""

from __future__ import annotations

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


def draft(pk: int) -> Call:
    """A call of the organisation in force that may still be changed freely.

    Raises:
        Http404: it has no such call.
        IllegalMove: it is published, or has ended.
    """
    call = own(pk)
    if call.state != "planned":
        raise IllegalMove("call", call.state, "edit")
    return call
