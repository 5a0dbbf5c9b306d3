"""A lawful way in for one lot: what it takes, when it is ready, what the law says to it, what it does not change."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

import msgspec

from karavel.access.decision import Condition, Confidence, Decision
from karavel.access.situation import Bidder
from karavel.routes.entry import Purpose, Source, Unit
from karavel.routes.needs import Qualification

Kind: TypeAlias = Literal[
    "direct",
    "bank-financed",
    "framework-entry",
    "consortium",
    "subcontract",
    "branch",
    "subsidiary",
    "subsidiary-with-parent",
]


class Range(msgspec.Struct, frozen=True):
    """The least and the most of an amount, in the unit that the field names."""

    min: float
    max: float

    def __add__(self, other: Range) -> Range:
        """Both ends added up."""
        return Range(self.min + other.min, self.max + other.max)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a plan, ready to be shown.

    Attributes:
        id: the step's key in the entry data, stable.
        title, who, papers, detail: in the language that was asked for.
        country: where it is done; its working days count.
        fee: as the source has it, with currency and basis; ``cost_eur`` the same in euro, None without a rate.
        days, unit: how long it takes, in working or calendar days.
        needed_for: ``bid``, ``award``, ``later`` or ``work`` (writing the bid, which fills the period).
        estimate: our own or a market estimate.
        begin_by: the last day on which it may begin if everything takes longest, once the deadline is known.
    """

    id: str
    title: str
    who: str
    country: str
    fee: str
    days: Range
    unit: Unit
    needed_for: Purpose
    estimate: bool
    confidence: Confidence
    cost_eur: Range | None = None
    counts: bool = True
    papers: tuple[str, ...] = ()
    detail: str | None = None
    after: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    begin_by: date | None = None


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """A way in for one firm to the buyers of one country, before any lot is looked at.

    Attributes:
        kind, via: what it is, and the country it leads through (the partner's, the branch's, the subsidiary's).
        local: whether ``via`` is the buyer's own country rather than a gateway.
        bidder: the firm as the law sees it by this way.
        steps: in order.
        cost_eur: what is spent until the contract and in the first year, None where the data has no figures.
        yearly_eur: the part of it that comes back every year.
        days: calendar days until the bid can be handed in, None where the data has no figures.
        ready: the day on which it can be handed in if everything takes longest.
        share: the part of the lot's value that reaches the firm, an assumption where it is not 1.
        conditions, risks, keeps: what stands beside it; ``keeps`` is what it does not change.
        existing: whether the company or partner is already there.
    """

    kind: Kind
    via: str | None
    local: bool
    bidder: Bidder
    steps: tuple[Step, ...]
    cost_eur: Range | None
    yearly_eur: Range | None
    days: Range | None
    ready: date | None
    share: float = 1.0
    conditions: tuple[Condition, ...] = ()
    risks: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    existing: bool = False


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """A way in for one lot.

    Attributes:
        way: what it takes.
        decision: what the law says to the bid made this way.
        qualification: whether the firm meets by this way what the lot asks.
        in_time: whether it can be ready before the deadline by its longest duration; None where the lot has no
            deadline. A lot that is closed already is judged as if there were time.
        closes: the day by which the bid must be ready; a dynamic purchasing system stays open as long as it runs.
        next_time: when the contract ends and the next procedure can be expected, as far as the lot says.
    """

    way: Way
    decision: Decision
    qualification: Qualification
    in_time: bool | None
    closes: date | None = None
    next_time: date | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What stands beside the verdict: by law, and by the way itself.

        Where the law names the tax of this very bidder, the way's general note on taxes is not said as well.
        """
        by_law = self.decision.conditions
        taxed = any(condition.kind == "tax" for condition in by_law)
        return by_law + tuple(c for c in self.way.conditions if not (taxed and c.kind == "tax"))

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.way.kind

    @property
    def via(self) -> str | None:
        """The country it leads through."""
        return self.way.via
