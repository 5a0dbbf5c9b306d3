"""Lots in order: the best first, and for each why.

Whether a firm may bid, and how, costs more to work out than all else, so it is asked from the top down (after the
threshold algorithm of Fagin, Lotem and Naor, 2003). A lot's bound is its score if its way in were as good as the best
found so far among lots of the same buyer country with as much time left, or the best there is until ``alike.PROBED`` of
those were looked at. Lots are worked out in the order of their bounds until no remaining bound reaches the list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karavel.matching.alike import Alike
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

_BATCH: Final = 32
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

    The list is the one that working out every lot would give, wherever buyers of one country are entered alike by lots
    with like time left; where one lot among them is entered better than all that were looked at, it may be missed.

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
        self._plain: Floats = self._scored.scores
        self._most: Floats = weight_of(features, "entry") * self._scored.relevance
        self._admitted = np.arange(len(question.lots))
        self._known = np.zeros(len(question.lots), dtype=bool)
        self._alike = Alike.of(question)

    def work_out(self, enter: Enter) -> None:
        """Asks for ways in, highest bound first, until no other lot can reach the list."""
        self._admitted = np.zeros(0, dtype=np.int64)
        size = max(_BATCH, self._top)
        for pick in (self._related, self._unrelated):
            while len(batch := pick(size)):
                self._enter(batch, enter)
                size *= 1 + self._wanting()

    def best(self) -> Ranking:
        """The list, explained."""
        rows = in_order(self._question.lots, self._scored.scores, self._admitted, self._top)
        ranked = tuple(self._ranked(place, row) for place, row in enumerate(rows.tolist(), start=1))
        return Ranking(ranked, int((self._scored.relevance >= FITS).sum()))

    def _ranked(self, place: int, row: int) -> Ranked:
        entry = self._question.entries[row]
        fits = bool(self._scored.relevance[row] >= FITS)
        return Ranked(place, row, float(self._scored.scores[row]), fits, entry, self._scored.explain(row))

    def _related(self, size: int) -> Integers:
        """The next rows with any relevance whose bound reaches the list, highest first; keys decide between equals."""
        rows = np.flatnonzero((self._scored.relevance > 0) & ~self._known)
        bounds = self._plain[rows] + self._most[rows] * self._alike.bounds[rows] + _ROUNDING
        if not self._wanting():
            reaching = bounds >= self._last()
            rows, bounds = rows[reaching], bounds[reaching]
        return rows[np.lexsort((self._question.lots.keys[rows], -bounds))[:size]]

    def _unrelated(self, size: int) -> Integers:
        """The next rows that score 0 whatever their way in, as ties break, while the list is not full."""
        rows = np.flatnonzero((self._scored.relevance == 0) & ~self._known)
        return in_order(self._question.lots, self._plain, rows, size) if self._wanting() else rows[:0]

    def _enter(self, batch: Integers, enter: Enter) -> None:
        rows, entries = batch.tolist(), self._question.entries
        entries.add(enter(rows))
        self._known[batch] = True
        self._scored = self._scored.entered(self._question)
        self._learn(batch)
        admitted = [row for row in rows if self._admit(entries[row])]
        self._admitted = np.concatenate((self._admitted, np.array(admitted, dtype=np.int64)))

    def _learn(self, batch: Integers) -> None:
        """How much of the most that a way in can add these ones added."""
        related = batch[self._most[batch] > 0]
        self._alike.learn(related, (self._scored.scores[related] - self._plain[related]) / self._most[related])

    def _wanting(self) -> bool:
        return len(self._admitted) < self._top

    def _last(self) -> float:
        """The score of the last lot of a full list."""
        return float(np.partition(self._scored.scores[self._admitted], -self._top)[-self._top])


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
