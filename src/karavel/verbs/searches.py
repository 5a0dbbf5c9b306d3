"""Searches all lots by words and filters; keeps searches, and says what is new since their last run."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from typing import Any, Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from msgspec.structs import replace

from karavel.access import Law, Verdict
from karavel.answers.searches import FoundLot, Saved, Search, Searches
from karavel.answers.similar import named
from karavel.codes.cpv import is_within
from karavel.codes.spelling import fold
from karavel.companies import Company
from karavel.companies.folder import ProfileFolder
from karavel.companies.searches import Criteria, SavedSearch
from karavel.errors import UsageError
from karavel.lake import Lake, View
from karavel.lake.lookup import lot_of
from karavel.lake.rows import url_of
from karavel.lake.search import weigh
from karavel.matching.columns import Coded, Floats, Integers, coded
from karavel.matching.lots import Lots
from karavel.matching.similar.choosing import chosen
from karavel.matching.similar.likeness import spread
from karavel.notices import Lot, Notice
from karavel.routes import Planner
from karavel.texts.marking import N_, say

_HITS: Final = 20_000  # lots that one search in the text index brings
_ANSWERED: Final = ("call", "planning")
_BATCH: Final = 64  # lots that are decided at a time where verdicts are asked for
_COLUMNS: Final = (
    *("key", "sha256", "notice_id", "lot_id", "language", "buyer_name", "buyer_country", "cpv", "value_eur"),
    *("published", "deadline", "deadline_day"),
)
_NEEDS_COMPANY: Final = N_("Verdicts are those of a company: name one with --company COMPANY.toml.")

_Mask = npt.NDArray[np.bool_]


class Searchable:
    """The lots that searches look at, read once for many of them. Safe to use from several threads.

    Args:
        view: the lake; whoever has opened it keeps it open.
        lots: with the columns :data:`_COLUMNS` at least.
        as_of: the day.
    """

    def __init__(self, view: View, lots: Lots, as_of: date) -> None:
        self.view, self.lots, self.as_of = view, lots, as_of

    @classmethod
    def of(cls, lake: Lake, as_of: date, *, every: bool = False) -> Self:
        """The lots of a lake that are open on a day, or closed ones and those published later as well.

        Raises:
            LakeMissing: there is no lake.
        """
        view = lake.view()
        step = "calls" if every else "open_calls"
        found = cls(view, Lots(view.unordered(step, _COLUMNS, None if every else as_of)), as_of)
        weakref.finalize(found, view.close)
        return found

    @cached_property
    def buyers(self) -> Coded:
        """Names of buyers as published."""
        return coded(self.lots.table["buyer_name"])

    def search(
        self, criteria: Criteria, *, company: Company | None = None, top: int = 20, law: Law | None = None
    ) -> Search:
        """Lots that pass a search's filters; see :func:`search`, but for ``criteria.every``, which is settled here."""
        return _searched(self, SavedSearch(name="", criteria=criteria), _Looking(company, top, law)).answer


def search(
    lake: Lake,
    criteria: Criteria,
    as_of: date,
    *,
    company: Company | None = None,
    top: int = 20,
    law: Law | None = None,
) -> Search:
    """Lots that pass a search's filters: by words, best first; without words, the newest first.

    Args:
        lake: where they lie.
        criteria: words and filters.
        as_of: the day on which lots are open.
        company: whose verdicts are meant, where the search names any.
        top: how many lots.
        law: the law, the package's by default.

    Raises:
        LakeMissing: there is no lake; LakeError: its text index cannot be written.
        UsageError: verdicts are asked for, and no company is named.
    """
    _sound(criteria, company)
    return Searchable.of(lake, as_of, every=criteria.every).search(criteria, company=company, top=top, law=law)


def save(lake: Lake, folder: ProfileFolder, name: str, criteria: Criteria, as_of: date, company: Company) -> None:
    """Saves a search; what it finds today is not new tomorrow. Raises as :func:`search`, KaravelError of the folder."""
    searchable = Searchable.of(lake, as_of, every=criteria.every)
    found = _searched(searchable, SavedSearch(name=name, criteria=criteria), _Looking(company, 1, None))
    folder.save(SavedSearch(name=name, criteria=criteria, ran=as_of, seen=found.keys))


def listed(folder: ProfileFolder, company: Company) -> Searches:
    """A company's saved searches.

    Raises:
        InvalidInput: one of their files is broken.
    """
    return Searches(company=company.name, searches=tuple(map(_saved, folder.searches())), runs=())


