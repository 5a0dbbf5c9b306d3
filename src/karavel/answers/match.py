"""The answer of ``karavel match``: lots in order, each with why, whether the firm may bid, and how it gets in.

Keys are a promise to users' scripts: they are added, never renamed.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from karavel.access import Condition, Reason, Verdict
from karavel.answers.parts import ScorePart
from karavel.notices import Moment, Money
from karavel.routes.needs import Qualification
from karavel.routes.shapes import Range, Step


class BuyerName(Struct, frozen=True):
    """Who buys: the name as published, and the country (alpha-2)."""

    name: str | None
    country: str | None


class Direct(Struct, frozen=True):
    """A bid from home: the verdict, the rules behind it, what stands beside it and what is missing to settle it."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    conditions: tuple[Condition, ...] = ()
    missing: tuple[str, ...] = ()


class BestRoute(Struct, frozen=True, kw_only=True):
    """The best way in that is ready before the deadline.

    Attributes:
        kind, via: what it is, and the country it leads through.
        cost_eur, days: ranges, estimates; None where the data has no figures.
        in_time: never False; None where the notice gives no deadline.
        start_by: the last day to begin, if everything takes longest.
    """

    kind: str
    via: str | None
    verdict: Verdict
    reasons: tuple[Reason, ...]
    steps: tuple[Step, ...]
    cost_eur: Range | None
    days: Range | None
    in_time: bool | None
    start_by: date | None


class Conversion(Struct, frozen=True):
    """The rate by which a value was turned into EUR: its day or year, and whose it is."""

    on: str
    source: str


class MatchedLot(Struct, frozen=True, kw_only=True):
    """One lot in its place.

    Attributes:
        kind: ``call``, or ``planning`` for a prior notice that invites expressions of interest by its deadline.
        score: the sum of the parts, 0 (nothing in common) to 1; ``fits`` whether the lot is the firm's trade.
        title: original language; the notice's where the lot has none. ``notice_title`` where it says more, and
            ``titles`` its translations as published, by language.
        value: the lot's estimate, else the notice's (``value_of`` says which); ``value_eur`` at the rate named.
        deadline: as published; ``days_left`` counts from the day judged by, or from publication where that is later.
        url: where the notice is read.
        best_route: None where no way in is ready in time.
        qualifies: by the best route, else from home.
        questions_until: last day for questions to the buyer, where the notice says.
        opinion: the firm's own feedback on the lot (``karavel feedback``), None where it gave none.
    """

    rank: int
    score: float
    fits: bool
    notice_id: str
    lot_id: str
    kind: str
    title: str
    notice_title: str
    language: str | None
    published: date | None
    buyer: BuyerName
    cpv: tuple[str, ...]
    value: Money | None
    value_of: str | None
    value_eur: float | None
    value_eur_rate: Conversion | None
    deadline: Moment | None
    days_left: int | None
    url: str | None
    direct: Direct
    best_route: BestRoute | None
    qualifies: Qualification
    questions_until: Moment | None
    parts: tuple[ScorePart, ...]
    opinion: str | None = None
    titles: dict[str, str] = {}


class Match(Struct, frozen=True):
    """The lots that fit a firm best. ``considered`` counts all that were looked at, ``fitting`` those that fit.

    ``feedback`` counts the firm's opinions on lots that the ranking takes into account.
    """

    company: str
    as_of: date
    considered: int
    fitting: int
    lots: tuple[MatchedLot, ...]
    feedback: int = 0
