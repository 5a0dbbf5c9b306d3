"""What a list of open lots is narrowed to, and how many lots each value of a filter would leave.

Each filter is a mask over all lots, made once a page: the list is what passes all of them, the counts of a filter are
of what passes the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from karavel.access import Verdict
from karavel.matching.columns import Floats, Integers
from karavel.matching.open_lots import OpenLots

Mask: TypeAlias = npt.NDArray[np.bool_]
#: The code of each lot, -1 for none, and the word of each code.
Column: TypeAlias = tuple[Integers, Sequence[str]]

#: Buyers that are counted, those with most lots.
BUYERS: Final = 20


class Filters(Struct, frozen=True, kw_only=True):
    """Which lots are wanted; what is left empty leaves all.

    Attributes:
        markets: buyer countries, alpha-2.
        direct: verdicts on a bid from home.
        best: verdicts of the best way in that is in time; ``none`` for lots that have none.
        cpv: branches of the CPV tree by their digits, two (a division) to eight: the main code lies in one of them.
        buyers: country, colon, name as anybody writes it: ``PT:Município do Porto``.
        languages: of the notice, ISO 639-1.
        value_min, value_max: in EUR; a lot of unknown value passes neither.
        deadline_from, deadline_until: first and last day on which it may close.
        published_from: the first day of publication.
        words: that its texts must have some of, as anybody writes them.
        fitting: only lots that fit the firm's trade.
        hidden: only what the firm has hidden, which is left out otherwise.
    """

    markets: tuple[str, ...] = ()
    direct: tuple[Verdict, ...] = ()
    best: tuple[Verdict | Literal["none"], ...] = ()
    cpv: tuple[str, ...] = ()
    buyers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    value_min: float | None = None
    value_max: float | None = None
    deadline_from: date | None = None
    deadline_until: date | None = None
    published_from: date | None = None
    words: str = ""
    fitting: bool = False
    hidden: bool = False


#: No filter.
EVERYTHING: Final = Filters()


class Facets(Struct, frozen=True, kw_only=True):
    """How many lots each value of a filter would leave, the other filters holding; only values that leave some.

    ``values`` and ``days`` are counted in classes: the key is the lower bound in EUR or days left, ``unknown`` where
    the notice does not say. ``best`` counts ways in as far as requirements have been compared with the firm. ``cpv``
    has every branch of the tree of main codes by its digits; ``divisions`` those of two digits alone. ``buyers`` has
    those with most lots only, under the names that the filter takes.
    """

    markets: dict[str, int]
    direct: dict[str, int]
    best: dict[str, int]
    divisions: dict[str, int]
    languages: dict[str, int]
    values: dict[str, int]
    days: dict[str, int]
    cpv: dict[str, int]
    buyers: dict[str, int]


@dataclass(frozen=True, eq=False)
class Seen:
    """What only a firm's ranking knows of all lots: verdicts, which of them fit, which it has hidden."""

    direct: Column
    best: Column
    fitting: Mask
    hidden: Mask


class Narrowed:
    """The lots that pass some filters, for one firm.

    Args:
        lots: all lots.
        seen: by the firm.
        filters: which are wanted.
    """

    def __init__(self, lots: OpenLots, seen: Seen, filters: Filters) -> None:
        self._lots, self._seen = lots, seen
        self._masks = dict(_masks(lots, seen, filters))
        self.mask: Mask = self._without("")
        self.left_out = 0 if filters.hidden else int((self._without("hidden") & seen.hidden).sum())

    def facets(self) -> Facets:
        """The counts of every filter."""
        lots, seen = self._lots, self._seen
        branches = lots.branches(self._counts(lots.subjects, "cpv"))
        return Facets(
            markets=self._count(lots.markets, "markets"),
            direct=self._count(seen.direct, "direct"),
            best=self._count(seen.best, "best"),
            divisions={branch: count for branch, count in branches.items() if len(branch) == _DIVISION},
            languages=self._count(lots.languages, "languages"),
            values=self._count(lots.values, "values"),
            days=self._count(lots.days, "deadline"),
            cpv=branches,
            buyers=self.buyers("", BUYERS),
        )

    def buyers(self, words: str, most: int) -> dict[str, int]:
        """Buyers in whose names all the words begin some word, with how many lots each would leave, most first."""
        counts = self._counts(self._lots.buyers, "buyers")
        if words.split():
            counts = np.where(self._lots.called(words), counts, 0)
        names = self._lots.buyers[1]
        first = np.argsort(-counts, kind="stable")[:most]
        return {names[one]: int(counts[one]) for one in first.tolist() if counts[one]}

    def _count(self, column: Column, own: str) -> dict[str, int]:
        counts = self._counts(column, own)
        return {word: int(count) for word, count in zip(column[1], counts, strict=True) if count}

    def _counts(self, column: Column, own: str) -> Integers:
        codes, words = column
        mask = self._without(own)
        found = np.bincount((codes if mask.all() else codes[mask]) + 1, minlength=len(words) + 1)[1:]
        return np.asarray(found, dtype=np.int64)

    def _without(self, own: str) -> Mask:
        """What passes all filters but one."""
        if own and own not in self._masks:
            return self.mask
        others = [mask for name, mask in self._masks.items() if name != own]
        return np.logical_and.reduce(others) if others else np.ones(len(self._lots.lots), dtype=bool)


def _masks(lots: OpenLots, seen: Seen, filters: Filters) -> Iterator[tuple[str, Mask]]:
    """The filters in use, each with what passes it."""
    if filters.hidden or seen.hidden.any():
        yield "hidden", seen.hidden if filters.hidden else ~seen.hidden
    if filters.words.strip():
        yield "words", lots.passing(filters.words)
    if filters.fitting:
        yield "fitting", seen.fitting
    if filters.cpv:
        yield "cpv", _picked(lots.subjects, [word.startswith(filters.cpv) for word in lots.subjects[1]])
    if filters.buyers:
        wanted = lots.same_buyers(filters.buyers)
        yield "buyers", _picked(lots.buyers, [number in wanted for number in range(len(lots.buyers[1]))])
    for name, column, words in _choices(lots, seen, filters):
        if words:
            yield name, _picked(column, [word in words for word in column[1]])
    yield from _between(lots, filters)


def _choices(lots: OpenLots, seen: Seen, filters: Filters) -> Iterator[tuple[str, Column, Sequence[str]]]:
    yield "markets", lots.markets, filters.markets
    yield "languages", lots.languages, filters.languages
    yield "direct", seen.direct, filters.direct
    yield "best", seen.best, filters.best


def _between(lots: OpenLots, filters: Filters) -> Iterator[tuple[str, Mask]]:
    """Filters with a least and a greatest value; unknown passes neither."""
    bounds: Mapping[str, tuple[Floats, float | None, float | None]] = {
        "values": (lots.lots.value_eur, filters.value_min, filters.value_max),
        "deadline": (lots.lots.deadline, _number(filters.deadline_from), _number(filters.deadline_until)),
        "published": (lots.lots.published, _number(filters.published_from), None),
    }
    for name, (column, least, most) in bounds.items():
        if least is not None or most is not None:
            yield name, (column >= _or(least, -np.inf)) & (column <= _or(most, np.inf))


def _or(bound: float | None, without: float) -> float:
    return without if bound is None else bound


def _picked(column: Column, wanted: Sequence[bool]) -> Mask:
    return np.asarray(np.array([*wanted, False])[column[0]])


def _number(day: date | None) -> float | None:
    return None if day is None else float((day - date(1970, 1, 1)).days)


_DIVISION: Final = 2  # digits
