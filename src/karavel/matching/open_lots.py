"""The open lots of one generation of a lake, as columns that lists are filtered and counted by."""

from __future__ import annotations

import weakref
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from karavel.access import Law
from karavel.codes.cpv import significant
from karavel.lake import Lake
from karavel.lake.search import weigh
from karavel.matching.columns import Coded, Floats, Integers, coded, numbered
from karavel.matching.feedback.liking import BUYER_COLUMN
from karavel.matching.lots import COLUMNS, Lots
from karavel.matching.similar.likeness import called
from karavel.matching.situations import Situations

#: Bounds between the classes of value (EUR) and of days left that are counted.
VALUES: Final = (50_000, 140_000, 500_000, 2_000_000, 10_000_000)
DAYS: Final = (7, 14, 30, 60)

#: Kinds of notices whose lots one can answer.
ANSWERED: Final = ("call", "planning")
#: Lots that one search in the text index brings; those beyond have next to nothing in common with the words.
HITS: Final = 20_000

_MOST: Final = 200_000  # lots that a search for words in a list may leave
_DIVISION: Final = 2  # digits of the broadest branches of the CPV tree
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
    def subjects(self) -> tuple[Integers, Sequence[str]]:
        """Each lot's main CPV code."""
        lists = self.lots.cpv
        first = np.full(len(self.lots), -1, dtype=np.int64)
        first[lists.filled] = lists.codes[lists.starts[:-1][lists.filled]]
        return first, lists.words

    def branches(self, counts: Integers) -> dict[str, int]:
        """How many lots lie in each branch of the CPV tree, by its digits.

        Args:
            counts: lots of each of :attr:`subjects`' codes.
        """
        of_code, of_branch, names = self._tree
        found = np.bincount(of_branch, weights=counts[of_code], minlength=len(names))
        return {names[one]: int(found[one]) for one in np.flatnonzero(found).tolist()}

    @cached_property
    def _tree(self) -> tuple[Integers, Integers, Sequence[str]]:
        """Each code beside each branch that it lies in, as numbers, and the digits of the branches, in order."""
        above = [(code, branch) for code, word in enumerate(self.subjects[1]) for branch in _branches(word)]
        names = sorted({branch for _, branch in above})
        numbers = {name: number for number, name in enumerate(names)}
        codes = np.array([code for code, _ in above], dtype=np.int64)
        return codes, np.array([numbers[branch] for _, branch in above], dtype=np.int64), names

    @cached_property
    def buyers(self) -> tuple[Integers, Sequence[str]]:
        """Each lot's buyer: country, colon, and the first of the spellings of its name."""
        codes, names, _ = self._buyers
        return codes, names

    def called(self, words: str) -> npt.NDArray[np.bool_]:
        """In which buyers' names all the words begin some word."""
        asked = [f" {word}" for word in called(words).split()]
        keys = (f" {key.partition(':')[2]}" for key in self._buyers[2])
        return np.fromiter((all(word in key for word in asked) for key in keys), bool, len(self._buyers[2]))

    def same_buyers(self, names: Iterable[str]) -> frozenset[int]:
        """The numbers of the buyers of these names, whatever their accents and capitals."""
        wanted = set(map(same_buyer, names))
        return frozenset(number for number, key in enumerate(self._buyers[2]) if key in wanted)

    @cached_property
    def _buyers(self) -> tuple[Integers, Sequence[str], Sequence[str]]:
        """The number of each lot's buyer, and of each buyer its name and what it is known again by."""
        names, countries = coded(self.lots.table[BUYER_COLUMN]), self.lots.buyer_country
        pairs, first = numbered((names.codes, countries.codes))
        keys: dict[str, int] = {}
        shown: list[str] = []
        own = np.full(len(first), -1, dtype=np.int64)
        for pair, row in enumerate(first.tolist()):
            name, country = names.codes[row], countries.codes[row]
            if name < 0:
                continue
            told = names.words[name], countries.words[country] if country >= 0 else ""
            key = same_buyer(f"{told[1]}:{told[0]}")
            if key not in keys:
                keys[key] = len(shown)
                shown.append(f"{told[1]}:{told[0]}")
            own[pair] = keys[key]
        return own[pairs], shown, list(keys)

    def rows_of(self, lots: Collection[tuple[str, str]]) -> npt.NDArray[np.bool_]:
        """Which lots are among some, named by notice and lot."""
        mask = np.zeros(len(self.lots), dtype=bool)
        if lots:
            notices = pa.array(sorted({notice for notice, _ in lots}), pa.string())
            near = np.flatnonzero(pc.is_in(self.lots.table["notice_id"], value_set=notices).to_numpy())
            held = self.lots.table.select(["notice_id", "lot_id"]).take(pa.array(near)).to_pylist()
            mask[[row for row, lot in zip(near, held, strict=True) if (lot["notice_id"], lot["lot_id"]) in lots]] = True
        return mask

    @cached_property
    def values(self) -> tuple[Integers, Sequence[str]]:
        """Each lot's class of value, EUR, named by its lower bound."""
        return self._classes(self.lots.value_eur, VALUES)

    @cached_property
    def days(self) -> tuple[Integers, Sequence[str]]:
        """Each lot's class of days left, named by its lower bound."""
        return self._classes(self.lots.days_left(self.as_of), DAYS)

    @staticmethod
    def _classes(column: Floats, bounds: Sequence[float]) -> tuple[Integers, Sequence[str]]:
        codes = np.where(np.isnan(column), len(bounds) + 1, np.digitize(np.nan_to_num(column), bounds))
        return codes, ("0", *(str(bound) for bound in bounds), "unknown")

    def order(self, by: str) -> Floats:
        """What a list in this order is sorted by, the first least; lots that do not say come last."""
        lots = self.lots
        column = {"deadline": lots.deadline, "published": -lots.published, "value": -lots.value_eur}[by]
        return np.where(np.isnan(column), np.inf, column)


def _pair(column: Coded) -> tuple[Integers, Sequence[str]]:
    return column.codes, column.words


def _branches(code: str) -> list[str]:
    """The digits of the branches that a CPV code lies in: ``72212000`` → ``72``, ``722``, ``7221``, ``72212``."""
    digits = significant(code)
    return [digits[:length] for length in range(_DIVISION, len(digits) + 1)]


def same_buyer(name: str) -> str:
    """A buyer's country, colon and name for comparing, whatever the accents and capitals."""
    country, _, rest = name.partition(":")
    return f"{country.upper()}:{called(rest)}"
