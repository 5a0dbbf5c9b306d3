"""Says for each lot of a notice who may bid by which route, what that takes, and whether the firm qualifies."""

from __future__ import annotations

from datetime import date

from karavel.access import Bidder, Law, Situation, decide, tender_of
from karavel.answers.access import Access, LotAccess, NeedAnswer, Qualifies, RouteAnswer, RouteName
from karavel.companies import Company
from karavel.lake import Lake
from karavel.notices import Lot, Notice
from karavel.routes import (
    Choice,
    Planner,
    Qualification,
    Route,
    counted_back,
    direct,
    explained,
    ranked,
    start_by,
    value_in_euro,
)


def access(lake: Lake, company: Company, notice_id: str, as_of: date, law: Law | None = None) -> Access:
    """The decision for each lot and route of a notice in the lake.

    Args:
        lake: where the notice lies.
        company: who wants to bid.
        notice_id: publication number, BT-701 or OCID.
        as_of: the day on which work would begin.
        law: the law, the package's by default.

    Raises:
        LakeMissing: there is no lake; NotFound: it has no such notice.
    """
    with lake.view() as view:
        notice = view.notice(notice_id)
    return of_notice(Planner(law or Law.load(), company, as_of), notice)


def of_notice(planner: Planner, notice: Notice) -> Access:
    """The decision for each lot and route of a notice."""
    buyer = notice.buyer
    return Access(
        notice_id=notice.id,
        company=planner.company.name,
        as_of=planner.as_of,
        title=notice.title,
        buyer=buyer.name if buyer else None,
        buyer_country=buyer.country if buyer else None,
        lots=tuple(_lot(planner, notice, lot) for lot in notice.lots),
    )


def reaches_threshold(law: Law, notice: Notice) -> bool | None:
    """Whether a procedure reaches the threshold of its buyer's own rules on its day; None where that is not settled."""
    tenders = [tender_of(notice, lot) for lot in notice.lots]
    reached = {decide(law, Situation(Bidder(country=one.buyer_country), one)).threshold_reached for one in tenders}
    return True if True in reached else None if None in reached else False


def _lot(planner: Planner, notice: Notice, lot: Lot) -> LotAccess:
    routes = planner.routes(notice, lot)
    value = value_in_euro(notice, lot, planner.rates)
    choice = explained(routes, value)
    return LotAccess(
        lot_id=lot.id,
        title=lot.title or notice.title,
        deadline=lot.deadline,
        routes=tuple(_route(route, choice) for route in ranked(routes, value)),
        qualifies=_qualifies(direct(routes).qualification),
    )


def _route(route: Route, choice: Choice | None) -> RouteAnswer:
    way, decision = route.way, route.decision
    chosen = choice if choice and choice.route is route else None
    passed = choice.passed if choice else ()
    steps = counted_back(way.steps, route.closes) if route.closes else way.steps
    return RouteAnswer(
        kind=way.kind,
        via=way.via,
        verdict=decision.verdict,
        threshold_reached=decision.threshold_reached,
        reasons=decision.reasons,
        conditions=route.conditions,
        missing=decision.missing,
        assumed=decision.assumed,
        steps=steps,
        cost_eur=way.cost_eur,
        yearly_eur=way.yearly_eur,
        days=way.days,
        in_time=route.in_time,
        ready=way.ready,
        start_by=start_by(steps),
        next_time=route.next_time,
        qualifies=route.qualification.all,
        risks=way.risks,
        keeps=way.keeps,
        best=chosen is not None,
        next_start_by=_for_the_next(route),
        chosen_by=chosen.by if chosen else None,
        chosen_over=_name(chosen.over) if chosen and chosen.over else None,
        gave_way=next((why for other, why in passed if other is route), None),
    )


def _name(route: Route) -> RouteName:
    return RouteName(route.kind, route.via, route.way.cost_eur)


def _for_the_next(route: Route) -> date | None:
    """When a route that comes too late has to begin in order to be ready when the contract ends."""
    if route.in_time is not False or route.next_time is None or route.way.ready is None:
        return None
    return start_by(counted_back(route.way.steps, route.next_time))


def _qualifies(qualification: Qualification) -> Qualifies:
    return Qualifies(
        qualification.all,
        tuple(
            NeedAnswer(
                need=answer.need,
                have=answer.have,
                gap=answer.gap,
                cure=answer.cure,
                days=answer.days,
                met=answer.met,
                kind=answer.kind,
                text=answer.text,
                by_partner=answer.by_partner,
            )
            for answer in qualification.requirements
        ),
    )
