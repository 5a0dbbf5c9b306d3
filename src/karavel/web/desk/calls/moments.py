"""A moment of a call as its reader needs it: in the call's zone, in their own, and how many days are left."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone

from karavel import texts
from karavel.web.accounts.models import User
from karavel.web.requests import Request


class When(NamedTuple):
    """A moment, told twice.

    Attributes:
        theirs: by the clocks of the call's zone, ``yours`` by the reader's; empty where both show the same.
        days: whole days left; None once it is past.
        iso: for programs.
    """

    theirs: str
    theirs_zone: str
    yours: str
    yours_zone: str
    days: int | None
    iso: str


def reader_zone(request: Request) -> ZoneInfo:
    """The zone of the reader's settings; UTC where there is none."""
    chosen = request.user.time_zone if isinstance(request.user, User) else ""
    return ZoneInfo(chosen or "UTC")


def when(moment: datetime | None, of: str, reader: ZoneInfo) -> When | None:
    """A moment that was set in a time zone, for a reader; None where there is none."""
    if moment is None:
        return None
    zone = ZoneInfo(of)
    local, own = moment.astimezone(zone), moment.astimezone(reader)
    left = moment - timezone.now()
    same = local.utcoffset() == own.utcoffset()
    return When(
        told(local),
        zone.key,
        "" if same else told(own),
        "" if same else reader.key,
        left.days if left.total_seconds() > 0 else None,
        local.isoformat(),
    )


def told(local: datetime) -> str:
    """A day and a time as the locale writes them."""
    return f"{texts.day(local.date())}, {local:%H:%M}"
