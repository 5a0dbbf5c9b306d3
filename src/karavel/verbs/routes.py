"""Says what each route and gateway opens for a firm among the lots of a lake, what it takes and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cached_property, partial
from typing import Final

import numpy as np
import pyarrow as pa

from karavel.access import Law
from karavel.access.decision import Verdict
from karavel.answers.routes import MarketAnswer, OpeningAnswer, Opens, Routes
from karavel.companies import Company
from karavel.lake import Lake, View
from karavel.lake.lookup import lot_of
from karavel.matching.columns import Integers, floats, numbered
from karavel.matching.prospects import Prospects
from karavel.matching.situations import COLUMNS, Situations
from karavel.notices import Lot
from karavel.routes import Case, Opening, Planner, Range, Step, Way, compare
from karavel.routes.needs import Qualification
from karavel.routes.planning import by_kind
from karavel.routes.qualifying import answers_of

_COLUMNS: Final = (*COLUMNS, "sha256")
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
    with lake.view() as view, ThreadPoolExecutor(1) as beside:
        table = beside.submit(view.situated, "calls" if every else "open_calls", _COLUMNS, None if every else as_of)
        planner = Planner(law or Law.load(), company, as_of, gateways=via)  # the law is read while the lake is
        lots = table.result()
        return of_cases(planner, list(_cases(planner, view, lots)), lots.num_rows)


def of_cases(planner: Planner, cases: list[Case], considered: int) -> Routes:
    """What each route opens among these lots; routes that open most come first, the direct one before all."""
    openings = compare(planner, cases)
    return Routes(
        company=planner.company.name,
        as_of=planner.as_of,
        considered=considered,
        routes=tuple(_answer(opening) for opening in sorted(openings, key=_place)),
    )


def _cases(planner: Planner, view: View, table: pa.Table) -> Iterator[Case]:
    """The lots, those that no route can tell apart together: same answers of the law, same ways in time, same needs."""
    situations = Situations(planner.law, table)
    prospects = Prospects(planner, situations)
    codes, first = numbered((prospects.kind, situations.asked))
    counts = np.bincount(codes)
    values = np.bincount(codes, weights=np.nan_to_num(floats(table["own_eur"])))
    deadlines = table["deadline_day"].take(pa.array(first)).to_pylist()
    needs = _Needs(planner, view, table, situations.asked)
    for number, row in enumerate(first.tolist()):
        group = situations.groups[prospects.outcomes[prospects.outcome[row]].group]
        yield Case(
            tender=group.tender,
            qualified=partial(needs.qualified, int(situations.asked[row])),
            deadline=deadlines[number],
            value_eur=float(values[number]),
            dps=group.dps,
            lots=int(counts[number]),
        )


class _Needs:
    """What lots ask of the firm, read once for each distinct set of requirements, and only when it counts."""

    def __init__(self, planner: Planner, view: View, table: pa.Table, asked: Integers) -> None:
        self._planner, self._view, self._table, self._asked = planner, view, table, asked
        self._answers: dict[int, Callable[[Way], Qualification]] = {-1: self._by(Lot(id=""))}

    def qualified(self, asked: int, way: Way) -> bool | None:
        """Whether the firm qualifies by a way for lots with these requirements."""
        if asked not in self._answers:
            self._answers[asked] = self._by(self._lots[asked])
        return self._answers[asked](way).all

    def _by(self, lot: Lot) -> Callable[[Way], Qualification]:
        planner = self._planner
        return by_kind(answers_of(planner.company, lot, as_of=planner.as_of, rates=planner.rates))

    @cached_property
    def _lots(self) -> dict[int, Lot]:
        """One lot with each set of requirements, all read in one go."""
        asked, first = np.unique(self._asked, return_index=True)
        held = self._table.select(["sha256", "key"]).take(pa.array(first[asked >= 0])).to_pylist()
        notices = self._view.notices_by_digest({lot["sha256"] for lot in held})
        lots = (lot_of(notices[each["sha256"]], each["key"]) for each in held)
        return dict(zip(asked[asked >= 0].tolist(), lots, strict=True))


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
