"""Which of a lot's routes is best, and in which order the others follow."""

from __future__ import annotations

from typing import Final

from karavel.access.decision import RANK, Verdict, improves
from karavel.routes.shapes import Kind, Route

#: At equal verdict and cost the plainer way wins.
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


def best(routes: tuple[Route, ...], value_eur: float | None = None) -> Route | None:
    """The best route, None where none is lawful, in time and qualified for.

    The highest verdict among the routes that can be ready before the deadline by their longest duration and whose
    requirements are not known to be unmet; then the least cost against the value that would reach the firm. A route
    that cannot be ready, or that is forbidden, is never the best.

    Args:
        routes: a lot's plan.
        value_eur: the lot's value in euro, if known.
    """
    possible = [route for route in routes if _possible(route)]
    return min(possible, key=lambda route: _order(route, value_eur), default=None)


def ranked(routes: tuple[Route, ...], value_eur: float | None = None) -> tuple[Route, ...]:
    """All routes, the best first; gateways that gain nothing over the direct bid next to last, the impossible last."""
    chosen = best(routes, value_eur)
    before: Verdict = next((route.decision.verdict for route in routes if route.kind == "direct"), "excluded")

    def place(route: Route) -> tuple[bool, bool, bool, tuple[float, float, int, str]]:
        idle = route.via is not None and not route.way.local and not improves(before, route.decision.verdict)
        return route is not chosen, not _possible(route), idle, _order(route, value_eur)

    return tuple(sorted(routes, key=place))


def _possible(route: Route) -> bool:
    return route.in_time is not False and route.decision.verdict != "excluded" and route.qualification.all is not False


def _order(route: Route, value_eur: float | None) -> tuple[float, float, int, str]:
    verdict = route.decision.verdict
    return (
        -RANK.get(verdict, _UNSETTLED),
        burden(route, value_eur),
        PLAINNESS.index(route.kind),
        route.via or "",
    )


def burden(route: Route, value_eur: float | None) -> float:
    """The most that a route costs against the part of the lot's value that would reach the firm."""
    if route.way.cost_eur is None:
        return _NO_FIGURES
    return route.way.cost_eur.max / ((value_eur or _TYPICAL_VALUE) * route.way.share)
