"""Whether a timetable keeps the minimum periods of a regime."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, TypeAlias

from karavel.procurement.periods.counting import last_day, length
from karavel.procurement.periods.model import Confidence, Count, Minimum, Regime, Source, Start, Step
from karavel.procurement.periods.timetable import Timetable

Status: TypeAlias = Literal["ok", "tight", "short", "unknown"]

_STEPS: Final[tuple[Step, ...]] = ("requests", "answers", "tenders", "standstill")
_WHOLE_DAY: Final = time(23, 59)  # from here on nothing of the day is left


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is to be said of one step.

    Attributes:
        step: requests, answers, tenders or standstill.
        status: ``ok``; ``tight``: the last day is not whole, which Regulation 1182/71 may ask for; ``short``;
            ``unknown``: the data does not say, or a date is missing.
        regime: its id.
        minimum: days that are asked, as adjusted.
        days: days that the timetable has.
        short_by: calendar days by which the end must move.
        earliest: the first day on which the step may end, or for a standstill on which the contract may be signed.
        count: how the days are counted.
        article: of the minimum, then of what adjusts it.
        sources: where the figure stands, then what adjusts it; ``looked_up`` false: from memory, to be checked.
        valid_from, valid_until: days in force.
        missing: the date without which nothing can be said.
        note: what to read where the days are not known, or to bear in mind where they are, by language.
    """

    step: Step
    status: Status
    regime: str
    minimum: int | None = None
    days: int | None = None
    short_by: int = 0
    earliest: date | None = None
    count: Count = "calendar"
    article: str = ""
    adjusted_by: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    confidence: Confidence | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    missing: Start | None = None
    note: dict[str, str] | None = None

    @property
    def source(self) -> Source | None:
        """Where the figure stands; None where the data has none."""
        return next(iter(self.sources), None)


def check(timetable: Timetable, regime: Regime | None) -> tuple[Finding, ...]:
    """What a regime says of a timetable, a finding for each step whose end the timetable fixes.

    Args:
        timetable: dates and facts.
        regime: the minimum periods; None where the data has none for the country: every step is then unknown.
    """
    fixed = [step for step in _STEPS if timetable.end(step) and _is_in(step, timetable)]
    return tuple(_finding(step, timetable, regime) for step in fixed)


def _is_in(step: Step, timetable: Timetable) -> bool:
    """Answers are in a timetable when they have a date; the deadline that they lead to does not make them so."""
    return step != "answers" or timetable.answered is not None


def _finding(step: Step, timetable: Timetable, regime: Regime | None) -> Finding:
    found = _minimum(step, timetable, regime) if regime else None
    if regime is None or found is None:
        return Finding(step=step, status="unknown", regime=regime.id if regime else timetable.country)
    about = _about(found, regime, timetable)
    start, end = timetable.start(found.starts), timetable.end(step)
    asked = found.adjusted(timetable.facts, timetable.tendering)
    if start is None or end is None or asked is None:
        return replace(about, missing=found.starts if start is None else None)
    return _compared(about, _Span(start, end, asked), timetable.country)


def _minimum(step: Step, timetable: Timetable, regime: Regime) -> Minimum | None:
    begins = timetable.begins
    if begins is None:
        return None
    fitting = (one for one in regime.periods if one.fits(step, timetable.procedure, timetable.facts, begins))
    return next(fitting, None)


@dataclass(frozen=True, slots=True)
class _Span:
    """From when, until when, and for how many days at least."""

    start: date
    end: datetime | date
    asked: int


def _compared(about: Finding, span: _Span, country: str) -> Finding:
    end = span.end.date() if isinstance(span.end, datetime) else span.end
    last = last_day(span.start, span.asked, about.count, country)
    earliest = last + timedelta(days=1) if about.step == "standstill" else last
    short_by = max(0, (earliest - end).days)
    tight = about.count == "regulation-1182-71" and _cuts(span.end, last)
    return replace(
        about,
        status="short" if short_by else "tight" if tight else "ok",
        minimum=span.asked,
        days=length(span.start, end, about.count, country),
        short_by=short_by,
        earliest=earliest,
    )


def _cuts(end: datetime | date, last: date) -> bool:
    """Whether a deadline cuts the last day, which Article 3(2)(b) of Regulation 1182/71 counts to its last hour."""
    return isinstance(end, datetime) and end.date() == last and end.time() < _WHOLE_DAY


def _about(found: Minimum, regime: Regime, timetable: Timetable) -> Finding:
    """What is to be said of a minimum before it is compared."""
    applied = found.applied(timetable.facts)
    names = (found.source, *(one.source for one in applied if one.source))
    return Finding(
        step=found.step,
        status="unknown",
        regime=regime.id,
        count=found.count,
        article=found.article,
        adjusted_by=tuple(one.article for one in applied),
        sources=tuple(regime.sources[name] for name in dict.fromkeys(names)),
        confidence=found.confidence,
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        note=found.note,
    )
