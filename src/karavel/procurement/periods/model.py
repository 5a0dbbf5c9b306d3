"""The shape of a regime's file."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct, field

Step: TypeAlias = Literal["requests", "tenders", "answers", "standstill"]
Start: TypeAlias = Literal["dispatch", "publication", "invitation", "answers", "decision"]
Procedure: TypeAlias = Literal["open", "restricted", "negotiation", "dialogue", "innovation"]
Count: TypeAlias = Literal["regulation-1182-71", "continuous", "calendar", "working"]
Confidence: TypeAlias = Literal["high", "medium"]


class Shape(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base: unknown keys are mistakes."""


class Source(Shape, frozen=True):
    """Where a figure stands.

    Attributes:
        looked_up: whether it was read there, or written down from memory.
        articles: that it has or deals with: numbers (``53``, ``2a``, ``XI``) and ranges of numbers (``1-94``).
    """

    title: str
    url: str
    looked_up: bool
    articles: tuple[str, ...] = ()


class Adjustment(Shape, frozen=True):
    """What a fact of the timetable changes: the days are then ``to``, or ``by`` more or fewer.

    ``source`` is where it stands, if elsewhere than the days.
    """

    when: str
    article: str
    unless: str | None = None
    to: int | None = None
    by: int | None = None
    source: str | None = None

    def applies(self, facts: frozenset[str]) -> bool:
        """Whether its fact holds, and the one that lifts it does not."""
        return self.when in facts and self.unless not in facts


class Minimum(Shape, frozen=True):
    """How long a step must last at least.

    Attributes:
        id: within the regime.
        when: facts that must all hold.
        unless: facts of which none may hold.
        starts: what the days are counted from.
        days: None where they are not known.
        part: instead of days, a part of the time for tenders, rounded up: 3 is a third.
        note: what to read where the days are not known, or to bear in mind where they are, by language.
        least: below which no adjustment goes.
        valid_from, valid_until: days in force, both with, for procedures that start then.
    """

    id: str
    step: Step
    procedures: tuple[Procedure, ...]
    starts: Start
    count: Count
    article: str
    source: str
    confidence: Confidence
    valid_from: date = field(name="from")
    valid_until: date | None = field(name="until", default=None)
    when: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    days: int | None = None
    part: int | None = None
    least: int = 0
    adjust: tuple[Adjustment, ...] = ()
    note: dict[str, str] | None = None

    def fits(self, step: Step, procedure: Procedure, facts: frozenset[str], on: date) -> bool:
        """Whether it is this step's minimum in a procedure that starts on a day."""
        in_force = self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)
        told = self.when <= facts and not self.unless & facts
        return in_force and told and self.step == step and procedure in self.procedures

    def applied(self, facts: frozenset[str]) -> tuple[Adjustment, ...]:
        """The adjustments that the facts bring; a shortening by days does not shorten what is fixed already."""
        found = tuple(one for one in self.adjust if one.applies(facts))
        fixed = any(one.to is not None for one in found)
        return tuple(one for one in found if not (fixed and (one.by or 0) < 0))

    def adjusted(self, facts: frozenset[str], tendering: int | None = None) -> int | None:
        """The days under the facts: the shortest fixed ones, else the days, with what is added or taken.

        Args:
            facts: of the timetable.
            tendering: the days that it gives for tenders, of which a period may be a part.
        """
        if self.part is not None:
            return None if tendering is None else -(-tendering // self.part)
        if self.days is None:
            return None
        applied = self.applied(facts)
        base = min((one.to for one in applied if one.to is not None), default=self.days)
        return max(self.least, base + sum(one.by or 0 for one in applied))


class Regime(Shape, frozen=True):
    """The minimum periods of a country or an agreement; narrow ones stand above wide ones."""

    id: str
    title: dict[str, str]
    reviewed: date
    sources: dict[str, Source]
    periods: tuple[Minimum, ...]

    def asks(self, fact: str) -> bool:
        """Whether any of its periods depends on a fact."""
        return any(fact in one.when | one.unless for one in self.periods)
