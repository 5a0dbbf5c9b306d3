"""Ranks lots for a firm: which fit, whether it may bid, how it gets in, and whether it qualifies."""

from __future__ import annotations

import re
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karavel.access import Law, Verdict
from karavel.answers.match import (
    BestRoute,
    BuyerName,
    Conversion,
    Direct,
    Match,
    MatchedLot,
    ScorePart,
)
from karavel.codes.cpv_labels import Labels, compact
from karavel.companies import Company
from karavel.lake import Lake, View
from karavel.matching.desk import Desk, Plan
from karavel.matching.entries import Entries, Entry
from karavel.matching.firm import profile_of
from karavel.matching.lots import COLUMNS, Lots
from karavel.matching.question import Question
from karavel.matching.ranking import Admit, Ranked, rank
from karavel.matching.texts import compare
from karavel.money import Rates
from karavel.notices import Money, Notice
from karavel.routes import Planner, Route, counted_back, start_by

#: Kinds of notices whose lots one can answer.
_ANSWERED: Final = ("call", "planning")
#: Lots that one search in the text index brings; those beyond have next to nothing in common with the words.
_HITS: Final = 20_000

_TED: Final = "https://ted.europa.eu/en/notice/-/detail/{id}"
_PUBLICATION: Final = re.compile(r"\d+-(19|20)\d\d")


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
        desk = Desk(view, lots, planner)
        question = _question(view, lots, company, as_of, labels or compact(), rates)
        ranking = rank(replace(question, said=desk.words), top, enter=desk.enter, admit=_admission(verdicts))
        shown = tuple(_lot(one, desk.plan(one.row), lots, as_of, rates) for one in ranking.lots)
    return Match(company.name, as_of, len(lots), ranking.fitting, shown)


def _table(view: View, as_of: date, *, every: bool) -> pa.Table:
    """The columns that ranking reads; its order does not matter."""
    step = "calls" if every else "open_calls"
    return view.unordered(step, COLUMNS, None if every else as_of)


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


def _lot(ranked: Ranked, plan: Plan, lots: Lots, as_of: date, rates: Rates) -> MatchedLot:
    notice, lot = plan.notice, plan.lot
    value = lot.value or notice.value
    left = float(lots.days_left(as_of)[ranked.row])
    value_eur = float(lots.value_eur[ranked.row])
    chosen = plan.best or plan.direct
    return MatchedLot(
        rank=ranked.rank,
        score=ranked.score,
        fits=ranked.fits,
        notice_id=notice.id,
        lot_id=lot.id,
        kind=notice.kind,
        title=lot.title or notice.title,
        notice_title=notice.title,
        language=notice.language,
        published=notice.published,
        buyer=_buyer(notice),
        cpv=lot.cpv or notice.cpv,
        value=value,
        value_of=("lot" if lot.value else "notice") if value else None,
        value_eur=None if np.isnan(value_eur) else round(value_eur, 2),
        value_eur_rate=_rate(value, notice, rates),
        deadline=lot.deadline,
        days_left=None if np.isnan(left) else int(left),
        url=_url(notice, lot.submission_url),
        direct=_direct(plan.direct),
        best_route=_route(plan.best) if plan.best else None,
        qualifies=chosen.qualification,
        questions_until=lot.questions_deadline,
        parts=tuple(ScorePart(part.feature, part.weight, part.value, part.sentence) for part in ranked.parts),
    )


def _buyer(notice: Notice) -> BuyerName:
    buyer = notice.buyer
    return BuyerName(buyer.name, buyer.country) if buyer else BuyerName(None, None)


def _rate(value: Money | None, notice: Notice, rates: Rates) -> Conversion | None:
    """The rate of the day of publication, by which the lake has the value in EUR; None where it is in EUR."""
    day = notice.published or notice.dispatched
    if value is None or day is None or value.currency == "EUR":
        return None
    found = rates.per_euro(value.currency, day)
    return Conversion(found.on, found.source) if found else None


def _url(notice: Notice, submission: str | None) -> str | None:
    """TED's page for a publication number of the Official Journal, else the notice's own address."""
    if notice.format in {"eforms", "ted"} and _PUBLICATION.fullmatch(notice.id):
        return _TED.format(id=notice.id)
    return notice.urls.get("notice") or notice.urls.get("documents") or submission


def _direct(route: Route) -> Direct:
    decision = route.decision
    return Direct(decision.verdict, decision.reasons, route.conditions, decision.missing)


def _route(route: Route) -> BestRoute:
    way = route.way
    steps = counted_back(way.steps, route.closes) if route.closes else way.steps
    return BestRoute(
        kind=way.kind,
        via=way.via,
        verdict=route.decision.verdict,
        reasons=route.decision.reasons,
        steps=steps,
        cost_eur=way.cost_eur,
        days=way.days,
        in_time=route.in_time,
        start_by=start_by(steps),
    )
