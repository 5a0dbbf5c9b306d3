"""The open lots of one generation of a lake, as columns that lists are filtered and counted by."""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from karavel.access import Law
from karavel.lake import Lake
from karavel.lake.search import weigh
from karavel.matching.columns import Coded, Floats, Integers
from karavel.matching.feedback.liking import BUYER_COLUMN
from karavel.matching.lots import COLUMNS, Lots
from karavel.matching.situations import Situations

#: Kinds of notices whose lots one can answer.
ANSWERED: Final = ("call", "planning")
#: Lots that one search in the text index brings; those beyond have next to nothing in common with the words.
HITS: Final = 20_000

_MOST: Final = 200_000  # lots that a search for words in a list may leave
_DIVISION: Final = 2  # digits
_ASKED: Final = 64  # searches for words that are remembered, a byte a lot each


class OpenLots:
    """What a lake holds open on a day, as long as somebody looks at it.

    Args:
        lake: where the lots lie.
        law: tells lots apart.
        as_of: the day.
        every: calls that are closed or published later as well.

    Raises:
        LakeMissing: there is no lake.
    """

    def __init__(self, lake: Lake, law: Law, as_of: date, *, every: bool = False) -> None:
        self.as_of, self._lake = as_of, lake
        self.view = lake.view()
        weakref.finalize(self, self.view.close)
        step = "calls" if every else "open_calls"
        self.lots = Lots(self.view.situated(step, (*COLUMNS, BUYER_COLUMN), None if every else as_of))
        self.situations = Situations(law, self.lots.table)
        self._asked: dict[str, npt.NDArray[np.bool_]] = {}

    @property
    def generation(self) -> tuple[int, date]:
        """The number of the lake's commit, and the day."""
        return self.view.manifest.sequence, self.as_of

    def still_holds(self, as_of: date) -> bool:
        """Whether nothing was committed since, and the day is the same."""
        return (self._lake.sequence(), as_of) == self.generation

    def search(self, words: Mapping[str, float]) -> Mapping[int, float]:
        """Keys of lots whose words match, with their scores."""
        return self.view.scores(words, HITS, ANSWERED)

    def passing(self, words: str) -> npt.NDArray[np.bool_]:
        """Which lots have some of these words; all where there are none. A page with its counts asks many times."""
        found = self._asked.get(words)
        if found is None:
            found = self._having(words)
            if len(self._asked) >= _ASKED:
                self._asked = {}
            self._asked[words] = found
        return found.copy()

    def _having(self, words: str) -> npt.NDArray[np.bool_]:
        weights = weigh(words)
        if not weights:
            return np.ones(len(self.lots), dtype=bool)
        found = np.fromiter(self.view.scores(weights, _MOST, ANSWERED), np.int64)
        return np.isin(self.lots.keys, found)

    def row(self, notice_id: str, lot_id: str) -> int | None:
        """The number of a lot, None where it is not among them."""
        table = self.lots.table
        same = pc.and_(pc.equal(table["notice_id"], notice_id), pc.equal(table["lot_id"], lot_id))
        found = np.flatnonzero(same.to_numpy())
        return int(found[0]) if len(found) else None

    @cached_property
    def markets(self) -> tuple[Integers, Sequence[str]]:
        """Each lot's buyer country."""
        return _pair(self.lots.buyer_country)

    @cached_property
    def languages(self) -> tuple[Integers, Sequence[str]]:
        """Each notice's language."""
        return _pair(self.lots.language)

    @cached_property
    def divisions(self) -> tuple[Integers, Sequence[str]]:
        """The first two digits of each lot's main CPV code."""
        lists = self.lots.cpv
        first = np.full(len(self.lots), -1, dtype=np.int64)
        first[lists.filled] = lists.codes[lists.starts[:-1][lists.filled]]
        distinct = tuple(sorted({word[:_DIVISION] for word in lists.words}))
        recoded = np.array([*(distinct.index(word[:_DIVISION]) for word in lists.words), -1], dtype=np.int64)
        return recoded[first], distinct

    @cached_property
    def days_left(self) -> Floats:
        """Days to each deadline."""
        return self.lots.days_left(self.as_of)

    def classes(self, column: Floats, bounds: Sequence[float]) -> tuple[Integers, Sequence[str]]:
        """A column of numbers in classes, each named by its lower bound."""
        codes = np.where(np.isnan(column), len(bounds) + 1, np.digitize(np.nan_to_num(column), bounds))
        return codes, ("0", *(str(bound) for bound in bounds), "unknown")

    def order(self, by: str) -> Floats:
        """What a list in this order is sorted by, the first least; lots that do not say come last."""
        lots = self.lots
        column = {"deadline": lots.deadline, "published": -lots.published, "value": -lots.value_eur}[by]
        return np.where(np.isnan(column), np.inf, column)


def _pair(column: Coded) -> tuple[Integers, Sequence[str]]:
    return column.codes, column.words
