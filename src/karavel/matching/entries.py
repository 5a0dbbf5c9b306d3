"""Whether and how the firm gets into each lot, as columns that are filled for the lots where it matters.

Deciding and planning cost more than all other features together, so ``ranking`` asks for them from the top down and
stops when no further lot could reach the list (see ``selection``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from karavel.matching.columns import Floats

if TYPE_CHECKING:  # columns of lots are read by commands that ask the law nothing, and it takes time to load
    from karavel.access import Verdict


@dataclass(frozen=True)
class Entry:
    """The way into one lot.

    Attributes:
        direct: the verdict for a bid from home, None where it was not decided.
        best: the verdict of the best route that is ready in time, None where there is none.
        cost_eur: what that route costs at most, None where nobody knows.
        days: how long it takes at most, None where nobody knows.
        way: that route in users' words.
    """

    direct: Verdict | None = None
    best: Verdict | None = None
    cost_eur: float | None = 0.0
    days: float | None = 0.0
    way: str = ""


#: A lot that nobody has looked at yet, or whose way in is not known.
UNKNOWN: Final = Entry()


@dataclass(eq=False)
class Entries:
    """Ways in by row number; rows that were not worked out count as unknown, which is neutral.

    Few ways in differ, however many lots there are: each stands once, and every row has the number of its own.

    Attributes:
        codes: the number of each row's way in among ``distinct``; 0 where it is not known.
        distinct: the ways in that occur, :data:`UNKNOWN` first.
    """

    codes: npt.NDArray[np.int64]
    distinct: list[Entry]

    @classmethod
    def none(cls, size: int) -> Entries:
        """No way in is known yet, for this many lots."""
        return cls(np.zeros(size, dtype=np.int64), [UNKNOWN])

    def copy(self) -> Entries:
        """The same, to be added to."""
        return Entries(self.codes.copy(), [*self.distinct])

    def add(self, entries: Mapping[int, Entry]) -> None:
        """Adds what was worked out for some rows."""
        numbers = {entry: number for number, entry in enumerate(self.distinct) if number}
        for row, entry in entries.items():
            number = numbers.setdefault(entry, len(self.distinct))
            if number == len(self.distinct):
                self.distinct.append(entry)
            self.codes[row] = number

    def __getitem__(self, row: int) -> Entry:
        return self.distinct[int(self.codes[row])]

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Which rows have been worked out."""
        return self.codes > 0

    def score(self, of: Callable[[Entry], float]) -> Floats:
        """What each row's way in is worth; 0 where it is not known."""
        worth = np.array([0.0, *(of(entry) for entry in self.distinct[1:])])
        return worth[self.codes]
