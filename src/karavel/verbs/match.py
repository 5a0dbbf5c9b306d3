"""Ranks lots for a firm: which fit, whether it may bid, how it gets in, and whether it qualifies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import structs

from karavel.access import Law, Verdict
from karavel.answers.match import Match, MatchedLot
from karavel.codes.cpv_labels import Labels, compact
from karavel.companies import Company
from karavel.companies.opinions import Rated, heard, hidden
from karavel.lake import Lake, View
from karavel.matching.awarded import known
from karavel.matching.classified import Progress, trades_without_codes
from karavel.matching.columns import Integers
from karavel.matching.desk import Desk
from karavel.matching.entries import Entries, Entry
from karavel.matching.feedback import adjust
from karavel.matching.feedback.liking import BUYER_COLUMN
from karavel.matching.lots import COLUMNS, Lots
from karavel.matching.part import Feature
from karavel.matching.prospects import Prospects
from karavel.matching.question import Question
from karavel.matching.ranking import Admit, Bounds, Ranked, Standing
from karavel.matching.situations import Situations
from karavel.matching.table import table_of
from karavel.matching.texts import compare
from karavel.money import Rates
from karavel.routes import Planner
from karavel.verbs.matched import matched_lot

#: Kinds of notices whose lots one can answer.
_ANSWERED: Final = ("call", "planning")
#: Lots that one search in the text index brings; those beyond have next to nothing in common with the words.
_HITS: Final = 20_000
#: Lots that are looked into first; of the rest only those that may stand among the best of these.
_FIRST: Final = 2_000


def match(
    lake: Lake,
    company: Company,
    as_of: date,
    *,
    top: int = 20,
    markets: Collection[str] = (),
    verdicts: Collection[Verdict] = (),
    every: bool = False,
    opinions: Sequence[Rated] = (),
    law: Law | None = None,
    labels: Labels | None = None,
    rates: Rates | None = None,
    progress: Progress | None = None,
) -> Match:
    """The lots that fit a firm best, open on a day, or of all calls.

    Args:
        lake: where the lots lie.
        company: the firm.
        as_of: the day to judge by.
        top: how many lots are wanted.
        markets: buyer countries (alpha-2) to look at; empty for all.
        verdicts: only lots on whose direct bid the law says one of these; empty for all.
        every: calls that are closed or published later as well, judged as if there were time.
        opinions: the firm's own feedback that stands, one a lot at most; it adjusts the ranking, and what is
            hidden is left out.
        law: the law, the package's by default.
        labels: names of CPV codes, which carry words across languages; the package's short table by default.
        rates: exchange rates, the package's yearly ones by default.
        progress: is told how many lots without a code are classified, of how many; only those new to the lake are.

    Raises:
        LakeMissing: there is no lake.
        LakeError: its text index cannot be written.
    """
    rates = rates or Rates()
    with lake.view() as view, ThreadPoolExecutor(1) as beside:
        columns = (*COLUMNS, BUYER_COLUMN) if opinions else COLUMNS
        table = beside.submit(_table, view, as_of, columns, every=every)
        planner = Planner(law or Law.load(), company, as_of, rates=rates)  # the law is read while the lake is
        lots = Lots(_without(_in_markets(table.result(), markets), hidden(opinions)))
        asked = _question(view, lots, company, as_of, labels or compact(), rates, progress)
        features = adjust(opinions, table_of(asked.profile)).table(partial(_search, view))
        bounds = Bounds(asked, features)
        shown = _Office(view, planner, asked, top, _admission(verdicts), features).best(bounds)
    judged = {one.key: one.opinion for one in heard(opinions)}
    told = tuple(structs.replace(lot, opinion=judged.get((lot.notice_id, lot.lot_id))) for lot in shown)
    return Match(company.name, as_of, len(lots), bounds.fitting, told, len(judged))


class _Office:
    """Ranks some of the lots, with all that is known of the ways in."""

    def __init__(
        self, view: View, planner: Planner, asked: Question, top: int, admit: Admit, features: Sequence[Feature]
    ) -> None:
        self._view, self._planner, self._asked = view, planner, asked
        self._top, self._admit, self._features = top, admit, features

    def best(self, bounds: Bounds) -> tuple[MatchedLot, ...]:
        """The best of all lots: those of the few that may stand highest, then of all that may stand among these."""
        rows = bounds.highest(max(self._top, _FIRST))
        found, desk = self._ranked(rows)
        full = len(found) == self._top
        others = bounds.reaching(found[-1].score) if full else np.arange(len(self._asked.lots))
        if len(np.setdiff1d(others, rows)):
            found, desk = self._ranked(np.union1d(rows, others))
        return tuple(self._told(each, desk) for each in found)

    def _ranked(self, rows: Integers) -> tuple[tuple[Ranked, ...], Desk]:
        few = self._asked.take(rows)
        few = replace(few, lots=Lots(self._view.with_situations(few.lots.table)))
        prospects = Prospects(self._planner, Situations(self._planner.law, few.lots.table))
        desk = Desk(self._view, few.lots, self._planner, prospects)
        asked = replace(few, said=desk.words)
        standing = Standing(asked, self._features, prospects)
        found = standing.best(self._top, enter=desk.enter, admit=self._admit).lots
        desk.read([each.row for each in found])
        return found, desk

    def _told(self, ranked: Ranked, desk: Desk) -> MatchedLot:
        return matched_lot(ranked, desk.plan(ranked.row), desk.lots, self._asked.as_of, self._planner.rates)


def _table(view: View, as_of: date, columns: Sequence[str], *, every: bool) -> pa.Table:
    """The columns that ranking reads; its order does not matter."""
    step = "calls" if every else "open_calls"
    return view.unordered(step, columns, None if every else as_of)


def _search(view: View, words: Mapping[str, float]) -> Mapping[int, float]:
    return view.scores(words, _HITS, _ANSWERED)


def _in_markets(table: pa.Table, markets: Collection[str]) -> pa.Table:
    if not markets:
        return table
    return table.filter(pc.is_in(table["buyer_country"], value_set=pa.array(sorted(markets), pa.string())))


def _without(table: pa.Table, lots: Collection[tuple[str, str]]) -> pa.Table:
    """The table without some lots, named by notice and lot."""
    if not lots:
        return table
    named = pa.array([f"{notice}\n{lot}" for notice, lot in sorted(lots)], pa.string())
    return table.filter(
        pc.invert(pc.is_in(pc.binary_join_element_wise(table["notice_id"], table["lot_id"], "\n"), value_set=named))
    )


def _question(
    view: View,
    lots: Lots,
    company: Company,
    as_of: date,
    labels: Labels,
    rates: Rates,
    progress: Progress | None,
) -> Question:
    profile = known(company, view, rates, as_of)
    texts = compare(profile, labels, lots.keys, partial(_search, view))
    trades = trades_without_codes(view, lots, profile, progress)
    return Question(lots, profile, as_of, texts, Entries.none(len(lots)), trades)


def _admission(verdicts: Collection[Verdict]) -> Admit:
    """Which lots may stand in the list, by the verdict on the direct bid."""

    def admit(entry: Entry) -> bool:
        return not verdicts or entry.direct in verdicts

    return admit
