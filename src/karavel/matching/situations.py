"""Which lots of a table are the same question to the law, found without a loop over lots.

A lot's question is made of classes (see ``access.buckets``): whose buyer it is, in which span of days it begins, how
its value compares with the amounts that the law names, and so on. Each class is found for a whole column at once; what
is left to Python is one tender for each distinct question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa

from karavel.access import (
    Bidder,
    Law,
    Place,
    Situation,
    Tender,
    Value,
    Verdict,
    days_of,
    place_of,
    placed,
    start_of,
    tender_of,
    verdict_on,
)
from karavel.lake.situations import undated
from karavel.matching.columns import Coded, Floats, Integers, days, floats, numbered, split, taken
from karavel.routes import Decisions

#: The columns of the lake's table of lots that are looked at, besides those of the table of situations.
COLUMNS: Final = ("key", "cpv", "deadline_day")

#: The verdicts, each with a number.
VERDICTS: Final[tuple[Verdict, ...]] = ("guaranteed", "open", "discretionary", "unknown", "excluded")

_MOST: Final = 5_000  # answers for a firm before the buyers of a country that are kept
_FEW: Final = 8  # lots of a place of which it is cheaper to ask one by one than to find out which of them are alike
_FEW_ASKED: Final = 2  # as many decisions cost about as much as finding out what can tell for a firm

_EPOCH: Final = date(1970, 1, 1)
_NEVER: Final = (date.min - _EPOCH).days
_ANY_DAY: Final = date(2000, 1, 1)


class _Kind(NamedTuple):
    """What lots of one kind of buyer share: all of a tender but its code, days and amount."""

    tender: Tender
    dps: str | None


class Group(NamedTuple):
    """Lots that are one question to the law.

    Attributes:
        tender: of one of them; any other gets the same decision.
        dps: the dynamic purchasing system, as published.
        row: the number of the lot whose tender it is.
    """

    tender: Tender
    dps: str | None
    row: int


class Situations:
    """The questions that a table of lots puts to the law.

    Args:
        law: the law.
        table: lots as :meth:`karavel.lake.View.situated` gives them, with :data:`COLUMNS`.

    Attributes:
        groups: each distinct question.
        of_row: the number of each lot's group.
    """

    def __init__(self, law: Law, table: pa.Table) -> None:
        self.law, self.table = law, table
        self.asked: Integers = np.asarray(_whole_numbers(table["asked"]), dtype=np.int64)
        self._columns = _Columns(table)
        self._verdicts: dict[tuple[str, Bidder], Integers] = {}
        self._alike: dict[tuple[int, Place], tuple[Integers, Integers]] = {}
        self.of_row: Integers = np.zeros(table.num_rows, dtype=np.int64)
        firsts: list[int] = []
        self._place_of: list[int] = []  # the number of each group's place
        for place, rows in enumerate(self._places()):
            codes, first = numbered(self._classes(rows) if len(rows) > _FEW else (np.arange(len(rows)),))
            self.of_row[rows] = codes + len(firsts)
            firsts += rows[first].tolist()
            self._place_of += [place] * len(first)
        tenders = map(self._columns.tender, firsts)
        kinds = (self._columns.kinds[self._columns.kind[row]] for row in firsts)
        self.groups = tuple(map(Group, tenders, (kind.dps for kind in kinds), firsts))

    @cached_property
    def by_country(self) -> dict[str, list[int]]:
        """The numbers of the groups of each buyer country."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, group in enumerate(self.groups):
            found[group.tender.buyer_country].append(number)
        return dict(found)

    def tender(self, row: int) -> Tender:
        """One lot as the law sees it."""
        return self._columns.tender(row)

    def verdicts(self, country: str, bidder: Bidder, decisions: Decisions) -> Integers:
        """What the law says to a firm before each group of buyers of a country, in the order of ``by_country``.

        Returns:
            The place of each verdict in :data:`VERDICTS`.
        """
        key = country, bidder
        found = self._verdicts.get(key)
        if found is None:
            if len(self._verdicts) >= _MOST:
                self._verdicts.clear()
            found = self._verdicts[key] = np.concatenate(list(self._decided(country, bidder, decisions)))
        return found

    def _decided(self, country: str, bidder: Bidder, decisions: Decisions) -> Iterator[Integers]:
        for number, groups in groupby(self.by_country[country], key=self._place_of.__getitem__):
            tenders = [self.groups[group].tender for group in groups]
            if len(tenders) <= _FEW_ASKED:
                yield _numbers(verdict_on(self.law, Situation(bidder, tender)) for tender in tenders)
                continue
            place = place_of(self.law, tenders[0], bidder)
            alike, first = self._grouped(number, place, tenders)
            yield _numbers(decisions.verdict_at(place, bidder, tenders[one]) for one in first.tolist())[alike]

    def _grouped(self, number: int, place: Place, tenders: Sequence[Tender]) -> tuple[Integers, Integers]:
        """Which groups of a place are alike to a firm, and the first of each; the same for many firms."""
        key = number, place
        if key not in self._alike:
            if len(self._alike) >= _MOST:
                self._alike.clear()
            self._alike[key] = numbered((_coded([place.key(tender) for tender in tenders]),))
        return self._alike[key]

    def _places(self) -> Iterator[Integers]:
        """Rows of one buyer, level, nature, span of days, year and currency, place by place."""
        columns = self._columns
        span = np.zeros(len(columns.start), dtype=np.int64)
        for rows, tender in columns.by_country():
            breaks = _ordinals(days_of(self.law, tender.buyer_country).start)
            span[rows] = np.searchsorted(breaks, columns.start[rows], side="right")
        place, _ = numbered((columns.where, span, columns.year, columns.currency.codes))
        yield from split(place)

    def _classes(self, rows: Integers) -> tuple[Integers, ...]:
        """The classes of the lots of one place, class by class."""
        columns = self._columns
        model = self.tender(int(rows[0]))
        place, on = place_of(self.law, model), days_of(self.law, model.buyer_country)
        valueless = np.isnan(columns.amount[rows])

        def of_value(amount: float) -> Hashable:
            value = model.value and Value(amount, model.value.currency)
            return place.of_value(msgspec.structs.replace(model, value=value))

        def of_kind(code: int) -> Hashable:
            kind = columns.kinds[code]
            return place.of_facts(kind.tender.facts, bool(valueless[0])), kind.tender.assumed, kind.dps

        breaks = np.array(place.breaks)
        amounts = columns.amount[rows]
        sides = [np.searchsorted(breaks, amounts, side=side) for side in _SIDES]
        return (
            _spans(on.award, columns.awarded[rows]),
            _spans(on.deadline, columns.deadline[rows]),
            columns.dated[rows],
            _mapped(columns.cpv.codes[rows], lambda code: place.of_cpv(columns.cpv.words[code] if code >= 0 else None)),
            _mapped_by(sides[0] * (len(breaks) + 1) + sides[1], amounts, of_value),
            _mapped(columns.kind[rows], of_kind),
        )


