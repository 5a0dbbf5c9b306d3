"""One ranked lot as the answers of ``karavel match`` and of the board have it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import numpy as np

from karavel.answers.match import BestRoute, BuyerName, Conversion, Direct, MatchedLot
from karavel.answers.parts import ScorePart
from karavel.matching.desk import Plan
from karavel.matching.lots import Lots
from karavel.matching.ranking import Ranked
from karavel.money import Rates
from karavel.notices import Money, Notice
from karavel.routes import Route, counted_back, start_by

_TED: Final = "https://ted.europa.eu/en/notice/-/detail/{id}"
_PUBLICATION: Final = re.compile(r"\d+-(19|20)\d\d")


def matched_lot(ranked: Ranked, plan: Plan, lots: Lots, as_of: date, rates: Rates) -> MatchedLot:
    """A lot in its place, with its plan."""
    notice, lot = plan.notice, plan.lot
    value = lot.value or notice.value
    left = lots.days_left_of(ranked.row, as_of)
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
        titles=notice.titles,
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
