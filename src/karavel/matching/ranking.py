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
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from karavel.matching.alike import Alike, Hopes, Prospective
from karavel.matching.columns import Floats, Integers
from karavel.matching.entries import Entries, Entry
from karavel.matching.lots import Lots
from karavel.matching.part import Feature
from karavel.matching.prospects import Prospects
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
    prospects: Prospects | None = None,
    among: npt.NDArray[np.bool_] | None = None,
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
        prospects: the ways in as far as they are known without ``enter``, which is then asked only for lots whose
            requirements count; the list is then that of working out every lot, whatever they are like.
        among: only lots for which this is true may stand in the list.
    """
    return Standing(question, features, prospects).best(top, enter=enter, admit=admit, among=among)


class Bounds:
    """How high lots may stand at most, before any way in is looked into: most need never be.

    Args:
        question: the lots, the firm, the day.
        features: the rows of the table.

    Attributes:
        fitting: how many of all lots fit.
    """

    def __init__(self, question: Question, features: Sequence[Feature] = FEATURES) -> None:
        bare = score(replace(question, entries=Entries.none(len(question.lots))), features)
        self._lots = question.lots
        self._most = np.abs(weight_of(features, "entry") * bare.relevance)
        self._bounds = bare.scores + self._most + _ROUNDING
        self.fitting = int((bare.relevance >= FITS).sum())

    def highest(self, size: int) -> Integers:
        """The lots that may stand highest, as many as there are asked for."""
        return np.sort(in_order(self._lots, self._bounds, np.arange(len(self._lots)), size))

    def reaching(self, least: float) -> Integers:
        """The lots that may stand as high as a score; of those whose way in counts nothing, those that stand higher."""
        return np.flatnonzero((self._bounds >= least) & ((self._most > 0) | (self._bounds > least + _ROUNDING)))


class Standing:
    """Where all lots stand for one firm: scored once, asked for the best of some of them as often as one likes.

    What is worked out for one list is kept for the next. Not for several threads at once.

    Args:
        question: the lots, the firm, the day; its ``entries`` are left as they are.
        features: the rows of the table.
        prospects: as for :func:`rank`.
    """

    def __init__(
        self, question: Question, features: Sequence[Feature] = FEATURES, prospects: Prospects | None = None
    ) -> None:
        size = len(question.lots)
        bare = replace(question, entries=Entries.none(size))
        self._question = replace(question, entries=prospects.entries()) if prospects else bare
        plain = score(bare, features)
        self._plain: Floats = plain.scores
        self._most: Floats = weight_of(features, "entry") * plain.relevance
        self._scored = plain.entered(self._question)
        self._foreseen: Floats = self._scored.scores  # as they are before any lot is looked into
        self._known = prospects.sure.copy() if prospects else np.zeros(size, dtype=bool)
        self._explained: dict[tuple[int, int], tuple[Explained, ...]] = {}
        self._hopes: Hopes = Prospective(prospects, question, features) if prospects else Alike.of(question)

    @property
    def lots(self) -> Lots:
        """The lots that are ranked."""
        return self._question.lots

    @property
    def scores(self) -> Floats:
        """The score of each lot as far as its way in is known."""
        return self._scored.scores

    @property
    def entries(self) -> Entries:
        """The way into each lot as far as it is known."""
        return self._question.entries

    @property
    def fitting(self) -> npt.NDArray[np.bool_]:
        """Which lots fit."""
        return np.asarray(self._scored.relevance >= FITS)

    def best(
        self,
        top: int,
        *,
        enter: Enter | None = None,
        admit: Admit = lambda _: True,
        among: npt.NDArray[np.bool_] | None = None,
    ) -> Ranking:
        """The best lots, best first; arguments as for :func:`rank`."""
        rows = self.highest(top, enter=enter, admit=admit, among=among)
        return Ranking(self.shown(rows.tolist()), int(self.fitting.sum()))

    def highest(
        self,
        top: int,
        *,
        enter: Enter | None = None,
        admit: Admit = lambda _: True,
        among: npt.NDArray[np.bool_] | None = None,
    ) -> Integers:
        """The numbers of the best lots, best first; explaining lots costs more than finding them."""
        search = _Search(self, top, admit, self._all if among is None else among)
        rows = search.work_out(enter) if enter else np.flatnonzero(search.among)
        return in_order(self._question.lots, self.scores, rows, top)

    def shown(self, rows: Sequence[int], first: int = 1) -> tuple[Ranked, ...]:
        """Some lots explained, in this order, as if the first stood at that place."""
        return tuple(self._ranked(place, row) for place, row in enumerate(rows, start=first))

    def place(self, row: int, enter: Enter, deepest: int) -> int:
        """Where one lot stands in the list of all lots, its way in worked out.

        Below ``deepest`` it is counted by what is known, as no list goes there.
        """
        self.enter(self.unknown(np.array([row])), enter)
        size = _BATCH
        while self._above(row) < deepest and len(rows := self._reaching(row, size)):
            self.enter(rows, enter)
            size *= 2
        equal = np.flatnonzero(self.scores == self.scores[row])
        among = in_order(self.lots, self.scores, equal, len(equal)).tolist()
        return 1 + self._above(row) + int(among.index(row))

    def _above(self, row: int) -> int:
        return int((self.scores > self.scores[row]).sum())

    def _reaching(self, row: int, size: int) -> Integers:
        """The next lots that may stand as high as this one, the highest bound first."""
        rows, bounds = self.related(self._all)
        reaching = bounds >= self.scores[row]
        return np.asarray(rows[reaching][np.argsort(-bounds[reaching], kind="stable")[:size]], dtype=np.int64)

    def enter(self, rows: Integers, enter: Enter) -> None:
        """Works out the ways into some lots."""
        self.entries.add(enter(rows.tolist()))
        self._known[rows] = True
        self._scored = self._scored.entered(self._question)
        related = rows[self._most[rows] > 0]
        self._hopes.learn(related, (self.scores[related] - self._plain[related]) / self._most[related])

    def unknown(self, rows: Integers) -> Integers:
        """Those of some lots whose way in is not worked out."""
        return np.asarray(rows[~self._known[rows]], dtype=np.int64)

    def foreseen(self, among: npt.NDArray[np.bool_]) -> Integers:
        """Some lots by what was known of them at first, best first: an order that no looking into lots changes."""
        rows = np.flatnonzero(among)
        return np.asarray(rows[np.lexsort((self._question.lots.keys[rows], -self._foreseen[rows]))], dtype=np.int64)

    @property
    def _all(self) -> npt.NDArray[np.bool_]:
        return np.ones(len(self._known), dtype=bool)

    def _ranked(self, place: int, row: int) -> Ranked:
        fits = bool(self._scored.relevance[row] >= FITS)
        return Ranked(place, row, float(self.scores[row]), fits, self.entries[row], self._explain(row))

    def _explain(self, row: int) -> tuple[Explained, ...]:
        """A lot's parts, remembered as long as its way in is the same: sentences cost more than all else of a page."""
        key = row, int(self.entries.codes[row])
        if key not in self._explained:
            self._explained[key] = self._scored.explain(row)
        return self._explained[key]

    def related(self, among: npt.NDArray[np.bool_]) -> tuple[Integers, Floats]:
        """The lots with any relevance whose way in is not worked out, and how high each may stand at most."""
        rows = np.flatnonzero((self._most > 0) & ~self._known & among)
        return rows, self._plain[rows] + self._most[rows] * self._hopes.bounds[rows] + _ROUNDING

    def unrelated(self, among: npt.NDArray[np.bool_]) -> Integers:
        """Those that score 0 whatever their way in."""
        return np.flatnonzero((self._most <= 0) & ~self._known & among)

    def admitted(self, among: npt.NDArray[np.bool_], admit: Admit) -> Integers:
        """The lots whose way in is known and that may stand in the list."""
        admitted = np.array([admit(entry) for entry in self.entries.distinct])
        return np.flatnonzero(self._known & among & admitted[self.entries.codes])