def run(
    lake: Lake,
    folder: ProfileFolder,
    company: Company,
    as_of: date,
    *,
    only: str | None = None,
    top: int = 20,
    law: Law | None = None,
) -> Searches:
    """Runs a company's saved searches, or one of them; what they find is not new the next time.

    New lots come first. Raises as :func:`search`; NotFound: no search has the name; InvalidInput: a file is broken.
    """
    wanted = (folder.search(only),) if only else folder.searches()
    runs = []
    for saved in wanted:
        found = _searched(Searchable.of(lake, as_of, every=saved.criteria.every), saved, _Looking(company, top, law))
        folder.save(replace(saved, ran=as_of, seen=found.keys))
        runs.append(found.answer)
    return Searches(company=company.name, searches=tuple(map(_saved, wanted)), runs=tuple(runs))


def _saved(search: SavedSearch) -> Saved:
    return Saved(name=search.name, criteria=search.criteria, ran=search.ran, found=len(search.seen))


@dataclass(frozen=True)
class _Looking:
    """For whom, how many, by which law."""

    company: Company | None
    top: int
    law: Law | None


class _Held(NamedTuple):
    """A lot: its row, its notice, and the lot in it."""

    row: dict[str, Any]
    notice: Notice
    lot: Lot


@dataclass(frozen=True)
class _Result:
    """The answer, and every lot that passes the filters: ``notice id/lot id``."""

    answer: Search
    keys: tuple[str, ...]


def _sound(criteria: Criteria, company: Company | None) -> None:
    if criteria.verdicts and company is None:
        raise UsageError(say(_NEEDS_COMPANY))


def _searched(among: Searchable, saved: SavedSearch, looking: _Looking) -> _Result:
    criteria, table = saved.criteria, among.lots.table
    _sound(criteria, looking.company)
    scores = _scores(among, criteria.words)
    passing = [*_filters(among, criteria), *([] if scores is None else [scores > 0])]
    rows = np.flatnonzero(reduce(np.logical_and, passing))
    named = bool(saved.name)
    keys = _keys(table, rows) if named else []
    seen = np.isin(np.array(keys, dtype=object), saved.seen) if saved.ran else np.zeros(len(rows), dtype=bool)
    first = _ordered(table, rows, scores, seen, None if criteria.verdicts else looking.top)
    new = {int(row) for row in rows[~seen].tolist()} if named else None
    decided = _decided(among, first, criteria, looking)
    lots = tuple(
        _lot(place, held, scores, row, verdict, None if new is None else row in new)
        for place, ((row, verdict), held) in enumerate(zip(decided, _read(among, decided), strict=True), start=1)
    )
    answer = Search(
        name=saved.name or None,
        criteria=criteria,
        as_of=among.as_of,
        matching=len(rows),
        new=None if new is None else len(new),
        lots=lots,
    )
    return _Result(answer, tuple(sorted(keys)))


def _keys(table: pa.Table, rows: Integers) -> list[str]:
    held = table.select(["notice_id", "lot_id"]).take(pa.array(rows))
    keys: list[str] = pc.binary_join_element_wise(held["notice_id"], held["lot_id"], "/").to_pylist()
    return keys


def _filters(among: Searchable, criteria: Criteria) -> Iterator[_Mask]:
    """What passes each filter that looks at columns alone."""
    lots, table = among.lots, among.lots.table
    yield np.ones(len(lots), dtype=bool)
    if criteria.markets:
        yield _among(table["buyer_country"], criteria.markets)
    if criteria.languages:
        yield _among(table["language"], criteria.languages)
    if criteria.cpv:
        branches = criteria.cpv
        yield lots.cpv.best(lambda code: any(is_within(code, branch) for branch in branches)) > 0
    if criteria.buyer:
        words = fold(criteria.buyer).split()
        yield among.buyers.score(lambda name: all(word in fold(name) for word in words)) > 0
    for column, least, most in (
        ("value_eur", criteria.least_eur, criteria.most_eur),
        ("deadline_day", criteria.closes_from, criteria.closes_until),
    ):
        if least is not None:
            yield _true(pc.greater_equal(table[column], pa.scalar(least, table[column].type)))
        if most is not None:
            yield _true(pc.less_equal(table[column], pa.scalar(most, table[column].type)))


def _among(column: pa.ChunkedArray, values: Sequence[str]) -> _Mask:
    return _true(pc.is_in(column, value_set=pa.array(values, pa.string())))


