"""What each route opens over many lots: verdicts that improve, what is in time, what the firm qualifies for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from karavel.access import Tender, Verdict, situation_key
from karavel.access.decision import improves, newly_possible, right_gained
from karavel.routes.planning import Planner, in_time
from karavel.routes.shapes import Kind, Way


@dataclass(frozen=True, slots=True)
class Case:
    """A lot as the comparison sees it, or several that it cannot tell apart.

    Attributes:
        tender: the lot before the law.
        deadline: its day, None where there is none; of several lots one that is as late for every way.
        value_eur: its own estimate in euro, never a framework's maximum; of several lots all together.
        qualified: asks whether the firm qualifies by a way (None: the documents must be read); called only for lots
            that the way opens in time.
    """

    tender: Tender
    qualified: Callable[[Way], bool | None]
    deadline: date | None = None
    value_eur: float | None = None
    dps: str | None = None
    lots: int = 1


@dataclass(slots=True)
class Market:
    """What a route opens in one buyer country."""

    lots: int = 0
    value_eur: float = 0.0


@dataclass(slots=True)
class Opening:
    """What one route opens: counts of lots, and their value in euro as far as the notices name one.

    ``right_gained`` (the buyer could refuse, now there is a right) and ``newly_possible`` (it was forbidden) are
    different news and never added up; ``lots_unread`` may be qualified for or not: their documents must be read;
    ``unsettled`` lots are unknown before or after and count nowhere else.
    """

    kind: Kind
    via: str | None
    lots: int = 0
    lots_in_time: int = 0
    lots_qualified: int = 0
    lots_unread: int = 0
    right_gained: int = 0
    newly_possible: int = 0
    unsettled: int = 0
    value_eur: float = 0.0
    by_market: dict[str, Market] = field(default_factory=dict)
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    ways: dict[str, Way] = field(default_factory=dict)


def compare(planner: Planner, cases: Iterable[Case]) -> tuple[Opening, ...]:
    """What each route opens among the lots; routes through the buyer's own country that is no gateway come as one.

    Lots are grouped by situation first: each group is decided once per route, however many lots it holds.
    """
    found: dict[tuple[Kind, str | None], Opening] = {}
    for group in _groups(planner, cases):
        _count(planner, group, found)
    return tuple(found.values())


def _groups(planner: Planner, cases: Iterable[Case]) -> Iterator[list[Case]]:
    groups: dict[Hashable, list[Case]] = {}
    for case in cases:
        groups.setdefault((situation_key(planner.law, case.tender), case.dps), []).append(case)
    yield from groups.values()


def _count(planner: Planner, group: list[Case], found: dict[tuple[Kind, str | None], Opening]) -> None:
    tender, lots = group[0].tender, sum(case.lots for case in group)
    ways = planner.possible(tender, group[0].dps)
    before = planner.verdict(ways[0], tender)
    for way in ways:
        opening = found.setdefault(_row(planner, way), Opening(*_row(planner, way)))
        after = planner.verdict(way, tender)
        opening.verdicts[after] += lots
        opening.ways.setdefault(tender.buyer_country, way)
        if "unknown" in (before, after) and before != after:
            opening.unsettled += lots
        elif improves(before, after):
            _add(opening, group, way, planner.as_of, before, after)


def _row(planner: Planner, way: Way) -> tuple[Kind, str | None]:
    """A gateway is a row of its own; every other country is "the buyer's own"."""
    return way.kind, way.via if way.via in planner.ways.gateways else None


def _add(opening: Opening, group: list[Case], way: Way, as_of: date, before: Verdict, after: Verdict) -> None:
    lots = sum(case.lots for case in group)
    opening.lots += lots
    opening.right_gained += lots * right_gained(before, after)
    opening.newly_possible += lots * newly_possible(before, after)
    market = opening.by_market.setdefault(group[0].tender.buyer_country, Market())
    market.lots += lots
    for case in group:
        market.value_eur += case.value_eur or 0.0
        opening.value_eur += case.value_eur or 0.0
        if in_time(way, case.deadline, as_of) is not False:
            opening.lots_in_time += case.lots
            qualified = case.qualified(way)
            opening.lots_qualified += case.lots * (qualified is True)
            opening.lots_unread += case.lots * (qualified is None)
