"""Searches all lots by words and filters; keeps searches, and says what is new since their last run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

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
from karavel.lake.search import weigh
from karavel.matching.columns import Floats, Integers, coded, coded_lists
from karavel.matching.similar.choosing import chosen
from karavel.matching.similar.likeness import spread
from karavel.routes import Planner
from karavel.texts.marking import N_, say

_HITS: Final = 20_000  # lots that one search in the text index brings
_ANSWERED: Final = ("call", "planning")
_BATCH: Final = 64  # lots that are decided at a time where verdicts are asked for
_COLUMNS: Final = (
    *("key", "sha256", "notice_id", "lot_id", "kind", "title", "notice_title", "language", "buyer_name"),
    *("buyer_country", "cpv", "value_eur", "published", "deadline", "deadline_day", "url"),
)
_NEEDS_COMPANY: Final = N_("Verdicts are those of a company: name one with --company COMPANY.toml.")

_Mask = npt.NDArray[np.bool_]


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
    return _searched(lake, SavedSearch(name="", criteria=criteria), as_of, _Looking(company, top, law)).answer


def save(lake: Lake, folder: ProfileFolder, name: str, criteria: Criteria, as_of: date, company: Company) -> None:
    """Saves a search; what it finds today is not new tomorrow. Raises as :func:`search`, KaravelError of the folder."""
    found = _searched(lake, SavedSearch(name=name, criteria=criteria), as_of, _Looking(company, 1, None))
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
        found = _searched(lake, saved, as_of, _Looking(company, top, law))
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


@dataclass(frozen=True)
class _Result:
    """The answer, and every lot that passes the filters: ``notice id/lot id``."""

    answer: Search
    keys: tuple[str, ...]


def _searched(lake: Lake, saved: SavedSearch, as_of: date, looking: _Looking) -> _Result:
    criteria = saved.criteria
    if criteria.verdicts and looking.company is None:
        raise UsageError(say(_NEEDS_COMPANY))
    with lake.view() as view:
        step = "calls" if criteria.every else "open_calls"
        table = view.unordered(step, _COLUMNS, None if criteria.every else as_of)
        table = table.filter(pa.array(_passing(table, criteria)))
        scores = _scores(view, table, criteria.words)
        keys = np.array(_keys(table), dtype=object)
        seen = np.isin(keys, saved.seen) if saved.ran else np.zeros(len(keys), dtype=bool)
        rows = _ordered(table, scores, seen)
        verdicts = _decided(view, table, rows, criteria, as_of, looking)
    named = bool(saved.name)
    lots = tuple(
        _lot(place, table.slice(row, 1).to_pylist()[0], scores, row, verdict, not seen[row] if named else None)
        for place, (row, verdict) in enumerate(verdicts, start=1)
    )
    new = int((~seen[rows]).sum()) if named else None
    answer = Search(name=saved.name or None, criteria=criteria, as_of=as_of, matching=len(rows), new=new, lots=lots)
    return _Result(answer, tuple(sorted(keys[rows].tolist())))


def _keys(table: pa.Table) -> list[str]:
    keys: list[str] = pc.binary_join_element_wise(table["notice_id"], table["lot_id"], "/").to_pylist()
    return keys


def _passing(table: pa.Table, criteria: Criteria) -> _Mask:
    """Which lots pass every filter that looks at columns alone."""
    masks = [np.ones(table.num_rows, dtype=bool), *_filters(table, criteria)]
    return np.asarray(np.logical_and.reduce(masks))


def _filters(table: pa.Table, criteria: Criteria) -> Iterator[_Mask]:
    if criteria.markets:
        yield _among(table["buyer_country"], criteria.markets)
    if criteria.languages:
        yield _among(table["language"], criteria.languages)
    if criteria.cpv:
        branches = criteria.cpv
        yield coded_lists(table["cpv"]).best(lambda code: any(is_within(code, branch) for branch in branches)) > 0
    if criteria.buyer:
        words = fold(criteria.buyer).split()
        yield coded(table["buyer_name"]).score(lambda name: all(word in fold(name) for word in words)) > 0
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


def _scores(view: View, table: pa.Table, words: str) -> Floats | None:
    return spread(table["key"], view.scores(weigh(words), _HITS, _ANSWERED)) if words.strip() else None


def _ordered(table: pa.Table, scores: Floats | None, seen: _Mask) -> Integers:
    """The rows that match: new ones first, then by words, then the newest; ids decide between equals."""
    rows = np.arange(table.num_rows) if scores is None else np.flatnonzero(scores > 0)
    keyed = table.select(["published", "notice_id", "lot_id"]).take(pa.array(rows))
    keyed = keyed.append_column("seen", pa.array(seen[rows]))
    keyed = keyed.append_column("score", pa.array(np.zeros(len(rows)) if scores is None else scores[rows]))
    ties = [("notice_id", "ascending"), ("lot_id", "ascending")]
    order = [("seen", "ascending"), ("score", "descending"), ("published", "descending"), *ties]
    return np.asarray(rows[pc.sort_indices(keyed, sort_keys=order).to_numpy()], dtype=np.int64)


def _decided(
    view: View, table: pa.Table, rows: Integers, criteria: Criteria, as_of: date, looking: _Looking
) -> list[tuple[int, Verdict | None]]:
    """The first rows, each with its verdict where verdicts are asked for; then only those that have one of them."""
    if not criteria.verdicts or looking.company is None:
        return [(row, None) for row in rows[: looking.top].tolist()]
    planner = Planner(looking.law or Law.load(), looking.company, as_of)
    found: list[tuple[int, Verdict | None]] = []
    for begin in range(0, len(rows), _BATCH):
        if len(found) >= looking.top:
            break
        found += [
            (row, verdict)
            for row, verdict in _verdicts(view, table, rows[begin : begin + _BATCH], planner)
            if verdict in criteria.verdicts
        ]
    return found[: looking.top]


def _verdicts(view: View, table: pa.Table, rows: Integers, planner: Planner) -> Iterator[tuple[int, Verdict]]:
    held = table.select(["sha256", "lot_id"]).take(pa.array(rows)).to_pylist()
    notices = view.notices_by_digest({lot["sha256"] for lot in held})
    for row, lot in zip(rows.tolist(), held, strict=True):
        notice = notices[lot["sha256"]]
        yield row, planner.direct(notice, chosen(notice, lot["lot_id"])).verdict


def _lot(
    place: int, lot: dict[str, Any], scores: Floats | None, row: int, verdict: Verdict | None, new: bool | None
) -> FoundLot:
    return FoundLot(
        rank=place,
        score=None if scores is None else round(float(scores[row]), 4),
        **named(lot),
        url=lot["url"],
        verdict=verdict,
        new=None if new is None else bool(new),
    )
