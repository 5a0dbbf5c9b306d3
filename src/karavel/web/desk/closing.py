"""What the clock closes: calls at their deadline, consultations at their last moment, whoever looks first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction

from karavel.errors import IllegalMove
from karavel.states import StateTable
from karavel.web import scope
from karavel.web.accounts import audit
from karavel.web.moving import move
from karavel.web.scope import Owned


def close(row: Owned, table: StateTable, moment: str, now: datetime, **details: Any) -> bool:
    """Closes a row whose moment has passed, and notes it in its organisation's log without a name.

    The row is looked at again under a lock: an amendment that was under way may have moved its moment on.

    Args:
        row: as it was read; it holds its state afterwards.
        table: its states, with a move ``close``.
        moment: the field that says when it is over.
        now: the moment that counts.
        details: for the log.

    Returns:
        False where somebody else has just moved it.
    """
    rows: models.Manager[Any] = type(row).everywhere
    with scope.within(row.organisation_id), transaction.atomic():
        locked = rows.select_for_update().get(pk=row.pk)
        over = getattr(locked, moment)
        if over is None or over > now:
            return False
        try:
            move(locked, table, "close")
        except IllegalMove:
            return False
        audit.note_as(row.organisation_id, None, f"{table.name}.closed", row, **details)
    row.state = locked.state  # type: ignore[attr-defined] # what has a table has a state
    return True
