"""What may be expected of a lot's way in: the best that lots like it were found to have.

Alike are lots of one buyer country with as much time left: the same law, and the same routes that are ready in time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from karavel.matching.columns import Floats, Integers
from karavel.matching.question import Question

#: Lots of a kind that must have been looked at before what they showed is taken for all of the kind.
PROBED: Final = 2

#: Days left at which routes drop out: a partner needs weeks, a company abroad one to three months. Closed comes first.
_TIMES: Final = (0.5, 21.5, 60.5)


@dataclass(eq=False)
class Alike:
    """Kinds of lots, and how good a way in was found in each.

    Attributes:
        kinds: each lot's kind.
        best: the best found in each kind, from -1 to 1.
        probed: how many lots of each kind were looked at.
    """

    kinds: Integers
    best: Floats
    probed: Integers

    @classmethod
    def of(cls, question: Question) -> Alike:
        """The kinds of these lots; nothing is known of them yet."""
        left = question.lots.days_left(question.as_of)
        time = np.where(np.isnan(left), len(_TIMES) + 1, np.digitize(left, _TIMES))
        kinds = (question.lots.buyer_country.codes + 1) * (len(_TIMES) + 2) + time
        size = int(kinds.max(initial=0)) + 1
        return cls(kinds, np.full(size, -1.0), np.zeros(size, dtype=np.int64))

    @property
    def bounds(self) -> Floats:
        """For each lot the best that may be expected of its way in, from -1 to 1."""
        return np.where(self.probed < PROBED, 1.0, self.best)[self.kinds]

    def learn(self, rows: Integers, found: Floats) -> None:
        """What was found for some lots."""
        np.maximum.at(self.best, self.kinds[rows], found)
        np.add.at(self.probed, self.kinds[rows], 1)
