"""What every feature is asked: these lots, this firm, this day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from karavel.matching.columns import Integers
from karavel.matching.entries import Entries
from karavel.matching.lots import Lots
from karavel.matching.profile import Profile
from karavel.matching.texts import Texts
from karavel.matching.trades import Trades


@dataclass(frozen=True, eq=False)
class Question:
    """The whole input of a ranking.

    Attributes:
        lots: the lots to rank.
        profile: the firm.
        as_of: the day to judge by.
        texts: how alike the lots' words are to the firm's.
        entries: whether and how the firm gets in, as far as that has been worked out.
        trades: which trade the lots and the firm are in by their words; None where nobody has asked.
        said: what the lot with a row number says, for the sentences about the few that are shown.
    """

    lots: Lots
    profile: Profile
    as_of: date
    texts: Texts
    entries: Entries
    trades: Trades | None = None
    said: Callable[[int], str] = lambda _row: ""

    def take(self, rows: Integers) -> Question:
        """The same about some of the lots, of whose ways in nothing is known yet."""
        lots, texts = self.lots.take(rows), self.texts.take(rows)
        trades = self.trades.take(rows) if self.trades else None
        return Question(lots, self.profile, self.as_of, texts, Entries.none(len(rows)), trades, self.said)
