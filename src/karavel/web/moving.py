"""Moves of rows from state to state: in the database, where of two who move at once exactly one does."""

from __future__ import annotations

from typing import Any, Protocol

from django.db import models

from karavel.errors import IllegalMove
from karavel.states import StateTable


class Stated(Protocol):
    """A row with a state."""

    pk: Any
    state: str


def move(row: Stated, table: StateTable, name: str, **changes: Any) -> str:
    """Makes a move of the table, together with ``changes`` of other fields; the row holds both afterwards.

    The state is compared and changed in one statement, so no lock is held and none is forgotten. Inside a transaction
    that also writes what follows from the move, both stand or fall together.

    Raises:
        IllegalMove: the table has no such move, or the row is no longer in the state that it was read in.
    """
    before, after = row.state, table.after(row.state, name)
    rows: models.Manager[Any] = type(row)._base_manager  # type: ignore[attr-defined]  # noqa: SLF001
    if not rows.filter(pk=row.pk, state=before).update(state=after, **changes):
        raise IllegalMove(table.name, before, name)
    row.state = after
    for field, value in changes.items():
        setattr(row, field, value)
    return after
