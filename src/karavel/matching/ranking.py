"""Lots in order: the best first, and for each why.

Whether a firm may bid, and how, costs more to work out than all else, so it is asked from the top down. Every lot has
an upper bound: its score if the way in were the best there is. Lots are worked out in the order of that bound until
the list is full of lots that no remaining bound can reach (the threshold algorithm of Fagin, Lotem and Naor, 2003).
The result is the same as if every lot had been worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karavel.matching.columns import Floats, Integers
from karavel.matching.entries import Entries, Entry
from karavel.matching.lots import Lots
from karavel.matching.part import Feature
from karavel.matching.question import Question
from karavel.matching.scoring import FITS, Explained, score, weight_of
from karavel.matching.table import FEATURES

#: Works out the ways into the lots with these row numbers.
Enter: TypeAlias = Callable[[Sequence[int]], Mapping[int, Entry]]

#: Whether a lot may stand in the list, once its way in is known.
Admit: TypeAlias = Callable[[Entry], bool]

_FIRST_BATCH: Final = 64
_ROUNDING: Final = 1e-5  # above what rounding values can add to a score, so that no bound lies below what it bounds
_TIES: Final = [(name, "ascending") for name in ("score", "published", "notice_id", "lot_id")]


@dataclass(frozen=True)
class Ranked:
    """One lot in its place.

    Attributes:
        rank: from 1.
        row: the lot's number in the table that was ranked.
        score: the sum of ``weight * value`` over the parts.
        fits: whether its relevance reaches ``scoring.FITS``.
        entry: whether and how the firm gets in.
        parts: why it stands there.
    """

    rank: int
    row: int
    score: float
    fits: bool
    entry: Entry
    parts: tuple[Explained, ...]


@dataclass(frozen=True)
class Ranking:
    """The lots that were asked for, best first, and how many of all lots fit at all."""

    lots: tuple[Ranked, ...]
    fitting: int


def rank(
    question: Question,
    top: int,
    *,
    enter: Enter | None = None,
    admit: Admit = lambda _: True,
    features: Sequence[Feature] = FEATURES,
) -> Ranking:
    """The ``top`` best lots for a firm, best first; ties break by day of publication, notice id and lot id.

    Args:
        question: the lots, the firm, the day; its ``entries`` are left as they are.
        top: how many lots are wanted.
        enter: works out ways in; without it verdict and effort stay neutral.
        admit: which lots may stand in the list; asked once their way in is known.
        features: the rows of the table.
    """
    search = _Search(replace(question, entries=Entries.none(len(question.lots))), features, top, admit)
    if enter is not None:
        search.work_out(enter)
    return search.best()


class _Search:
    """One ranking under way: what is known of the ways in grows until the list stands."""

    def __init__(self, question: Question, features: Sequence[Feature], top: int, admit: Admit) -> None:
        self._question, self._top, self._admit = question, top, admit
        self._scored = score(question, features)
        related = self._scored.relevance
        self._bounds: Floats = self._scored.scores + weight_of(features, "entry") * related + _ROUNDING * (related > 0)
        self._admitted = np.arange(len(question.lots))

    def work_out(self, enter: Enter) -> None:
        """Asks for ways in, highest bound first, in growing batches, until no other lot can reach the list."""
        self._admitted = np.zeros(0, dtype=np.int64)
        size = max(_FIRST_BATCH, self._top)
        for order in (self._related, self._unrelated):
            rows = order()
            while len(rows) and not self._stands(self._bounds[rows[0]]):
                self._enter(rows[:size].tolist(), enter)
                rows, size = rows[size:], size * 2

    def best(self) -> Ranking:
        """The list, explained."""
        rows = in_order(self._question.lots, self._scored.scores, self._admitted, self._top)
        ranked = tuple(self._ranked(place, row) for place, row in enumerate(rows.tolist(), start=1))
        return Ranking(ranked, int((self._scored.relevance >= FITS).sum()))

    def _ranked(self, place: int, row: int) -> Ranked:
        entry = self._question.entries[row]
        fits = bool(self._scored.relevance[row] >= FITS)
        return Ranked(place, row, float(self._scored.scores[row]), fits, entry, self._scored.explain(row))

    def _related(self) -> Integers:
        """Rows with any relevance, highest bound first."""
        rows = np.flatnonzero(self._scored.relevance)
        return rows[np.argsort(-self._bounds[rows], kind="stable")]

    def _unrelated(self) -> Integers:
        """Rows that score 0 whatever their way in, as ties break."""
        rows = np.flatnonzero(self._scored.relevance == 0.0)
        return in_order(self._question.lots, self._scored.scores, rows, len(rows)) if self._wanting() else rows[:0]

    def _enter(self, batch: list[int], enter: Enter) -> None:
        entries = self._question.entries
        entries.add(enter(batch))
        admitted = [row for row in batch if self._admit(entries[row])]
        self._admitted = np.concatenate((self._admitted, np.array(admitted, dtype=np.int64)))
        self._scored = self._scored.entered(self._question)

    def _wanting(self) -> bool:
        return len(self._admitted) < self._top

    def _stands(self, bound: float) -> bool:
        """Whether the list is full of lots above every bound that is left (unrelated lots come in their order)."""
        if self._wanting():
            return False
        last = np.partition(self._scored.scores[self._admitted], -self._top)[-self._top]
        return bool(last > bound) or bound == 0.0


def in_order(lots: Lots, scores: Floats, rows: Integers, top: int) -> Integers:
    """The ``top`` best of these rows, best first; ties by publication (unknown last), notice id and lot id."""
    if top <= 0 or len(rows) == 0:
        return rows[:0]
    best = scores[rows]
    if len(rows) > top:
        rows = rows[best >= np.partition(best, -top)[-top]]
    keyed = lots.table.select(["published", "notice_id", "lot_id"]).take(pa.array(rows))
    keyed = keyed.append_column("score", pa.array(-scores[rows]))
    order = pc.sort_indices(keyed, sort_keys=_TIES).to_numpy()
    return np.asarray(rows[order[:top]], dtype=np.int64)
