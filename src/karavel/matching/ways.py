"""From a lot's routes to what ranking asks of them."""

from __future__ import annotations

from karavel.codes.country_names import name_in
from karavel.matching.entries import Entry
from karavel.matching.sentences import WAYS
from karavel.routes import Route
from karavel.texts import current
from karavel.texts import gettext as _


def entry_of(direct: Route, best: Route | None) -> Entry:
    """The way into a lot: the verdict from home, and the best route that is ready in time."""
    if best is None:
        return Entry(direct.decision.verdict, None, None, None)
    cost, days = best.way.cost_eur, best.way.days
    return Entry(
        direct=direct.decision.verdict,
        best=best.decision.verdict,
        cost_eur=cost.max if cost else None,
        days=days.max if days else None,
        way=say(best),
    )


def say(route: Route) -> str:
    """A route in users' words: ``a company of your own in Portugal``."""
    country = name_in(route.via, current()) if route.via else ""
    return _(WAYS[route.kind]).format(country=country)
