"""What time alone does at the desk: calls and consultations close, followers hear of news. Safe to run ever again."""

from __future__ import annotations

from django.utils import timezone
from msgspec import Struct

from karavel.web.desk.calls import clock, telling
from karavel.web.desk.needs import consulting


class Ticked(Struct, frozen=True):
    """A run.

    Attributes:
        closed: ocids of calls whose deadline had passed.
        sent: mails that went out; ``failed`` those that did not, tried again later.
    """

    closed: tuple[str, ...]
    sent: int
    failed: tuple[str, ...]


def tick() -> Ticked:
    """Does all that is due now."""
    consulting.settle()
    closed = tuple(call.ocid for call in clock.close_due(timezone.now()))
    sent, failed = telling.send_due()
    return Ticked(closed, sent, tuple(failed))
