"""The deadline, by the server's clock: the state of a call follows the clock, and may be late; this is not."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from karavel import texts
from karavel.errors import IllegalMove
from karavel.procurement.tables import BID
from karavel.web.desk.bids.models import Bid
from karavel.web.desk.calls.models import Call


def takes_bids(call: Call, now: datetime | None = None) -> bool:
    """Whether a call takes bids at a moment, the deadline itself excluded."""
    at = now or timezone.now()
    return call.state == "active" and call.seals and call.deadline is not None and at < call.deadline


def exactly(call: Call, moment: datetime | None) -> str:
    """A moment to the second, by the clocks of the call's zone, which it names; a dash for none."""
    if moment is None:
        return "–"
    local = moment.astimezone(ZoneInfo(call.time_zone))
    return f"{texts.day(local.date())}, {local:%H:%M:%S} ({local.tzinfo})"


def refuse_late(bid: Bid, now: datetime | None = None) -> Call:
    """Refuses what comes after the deadline, or while the call takes no bids; the call as it is now.

    Raises:
        IllegalMove: it does.
    """
    call = Call.everywhere.get(pk=bid.call_id)  # it may have been amended or cancelled since the bid was read
    if not takes_bids(call, now):
        raise IllegalMove(BID.name, "closed", "change")
    return call
