"""The answer of ``karavel access``: for each lot each route with its decision, and whether the firm qualifies.

Keys are a promise to users' scripts: they are added, never renamed.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from karavel.access import Condition, Reason, Verdict
from karavel.routes.choosing import Advantage, Hindrance
from karavel.routes.needs import Days, NeedKind
from karavel.routes.shapes import Range, Step


class RouteName(Struct, frozen=True):
    """Another route by its name, and the most it costs."""

    kind: str
    via: str | None
    cost_eur: Range | None


class RouteAnswer(Struct, frozen=True, kw_only=True):
    """One route: what the law says to it, and what it takes.

    Attributes:
        kind, via: what it is, and the country it leads through.
        threshold_reached: None where no threshold matters or the value is not known.
        conditions: what stands beside the verdict and does not change it.
        missing: what would settle the answer, and whom to ask; ``assumed`` what was taken for granted.
        steps, cost_eur, days: the plan; ranges are estimates; None where the data has no figures.
        in_time: whether it can be ready before the deadline by its longest duration; None without a deadline.
        ready: when that would be; ``start_by`` the last day to begin, ``next_time`` when the contract ends.
        risks, keeps: what to beware of, and what the route does not change.
        next_start_by: the last day to begin in order to be ready when the contract ends, for those that come too late.
        best: whether it is the best one for the lot; ``chosen_by`` by what it stands before the next one (``only``,
            ``verdict``, ``qualifies``, ``cost``, ``nearness``, ``time``, ``plainness``), ``chosen_over`` that one.
        gave_way: why one that would stand before the best does not: ``late`` or ``unqualified``.
    """

    kind: str
    via: str | None
    verdict: Verdict
    threshold_reached: bool | None
    reasons: tuple[Reason, ...]
    conditions: tuple[Condition, ...]
    missing: tuple[str, ...]
    assumed: tuple[str, ...]
    steps: tuple[Step, ...]
    cost_eur: Range | None
    yearly_eur: Range | None
    days: Range | None
    in_time: bool | None
    ready: date | None
    start_by: date | None
    next_time: date | None
    qualifies: bool | None
    risks: tuple[str, ...]
    keeps: tuple[str, ...]
    best: bool
    next_start_by: date | None = None
    chosen_by: Advantage | None = None
    chosen_over: RouteName | None = None
    gave_way: Hindrance | None = None


class NeedAnswer(Struct, frozen=True, kw_only=True):
    """One requirement: need, have, gap, cure, days; ``met`` None where the documents must be read."""

    need: str
    have: str | None
    gap: str | None
    cure: str | None
    days: Days | None
    met: bool | None
    kind: NeedKind
    text: str
    by_partner: bool = False


class Qualifies(Struct, frozen=True):
    """Whether the firm itself meets what the lot asks; ``all`` None where something could not be read."""

    all: bool | None
    requirements: tuple[NeedAnswer, ...]


class LotAccess(Struct, frozen=True, kw_only=True):
    """One lot: its routes, the best first, and whether the firm itself qualifies."""

    lot_id: str
    title: str
    deadline: str | None
    routes: tuple[RouteAnswer, ...]
    qualifies: Qualifies


class Access(Struct, frozen=True, kw_only=True):
    """The decision for each lot of a notice."""

    notice_id: str
    company: str
    as_of: date
    title: str
    buyer: str | None
    buyer_country: str | None
    lots: tuple[LotAccess, ...]
