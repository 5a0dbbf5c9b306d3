"""The answer of ``karavel routes``: what each route and gateway opens among the lots, and what it takes.

Keys are a promise to users' scripts: they are added, never renamed.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from karavel.access import Verdict
from karavel.routes.shapes import Range, Step


class MarketAnswer(Struct, frozen=True):
    """What a route opens in one buyer country."""

    lots: int
    value_eur: float


class Opens(Struct, frozen=True, kw_only=True):
    """What a route opens: lots whose verdict improves over the direct bid.

    Attributes:
        lots_in_time: those that the route can still reach by its longest duration.
        lots_qualified: those among them whose requirements are all met by this route; ``lots_unread`` those of which
            something could not be read, so that the documents decide.
        right_gained: the buyer could refuse, now there is a right; newly_possible: it was forbidden. They split news
            that is never added up: a lot may improve otherwise (to ``open``) and be in neither.
        unsettled: lots whose verdict is unknown before or after; they count nowhere else.
        value_eur: the lots' own estimates where the notices name one; never framework maxima.
    """

    lots: int
    lots_in_time: int
    lots_qualified: int
    lots_unread: int
    right_gained: int
    newly_possible: int
    unsettled: int
    value_eur: float
    by_market: dict[str, MarketAnswer]


class OpeningAnswer(Struct, frozen=True, kw_only=True):
    """One route: ``via`` is a gateway, None for the direct bid or for each buyer's own country.

    ``steps`` are those that all buyers of this row have in common; cost and days span all of them.
    """

    kind: str
    via: str | None
    opens: Opens
    verdicts: dict[Verdict, int]
    steps: tuple[Step, ...]
    cost_eur: Range | None
    yearly_eur: Range | None
    days: Range | None
    risks: tuple[str, ...]
    keeps: tuple[str, ...]


class Routes(Struct, frozen=True, kw_only=True):
    """What the routes open; ``considered`` counts the lots that were looked at."""

    company: str
    as_of: date
    considered: int
    routes: tuple[OpeningAnswer, ...]
