"""The bar of routes from direct to best, and the plan of the one that is looked at."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from karavel.answers.access import LotAccess, RouteAnswer
from karavel.routes import Step


class Chip(NamedTuple):
    """A route in the bar.

    Attributes:
        key: how the address names it.
        late: it cannot be ready in time, so it is for the next procedure.
        others: further routes of its kind, by other countries.
    """

    key: str
    route: RouteAnswer
    chosen: bool
    late: bool
    others: int


class Ways(NamedTuple):
    """The routes of a lot.

    Attributes:
        bar: from direct to best, one of each kind.
        chosen: the route that is looked at; ``best`` the best one, None where none is in time.
        now, later: steps of the plan before the bid, and after it.
        rest: all routes, for the table.
    """

    bar: list[Chip]
    chosen: RouteAnswer
    best: RouteAnswer | None
    now: list[Step]
    later: list[Step]
    rest: list[RouteAnswer]

    @property
    def late(self) -> bool:
        """Whether the plan that is shown is for the next procedure."""
        return self.chosen.in_time is False


def key_of(route: RouteAnswer) -> str:
    """A route's name in an address."""
    return f"{route.kind}-{route.via}" if route.via else route.kind


def ways(lot: LotAccess, asked: str) -> Ways:
    """The routes of a lot.

    Args:
        lot: with its routes, the best first.
        asked: the key of the route to look at; by default the best one, else the direct one.
    """
    direct = next(route for route in lot.routes if route.kind == "direct")
    best = next((route for route in lot.routes if route.best), None)
    named = next((route for route in lot.routes if key_of(route) == asked), None)
    chosen = named or best or direct
    purposes = ("bid", "work")
    return Ways(
        bar=[_chip(route, lot, chosen) for route in _bar(lot, direct, best, chosen)],
        chosen=chosen,
        best=best,
        now=[step for step in chosen.steps if step.needed_for in purposes],
        later=[step for step in chosen.steps if step.needed_for not in purposes],
        rest=list(lot.routes),
    )


def _bar(lot: LotAccess, direct: RouteAnswer, best: RouteAnswer | None, chosen: RouteAnswer) -> list[RouteAnswer]:
    """Direct first, the best last, between them the first of each other kind that is not forbidden."""
    kinds: dict[str, RouteAnswer] = {}
    for route in lot.routes:
        if route.verdict != "excluded" or route is chosen:
            kinds.setdefault(route.kind, route)
    if chosen is not direct:
        kinds[chosen.kind] = chosen
    if best:
        kinds[best.kind] = best if chosen.kind != best.kind else chosen
    kinds.pop("direct", None)
    others = [route for route in reversed(lot.routes) if kinds.get(route.kind) is route]
    late = [route for route in others if route.in_time is False]
    return [direct, *late, *(route for route in others if route.in_time is not False)]


def _chip(route: RouteAnswer, lot: LotAccess, chosen: RouteAnswer) -> Chip:
    others = sum(one.kind == route.kind for one in lot.routes) - 1
    return Chip(key_of(route), route, route is chosen, route.in_time is False, others)


def first_day(steps: list[Step]) -> date | None:
    """The day by which work has to begin; None where no step has a day."""
    return min((step.begin_by for step in steps if step.begin_by), default=None)
