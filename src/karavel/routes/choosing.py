"""Which of a lot's routes is best, and in which order the others follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from karavel.access.decision import RANK, Verdict, improves
from karavel.routes.shapes import Kind, Route

#: At equal verdict, cost and time the plainer way wins.
PLAINNESS: Final[tuple[Kind, ...]] = (
    "bank-financed",
    "framework-entry",
    "direct",
    "consortium",
    "subcontract",
    "branch",
    "subsidiary-with-parent",
    "subsidiary",
)
_UNSETTLED: Final = 0.5  # unknown stands above excluded and below discretionary when one route has to be named
_NO_FIGURES: Final = float("inf")
_TYPICAL_VALUE: Final = 100_000.0  # euro, so that routes can be compared where the lot names no value

Advantage: TypeAlias = Literal["only", "verdict", "qualifies", "cost", "nearness", "time", "plainness"]
"""By what the best route stands before the next one."""
Hindrance: TypeAlias = Literal["late", "unqualified"]
"""Why a route that would stand before the best one does not."""

_Order: TypeAlias = tuple[float, bool, float, bool, float, int, str]
_ADVANTAGES: Final[tuple[Advantage, ...]] = ("verdict", "qualifies", "cost", "nearness", "time", "plainness")


class Passed(NamedTuple):
    """A route that would stand before the best one, and why it does not."""

    route: Route
    why: Hindrance


class Choice(NamedTuple):
    """The best route, by what it stands before the next one (``over``), and those that cannot be (``passed``)."""

    route: Route
    by: Advantage
    over: Route | None
    passed: tuple[Passed, ...]


def best(routes: tuple[Route, ...], value_eur: float | None = None) -> Route | None:
    """The best route, None where none is lawful, in time and qualified for.

    The highest verdict among the routes that can be ready before the deadline by their longest duration and whose
    requirements are not known to be unmet; then one whose requirements are known to be met, then the least cost
    against the value that would reach the firm, then the buyer's own country before a third one, then the shortest. A
    route that cannot be ready, or that is forbidden, is never the best.

    Args:
        routes: a lot's plan.
        value_eur: the lot's value in euro, if known.
    """
    possible = [route for route in routes if _possible(route)]
    return min(possible, key=lambda route: _order(route, value_eur), default=None)


def ranked(routes: tuple[Route, ...], value_eur: float | None = None) -> tuple[Route, ...]:
    """All routes, the best first; gateways that gain nothing over the direct bid next to last, the impossible last."""
    chosen = best(routes, value_eur)
    before = _from_home(routes)

    def place(route: Route) -> tuple[bool, bool, bool, _Order]:
        return route is not chosen, not _possible(route), _idle(route, before), _order(route, value_eur)

    return tuple(sorted(routes, key=place))


def _from_home(routes: tuple[Route, ...]) -> Verdict:
    return next((route.decision.verdict for route in routes if route.kind == "direct"), "excluded")


def _idle(route: Route, before: Verdict) -> bool:
    """Whether a route goes through a third country for nothing."""
    return route.via is not None and not route.way.local and not improves(before, route.decision.verdict)


def explained(routes: tuple[Route, ...], value_eur: float | None = None) -> Choice | None:
    """Why the best route is the best one, and which would have stood before it; None where none is possible."""
    chosen = best(routes, value_eur)
    if chosen is None:
        return None
    others = [route for route in routes if _possible(route) and route is not chosen]
    second = min(others, key=lambda route: _order(route, value_eur), default=None)
    return Choice(
        route=chosen,
        by=_advantage(chosen, second, value_eur),
        over=second,
        passed=tuple(_passed(routes, chosen, value_eur)),
    )


def _advantage(chosen: Route, second: Route | None, value_eur: float | None) -> Advantage:
    if second is None:
        return "only"
    one, other = _order(chosen, value_eur), _order(second, value_eur)
    return next(
        (name for name, mine, theirs in zip(_ADVANTAGES, one, other, strict=False) if mine != theirs), "plainness"
    )


def _passed(routes: tuple[Route, ...], chosen: Route, value_eur: float | None) -> Iterator[Passed]:
    """Routes that the law sets before the chosen one, or that cost less at the same verdict, and that cannot be."""
    before = _from_home(routes)
    for route in routes:
        if _possible(route) or route.decision.verdict == "excluded" or _idle(route, before):
            continue
        if _merit(route, value_eur) < _merit(chosen, value_eur):
            yield Passed(route, "late" if route.in_time is False else "unqualified")


def _merit(route: Route, value_eur: float | None) -> tuple[float, float]:
    """What a route is worth whether or not it can be taken."""
    return -RANK.get(route.decision.verdict, _UNSETTLED), burden(route, value_eur)


def _possible(route: Route) -> bool:
    return route.in_time is not False and route.decision.verdict != "excluded" and route.qualification.all is not False


def _order(route: Route, value_eur: float | None) -> _Order:
    """What is compared, in this order; ``_ADVANTAGES`` names it."""
    rank, cost = _merit(route, value_eur)
    longest = route.way.days.max if route.way.days else _NO_FIGURES
    afar = route.via is not None and not route.way.local
    plain = PLAINNESS.index(route.kind)
    return (rank, route.qualification.all is not True, cost, afar, longest, plain, route.via or "")


def burden(route: Route, value_eur: float | None) -> float:
    """The most that a route costs against the part of the lot's value that would reach the firm."""
    if route.way.cost_eur is None:
        return _NO_FIGURES
    return route.way.cost_eur.max / ((value_eur or _TYPICAL_VALUE) * route.way.share)
