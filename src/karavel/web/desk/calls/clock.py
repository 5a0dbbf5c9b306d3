"""Calls close by the clock: at the deadline, by cron or when somebody looks; a state never lies about the deadline."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from karavel.errors import IllegalMove
from karavel.procurement.tables import CALL
from karavel.web import scope
from karavel.web.accounts import audit
from karavel.web.desk.calls.models import Call
from karavel.web.moving import move


def close_due(now: datetime) -> list[Call]:
    """Closes every call whose deadline has passed, of all organisations; those that it closed."""
    due = Call.everywhere.filter(state="active", deadline__lte=now).order_by("pk")
    return [call for call in due if _closed(call)]


def settled(call: Call, now: datetime) -> Call:
    """The call, closed first where its deadline has passed."""
    if call.state == "active" and call.deadline and call.deadline <= now and not _closed(call):
        call.refresh_from_db()
    return call


def _closed(call: Call) -> bool:
    """Closes a call; False where somebody else has just moved it."""
    with scope.within(call.organisation_id), transaction.atomic():
        try:
            move(call, CALL, "close")
        except IllegalMove:
            return False
        audit.note_as(call.organisation_id, None, "call.closed", call, ocid=call.ocid)
    return True