class _Search:
    """One list under way: more ways in are worked out until it stands."""

    def __init__(self, standing: Standing, top: int, admit: Admit, among: npt.NDArray[np.bool_]) -> None:
        self._standing, self._top, self._admit, self.among = standing, top, admit, among
        self._admitted = standing.admitted(among, admit)

    def work_out(self, enter: Enter) -> Integers:
        """Asks for ways in, highest bound first, until no other lot can reach the list; those that may stand in it."""
        size = max(_BATCH, self._top)
        for pick in (self._related, self._unrelated):
            while len(batch := pick(size)):
                self._standing.enter(batch, enter)
                self._admitted = self._standing.admitted(self.among, self._admit)
                size *= 1 + self._wanting()
        return self._admitted

    def _related(self, size: int) -> Integers:
        """The next rows with any relevance whose bound reaches the list, highest first; keys decide between equals."""
        rows, bounds = self._standing.related(self.among)
        if not self._wanting():
            reaching = bounds >= self._last()
            rows, bounds = rows[reaching], bounds[reaching]
        return rows[np.lexsort((self._standing.lots.keys[rows], -bounds))[:size]]

    def _unrelated(self, size: int) -> Integers:
        """The next rows that score 0 whatever their way in, as ties break, while the list is not full."""
        rows = self._standing.unrelated(self.among)
        return in_order(self._standing.lots, self._standing.scores, rows, size) if self._wanting() else rows[:0]

    def _wanting(self) -> bool:
        return len(self._admitted) < self._top

    def _last(self) -> float:
        """The score of the last lot of a full list."""
        return float(np.partition(self._standing.scores[self._admitted], -self._top)[-self._top])


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