_SIDES: Final = ("left", "right")


class _Columns:
    """The table's columns as numbers."""

    def __init__(self, table: pa.Table) -> None:
        self.deadline = days(table["deadline_day"])
        self.awarded = days(table["awarded"])
        self.currency = taken(table["currency"])
        self.amount: Floats = np.where(self.currency.codes < 0, np.nan, floats(table["amount"]))
        self.cpv = _firsts(table["cpv"])
        self._begun, self._announced = begun, announced = days(table["procedure_start"]), days(table["announced"])
        known = np.where(np.isnan(announced), self.deadline, announced)
        #: Whether the notice says itself when the procedure starts (0), it is taken from another day (1), or from none.
        self.dated: Integers = np.where(~np.isnan(begun), 0, np.where(np.isnan(known), 2, 1))
        start = np.where(self.dated == 0, begun, known)
        self.start: Integers = np.where(self.dated == 2, _NEVER, np.nan_to_num(start)).astype(np.int64)  # noqa: PLR2004
        self.year: Integers = self.start.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
        facts = taken(table["facts"])
        self.kinds, of_facts = _kinds(facts.words)
        self.kind: Integers = of_facts[facts.codes]
        tenders = [kind.tender for kind in self.kinds]
        self.where = _coded([(each.buyer_country, each.buyer_level, each.nature) for each in tenders])[self.kind]
        self._country = _coded([each.buyer_country for each in tenders])[self.kind]

    def by_country(self) -> Iterator[tuple[Integers, Tender]]:
        """The rows of each buyer country, and a tender of one of them."""
        for rows in split(self._country):
            yield rows, self.kinds[self.kind[rows[0]]].tender

    def tender(self, row: int) -> Tender:
        """A lot as the law sees it: what its kind shares, with its own code, days and amount."""
        kind, currency, code = self.kinds[self.kind[row]].tender, self.currency.codes[row], self.cpv.codes[row]
        deadline = _date(self.deadline[row])
        start, dated = start_of(_date(self._begun[row]), _date(self._announced[row]), deadline)
        found: Tender = msgspec.structs.replace(
            kind,
            procedure_start=start,
            cpv=self.cpv.words[code] if code >= 0 else None,
            value=Value(float(self.amount[row]), self.currency.words[currency]) if currency >= 0 else None,
            award=_date(self.awarded[row]),
            deadline=deadline,
            assumed=(*kind.assumed, *dated),
        )
        return found


