"""A lot as a row of the list."""

from __future__ import annotations

from typing import NamedTuple

from karavel.answers.match import MatchedLot
from karavel.web.board import Board


class Row(NamedTuple):
    """A lot, its title in the reader's language where there is one, and how much time is left.

    Attributes:
        translated: whether the title is not the original's.
        urgency: ``soon`` for a week or less, else empty.
    """

    lot: MatchedLot
    title: str
    translated: bool
    urgency: str


_SOON = 7  # days


def row(board: Board, lot: MatchedLot) -> Row:
    """A lot as a row."""
    title = board.title(lot)
    soon = lot.days_left is not None and lot.days_left <= _SOON
    return Row(lot, title, title != lot.title, "soon" if soon else "")
