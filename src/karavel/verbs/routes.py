"""Says what each route and gateway opens for a firm among the lots of a lake, what it takes and what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import msgspec

from karavel.access import Law, tender_of
from karavel.access.decision import Verdict
from karavel.answers.routes import MarketAnswer, OpeningAnswer, Opens, Routes
from karavel.companies import Company
from karavel.lake import Lake, View
from karavel.notices import Lot, Notice, day_of
from karavel.routes import Case, Opening, Planner, Range, Step, Way, compare, qualifies, value_in_euro
from karavel.routes.needs import Qualification

_decode = msgspec.msgpack.Decoder(Notice).decode

_BODIES: Final = """
    SELECT notices.body, list({{'id': step.lot_id, 'deadline': step.deadline}}) AS lots
    FROM {step} AS step JOIN notices ON notices.sha256 = step.sha256
    GROUP BY notices.sha256, notices.body
"""
_ORDER: Final[tuple[Verdict, ...]] = ("guaranteed", "open", "discretionary", "unknown", "excluded")


def routes(
    lake: Lake,
    company: Company,
    as_of: date,
    *,
    via: tuple[str, ...] = (),
    every: bool = False,
    law: Law | None = None,
) -> Routes:
    """What each route opens among the lots open on a day, or among all calls.

    Args:
        lake: where the lots lie.
        company: who wants in.
        as_of: the day on which work would begin.
        via: gateways; empty for the company's own choice, else all that the entry data knows.
        every: take closed lots as well, judged as if there were time.
        law: the law, the package's by default.

    Raises:
        LakeMissing: there is no lake.
    """
    planner = Planner(law or Law.load(), company, as_of, gateways=via)
    with lake.view() as view:
        cases = [_case(planner, notice, lot) for notice, lot in _lots(view, as_of, every=every)]
    return of_cases(planner, cases)


def of_cases(planner: Planner, cases: list[Case]) -> Routes:
    """What each route opens among these lots; routes that open most come first, the direct one before all."""
    openings = compare(planner, cases)
    return Routes(
        company=planner.company.name,
        as_of=planner.as_of,
        considered=len(cases),
        routes=tuple(_answer(opening) for opening in sorted(openings, key=_place)),
    )


def _lots(view: View, as_of: date, *, every: bool) -> Iterator[tuple[Notice, Lot]]:
    """The lots with the deadlines that hold: a later notice may have moved them."""
    step = "calls" if every else "open_calls"
    for body, held in view.sql(_BODIES.format(step=step), None if every else as_of).fetchall():
        notice = _decode(body)
        deadlines = {lot["id"]: lot["deadline"] for lot in held}
        for lot in notice.lots:
            if lot.id in deadlines:
                yield notice, msgspec.structs.replace(lot, deadline=deadlines[lot.id])


def _case(planner: Planner, notice: Notice, lot: Lot) -> Case:
    known: dict[tuple[str, bool], Qualification] = {}

    def qualified(way: Way) -> bool | None:
        key = (way.kind, way.existing)
        if key not in known:
            known[key] = qualifies(planner.company, lot, way, as_of=planner.as_of, rates=planner.rates)
        return known[key].all

    return Case(
        tender=tender_of(notice, lot),
        qualified=qualified,
        deadline=day_of(lot.deadline) if lot.deadline else None,
        value_eur=value_in_euro(notice, lot, planner.rates),
        dps=lot.dps,
    )


def _place(opening: Opening) -> tuple[bool, int, float, str, str]:
    return (
        opening.kind != "direct",
        -opening.lots,
        -opening.value_eur,
        opening.kind,
        opening.via or "",
    )


def _answer(opening: Opening) -> OpeningAnswer:
    ways = [way for _, way in sorted(opening.ways.items())]  # the lake gives lots in no order
    return OpeningAnswer(
        kind=opening.kind,
        via=opening.via,
        opens=_opens(opening),
        verdicts={verdict: opening.verdicts[verdict] for verdict in _ORDER if verdict in opening.verdicts},
        steps=_common(ways),
        cost_eur=_span(way.cost_eur for way in ways),
        yearly_eur=_span(way.yearly_eur for way in ways),
        days=_span(way.days for way in ways),
        risks=ways[0].risks,
        keeps=ways[0].keeps,
    )


def _opens(opening: Opening) -> Opens:
    markets = sorted(opening.by_market.items(), key=lambda item: (-item[1].lots, item[0]))
    return Opens(
        lots=opening.lots,
        lots_in_time=opening.lots_in_time,
        lots_qualified=opening.lots_qualified,
        lots_unread=opening.lots_unread,
        right_gained=opening.right_gained,
        newly_possible=opening.newly_possible,
        unsettled=opening.unsettled,
        value_eur=round(opening.value_eur, 2),
        by_market={code: MarketAnswer(market.lots, round(market.value_eur, 2)) for code, market in markets},
    )


def _common(ways: list[Way]) -> tuple[Step, ...]:
    """The steps that every buyer of the row has in common, as the first one has them."""
    shared = set.intersection(*({(step.id, step.title) for step in way.steps} for way in ways))
    return tuple(step for step in ways[0].steps if (step.id, step.title) in shared)


def _span(ranges: Iterable[Range | None]) -> Range | None:
    """From the least of all to the most of all, as far as there are figures."""
    known = [found for found in ranges if found is not None]
    if not known:
        return None
    return Range(min(found.min for found in known), max(found.max for found in known))
