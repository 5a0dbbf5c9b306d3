"""Calls close by the clock: at the deadline, by cron or when somebody looks; a state never lies about the deadline."""

from __future__ import annotations

from datetime import datetime

from karavel.procurement.tables import CALL
from karavel.web.desk import closing
from karavel.web.desk.calls.models import Call


def close_due(now: datetime) -> list[Call]:
    """Closes every call whose deadline has passed, of all organisations; those that it closed."""
    due = Call.everywhere.filter(state="active", deadline__lte=now).order_by("pk")
    return [call for call in due if _closed(call, now)]


def settled(call: Call, now: datetime) -> Call:
    """The call, closed first where its deadline has passed."""
    if call.state == "active" and call.deadline and call.deadline <= now and not _closed(call, now):
        call.refresh_from_db()
    return call


def _closed(call: Call, now: datetime) -> bool:
    return closing.close(call, CALL, "deadline", now, ocid=call.ocid)