def _true(mask: pa.ChunkedArray) -> _Mask:
    """A mask as numpy has it; unknown does not pass."""
    return np.asarray(mask.fill_null(False).to_numpy(), dtype=bool)


def _scores(among: Searchable, words: str) -> Floats | None:
    if not words.strip():
        return None
    return spread(among.lots.table["key"], among.view.scores(weigh(words), _HITS, _ANSWERED))


def _ordered(table: pa.Table, rows: Integers, scores: Floats | None, seen: _Mask, most: int | None) -> Integers:
    """The first of some rows: new ones first, then by words, then the newest; ids decide between equals."""
    keyed = table.select(["published", "notice_id", "lot_id"]).take(pa.array(rows))
    keyed = keyed.append_column("seen", pa.array(seen))
    keyed = keyed.append_column("score", pa.array(np.zeros(len(rows)) if scores is None else scores[rows]))
    ties = [("notice_id", "ascending"), ("lot_id", "ascending")]
    order = [("seen", "ascending"), ("score", "descending"), ("published", "descending"), *ties]
    near = _near(keyed, most)
    return np.asarray(rows[near[pc.sort_indices(keyed.take(pa.array(near)), sort_keys=order).to_numpy()]][:most])


def _near(keyed: pa.Table, most: int | None) -> Integers:
    """The rows that may stand among the first by what numbers alone say of them: sorting text costs more."""
    count = keyed.num_rows
    if most is None or count <= most:
        return np.arange(count)
    published = keyed["published"].cast(pa.int32()).fill_null(np.iinfo(np.int32).min).to_numpy().astype(np.int64)
    by = (-published, -keyed["score"].to_numpy(), keyed["seen"].to_numpy())
    last = np.lexsort(by)[most - 1]
    return np.flatnonzero(reduce(np.logical_or, _before(by, last)))


def _before(by: Sequence[npt.NDArray[Any]], last: int) -> Iterator[_Mask]:
    """Rows that stand before one row, or as high as it, by keys of which the last counts most."""
    equal = np.ones(len(by[0]), dtype=bool)
    for key in reversed(by):
        yield equal & (key < key[last])
        equal &= key == key[last]
    yield equal


def _decided(
    among: Searchable, rows: Integers, criteria: Criteria, looking: _Looking
) -> list[tuple[int, Verdict | None]]:
    """The first rows, each with its verdict where verdicts are asked for; then only those that have one of them."""
    if not criteria.verdicts or looking.company is None:
        return [(row, None) for row in rows[: looking.top].tolist()]
    planner = Planner(looking.law or Law.load(), looking.company, among.as_of)
    found: list[tuple[int, Verdict | None]] = []
    for begin in range(0, len(rows), _BATCH):
        if len(found) >= looking.top:
            break
        found += [
            (row, verdict)
            for row, verdict in _verdicts(among.view, among.lots.table, rows[begin : begin + _BATCH], planner)
            if verdict in criteria.verdicts
        ]
    return found[: looking.top]


def _verdicts(view: View, table: pa.Table, rows: Integers, planner: Planner) -> Iterator[tuple[int, Verdict]]:
    held = table.select(["sha256", "lot_id"]).take(pa.array(rows)).to_pylist()
    notices = view.notices_by_digest({lot["sha256"] for lot in held})
    for row, lot in zip(rows.tolist(), held, strict=True):
        notice = notices[lot["sha256"]]
        yield row, planner.direct(notice, chosen(notice, lot["lot_id"])).verdict


def _read(among: Searchable, decided: Sequence[tuple[int, Verdict | None]]) -> Iterator[_Held]:
    """Some lots with their notices, which are read in one go."""
    rows = among.lots.table.take([row for row, _ in decided]).to_pylist() if decided else []
    notices = among.view.notices_by_digest({row["sha256"] for row in rows})
    for row in rows:
        notice = notices[row["sha256"]]
        yield _Held(row, notice, lot_of(notice, row["key"]))


def _lot(
    place: int, held: _Held, scores: Floats | None, row: int, verdict: Verdict | None, new: bool | None
) -> FoundLot:
    lot, notice, own = held
    return FoundLot(
        rank=place,
        score=None if scores is None else round(float(scores[row]), 4),
        **named(lot | {"kind": notice.kind, "title": own.title, "notice_title": notice.title}),
        url=url_of(notice, own),
        verdict=verdict,
        new=None if new is None else bool(new),
    )
