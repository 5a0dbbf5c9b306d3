"""Ranks lots for a firm: which fit, whether it may bid, how it gets in, and whether it qualifies."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from karavel.access import Law, Verdict
from karavel.answers.match import Match
from karavel.codes.cpv_labels import Labels, compact
from karavel.companies import Company
from karavel.lake import Lake, View
from karavel.matching.desk import Desk
from karavel.matching.entries import Entries, Entry
from karavel.matching.firm import profile_of
from karavel.matching.lots import COLUMNS, Lots
from karavel.matching.prospects import Prospects
from karavel.matching.question import Question
from karavel.matching.ranking import Admit, rank
from karavel.matching.situations import Situations
from karavel.matching.texts import compare
from karavel.money import Rates
from karavel.routes import Planner
from karavel.verbs.matched import matched_lot

#: Kinds of notices whose lots one can answer.
_ANSWERED: Final = ("call", "planning")
#: Lots that one search in the text index brings; those beyond have next to nothing in common with the words.
_HITS: Final = 20_000


def match(
    lake: Lake,
    company: Company,
    as_of: date,
    *,
    top: int = 20,
    markets: Collection[str] = (),
    verdicts: Collection[Verdict] = (),
    every: bool = False,
    law: Law | None = None,
    labels: Labels | None = None,
    rates: Rates | None = None,
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
        law: the law, the package's by default.
        labels: names of CPV codes, which carry words across languages; the package's short table by default.
        rates: exchange rates, the package's yearly ones by default.

    Raises:
        LakeMissing: there is no lake.
        LakeError: its text index cannot be written.
    """
    rates = rates or Rates()
    with lake.view() as view, ThreadPoolExecutor(1) as beside:
        table = beside.submit(_table, view, as_of, every=every)
        planner = Planner(law or Law.load(), company, as_of, rates=rates)  # the law is read while the lake is
        lots = Lots(_in_markets(table.result(), markets))
        prospects = Prospects(planner, Situations(planner.law, lots.table))
        desk = Desk(view, lots, planner, prospects)
        question = _question(view, lots, company, as_of, labels or compact(), rates)
        ranking = rank(
            replace(question, said=desk.words), top, enter=desk.enter, admit=_admission(verdicts), prospects=prospects
        )
        shown = tuple(matched_lot(one, desk.plan(one.row), lots, as_of, rates) for one in ranking.lots)
    return Match(company.name, as_of, len(lots), ranking.fitting, shown)


def _table(view: View, as_of: date, *, every: bool) -> pa.Table:
    """The columns that ranking reads; its order does not matter."""
    step = "calls" if every else "open_calls"
    return view.situated(step, COLUMNS, None if every else as_of)


def _in_markets(table: pa.Table, markets: Collection[str]) -> pa.Table:
    if not markets:
        return table
    return table.filter(pc.is_in(table["buyer_country"], value_set=pa.array(sorted(markets), pa.string())))


def _question(view: View, lots: Lots, company: Company, as_of: date, labels: Labels, rates: Rates) -> Question:
    profile = profile_of(company, rates, as_of)
    texts = compare(profile, labels, lots.keys, lambda words: view.scores(words, _HITS, _ANSWERED))
    return Question(lots, profile, as_of, texts, Entries.none(len(lots)))


def _admission(verdicts: Collection[Verdict]) -> Admit:
    """Which lots may stand in the list, by the verdict on the direct bid."""

    def admit(entry: Entry) -> bool:
        return not verdicts or entry.direct in verdicts

    return admit