def _kinds(bodies: Sequence[Any]) -> tuple[list[_Kind], Integers]:
    """What is distinct in bare notices for the law, and the number of each notice's kind."""
    numbers: dict[tuple[Hashable, ...], int] = {}
    kinds: list[_Kind] = []
    codes = np.zeros(len(bodies), dtype=np.int64)
    for place, body in enumerate(bodies):
        notice, lot = undated(body, _ANY_DAY)
        tender = placed(tender_of(notice, lot))
        key = (tender.buyer_country, tender.buyer_level, tender.nature, tender.facts, tender.assumed, lot.dps)
        if key not in numbers:
            numbers[key] = len(kinds)
            kinds.append(_Kind(tender, lot.dps))
        codes[place] = numbers[key]
    return kinds, codes


def _date(number: float) -> date | None:
    """A day from its number since 1970."""
    return None if np.isnan(number) else _EPOCH + timedelta(int(number))


def _numbers(verdicts: Iterable[Verdict]) -> Integers:
    """The place of each verdict in :data:`VERDICTS`."""
    return np.array([VERDICTS.index(verdict) for verdict in verdicts], dtype=np.int64)


def _whole_numbers(column: pa.ChunkedArray) -> Any:
    """A column of whole numbers from 0 on, -1 where there is none."""
    return column.fill_null(-1).to_numpy()


def _firsts(lists: pa.ChunkedArray) -> Coded:
    """The first of each list of texts."""
    whole = pa.concat_arrays(lists.chunks) if lists.num_chunks else pa.array([], lists.type)
    starts, filled = whole.offsets.to_numpy()[:-1], np.diff(whole.offsets.to_numpy()) > 0
    filled &= ~whole.is_null().to_numpy(zero_copy_only=False)
    words = whole.values.dictionary_encode()
    codes = np.full(len(whole), -1, dtype=np.int64)
    codes[filled] = words.indices.fill_null(-1).to_numpy(zero_copy_only=False)[starts[filled]]
    return Coded(codes, tuple(words.dictionary.to_pylist()))


def _ordinals(found: Iterable[date]) -> Integers:
    return np.array([(each - _EPOCH) // timedelta(1) for each in found], dtype=np.int64)


def _spans(breaks: tuple[date, ...], when: Floats) -> Integers:
    """The number of the span in which each day lies, -1 without a day."""
    found = np.searchsorted(_ordinals(breaks), np.nan_to_num(when), side="right")
    return np.where(np.isnan(when), -1, found)


def _coded(values: Sequence[Hashable]) -> Integers:
    """Equal values as equal numbers."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)


def _mapped(codes: Integers, of: Callable[[int], Hashable]) -> Integers:
    """The class of each code, asked once for each that occurs."""
    distinct, inverse = np.unique(codes, return_inverse=True)
    return _coded([of(code) for code in distinct.tolist()])[inverse]


def _mapped_by(codes: Integers, values: Floats, of: Callable[[float], Hashable]) -> Integers:
    """As :func:`_mapped`, asked with one of the values that have the code."""
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    return _coded([None if np.isnan(value) else of(value) for value in values[first].tolist()])[inverse]
