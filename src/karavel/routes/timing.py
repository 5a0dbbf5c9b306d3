"""When a plan is ready: the longest chain of steps that wait for each other, in working days where they are so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

import msgspec

from karavel.calendars import add_working_days
from karavel.routes.shapes import Range, Step

Bound = Literal["min", "max"]


def ready(steps: tuple[Step, ...], as_of: date, bound: Bound) -> date:
    """The day on which everything that the bid needs is done, if work begins on ``as_of``."""
    ends = _ends(steps, as_of, bound)
    return max((ends[step.id] for step in steps if step.needed_for == "bid"), default=as_of)


def calendar_days(steps: tuple[Step, ...], as_of: date) -> Range:
    """Calendar days until the bid can be handed in, at the shortest and at the longest."""
    return Range((ready(steps, as_of, "min") - as_of).days, (ready(steps, as_of, "max") - as_of).days)


def _ends(steps: tuple[Step, ...], as_of: date, bound: Bound) -> Mapping[str, date]:
    """The end of each step; one that waits for nothing begins at once."""
    ends: dict[str, date] = {}
    for step in steps:
        begin = max((ends[name] for name in step.after if name in ends), default=as_of)
        ends[step.id] = _forward(begin, step, bound)
    return ends


def _forward(begin: date, step: Step, bound: Bound) -> date:
    count = int(getattr(step.days, bound))
    if step.unit == "working":
        return add_working_days(begin, count, step.country)
    return begin + timedelta(days=count)


def counted_back(steps: tuple[Step, ...], deadline: date) -> tuple[Step, ...]:
    """The steps with the last day on which each may begin, so that the longest plan is ready on the deadline's day."""
    latest: dict[str, date] = {}
    for step in reversed(steps):
        if step.needed_for in {"award", "later"}:
            continue
        followers = [latest[other.id] for other in steps if step.id in other.after and other.id in latest]
        latest[step.id] = _back(min(followers, default=deadline), step)
    return tuple(msgspec.structs.replace(step, begin_by=latest.get(step.id)) for step in steps)


def start_by(steps: tuple[Step, ...]) -> date | None:
    """The last day on which work for the bid may begin, of steps that are counted back; None where there is none."""
    days = [step.begin_by for step in steps if step.begin_by and step.needed_for == "bid"]
    return min(days, default=None)


def _back(end: date, step: Step) -> date:
    count = int(step.days.max)
    if step.unit == "working":
        return add_working_days(end, -count, step.country)
    return end - timedelta(days=count)
