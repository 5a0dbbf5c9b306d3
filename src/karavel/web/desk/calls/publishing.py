"""Publication of a call: all is checked, the seal is made, version 1 and its releases stand; or nothing happens."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from karavel.errors import IllegalMove, InvalidInput, SealError
from karavel.procurement import sealing
from karavel.procurement.releases import planning, tender
from karavel.procurement.tables import CALL, NEED
from karavel.web.accounts import audit
from karavel.web.desk.calls.checking import Problem, problems
from karavel.web.desk.calls.models import Call, CallSeal, CallVersion
from karavel.web.desk.calls.process import process_of, publisher
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.moving import move
from karavel.web.requests import Member


class NotReady(Exception):
    """A call cannot be published; ``problems`` are all reasons."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__("; ".join(one.sentence for one in found))
        self.problems = found


def publish(request: Member, call: Call) -> CallVersion:
    """Publishes a draft.

    Raises:
        NotReady: something is missing or wrong; all of it is told.
        IllegalMove: it is no draft any more.
    """
    now = timezone.now().replace(microsecond=0)
    with transaction.atomic():
        locked = Call.objects.select_for_update().get(pk=call.pk)  # nobody edits what is being published
        CALL.after(locked.state, "publish")
        found = problems(locked, now)
        if found:
            raise NotReady(found)
        version = _told(locked, now)
        audit.note(request, "call.published", locked, ocid=locked.ocid, seals=locked.seals)
    return version


def _told(call: Call, now: datetime) -> CallVersion:
    """Publishes; what no check of ours has seen is a reason like the others."""
    try:
        return _published(call, now)
    except (InvalidInput, SealError) as error:
        raise NotReady([Problem("what", str(error))]) from error


def _published(call: Call, now: datetime) -> CallVersion:
    if call.seals:
        _seal(call)
    buyer = BuyerProfile.objects.get()
    move(call, CALL, "publish", published=now, version=1, buyer=buyer.name, buyer_country=buyer.country)
    process = process_of(call, buyer)
    if process.need:
        _version(call, 0, "planning", now, release=planning(process, publisher(buyer), at=now))
    _called(call)
    return _version(call, 1, "tender", now, release=tender(process, publisher(buyer)))


def _version(call: Call, number: int, stage: str, now: datetime, **given: Any) -> CallVersion:
    version = CallVersion(call=call, number=number, stage=stage, published=now, **given)
    version.save()
    return version


def _seal(call: Call) -> None:
    """The call's key; its secret half is wrapped for each pair of members and forgotten."""
    seal = sealing.new_seal({str(seat.pk): seat.recipient for seat in call.seats.all()})
    wraps = {f"{wrap.first}:{wrap.second}": b64encode(wrap.sealed).decode() for wrap in seal.wraps}
    CallSeal(call=call, recipient=seal.recipient, wraps=wraps).save()


def _called(call: Call) -> None:
    """The need that it was made from is called; one that has moved on meanwhile stays where it is."""
    if call.need is None:
        return
    try:
        move(call.need, NEED, "call")
    except IllegalMove:
        return
