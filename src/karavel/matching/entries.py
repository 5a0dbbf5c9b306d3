"""Whether and how the firm gets into each lot, as columns that are filled for the lots where it matters.

Deciding and planning cost more than all other features together, so ``ranking`` asks for them from the top down and
stops when no further lot could reach the list (see ``selection``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from karavel.access import Verdict
from karavel.matching.columns import Floats


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
    """Ways in by row number; rows that were not worked out count as unknown, which is neutral."""

    size: int
    found: dict[int, Entry]

    @classmethod
    def none(cls, size: int) -> Entries:
        """No way in is known yet, for this many lots."""
        return cls(size, {})

    def add(self, entries: Mapping[int, Entry]) -> None:
        """Adds what was worked out for some rows."""
        self.found.update(entries)

    def __getitem__(self, row: int) -> Entry:
        return self.found.get(row, UNKNOWN)

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Which rows have been worked out."""
        known = np.zeros(self.size, dtype=bool)
        known[list(self.found)] = True
        return known

    def column(self, of: Mapping[int, float]) -> Floats:
        """A column with these values, 0 elsewhere."""
        values = np.zeros(self.size)
        values[list(of)] = list(of.values())
        return values
