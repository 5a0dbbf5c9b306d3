"""What may be expected of a lot's way in: the best that lots like it were found to have.

Alike are lots of one buyer country with as much time left: the same law, and the same routes that are ready in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np

from karavel.matching.columns import Floats, Integers
from karavel.matching.entries import Entries
from karavel.matching.part import Feature
from karavel.matching.prospects import Prospects
from karavel.matching.question import Question

#: Lots of a kind that must have been looked at before what they showed is taken for all of the kind.
PROBED: Final = 2

#: Days left at which routes drop out: a partner needs weeks, a company abroad one to three months. Closed comes first.
_TIMES: Final = (0.5, 21.5, 60.5)


class Hopes(Protocol):
    """What may be expected of lots' ways in while they are not worked out."""

    @property
    def bounds(self) -> Floats:
        """For each lot the best that may be expected of its way in, from -1 to 1."""

    def learn(self, rows: Integers, found: Floats) -> None:
        """What was found for some lots."""


class Prospective:
    """The best that a lot's prospects leave possible; nothing need be learned.

    Args:
        prospects: of the lots.
        question: of the ranking.
        features: the rows of its table; what the features of entry find is the measure.
    """

    def __init__(self, prospects: Prospects, question: Question, features: Sequence[Feature]) -> None:
        kinds = prospects.kinds
        few = question.lots.take(np.unique(prospects.kind, return_index=True)[1])
        best = np.full(len(kinds), -1.0)
        for place in range(max((len(kind.possible) for kind in kinds), default=0)):
            entries = Entries.none(len(kinds))
            entries.add(
                {number: kind.possible[min(place, len(kind.possible) - 1)] for number, kind in enumerate(kinds)}
            )
            best = np.maximum(best, _worth(replace(question, lots=few, entries=entries), features))
        self.bounds: Floats = best[prospects.kind]

    def learn(self, rows: Integers, found: Floats) -> None:
        """Nothing: what is possible was known."""


def _worth(question: Question, features: Sequence[Feature]) -> Floats:
    """What the ways into some lots add to their scores, against the most that any could."""
    entry = [feature for feature in features if feature.role == "entry"]
    weight = sum(feature.weight for feature in entry)
    found = sum((feature.weight * feature.function(question).values for feature in entry), np.zeros(len(question.lots)))
    return found / weight if weight else found


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
