"""What falls on which day: deadlines, tasks, steps; for the calendar page and for calendar programs."""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date, timedelta
from typing import Final, NamedTuple, Self

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from karavel.web.pursuits.columns import RUNNING
from karavel.web.workspace.models import ChecklistRow, Pursuit, Task

_DECEMBER: Final = 12


class Event(NamedTuple):
    """Something on a day.

    Attributes:
        key: stays the same when the day moves, so that calendars move the entry.
        kind: ``deadline``, ``task`` or ``step``; ``label`` the same in words.
        text: what it is about; for a deadline the pursuit's title.
    """

    key: str
    on: date
    kind: str
    label: str
    text: str
    pursuit: Pursuit


def events(first: date | None = None, last: date | None = None) -> list[Event]:
    """The organisation's events from one day to another, by day; all of them without."""
    found = [*_deadlines(), *_tasks(), *_steps()]
    kept = [one for one in found if (first is None or one.on >= first) and (last is None or one.on <= last)]
    return sorted(kept, key=lambda one: (one.on, one.kind, one.text, one.key))


def _running() -> QuerySet[Pursuit]:
    return Pursuit.objects.filter(state__in=RUNNING).exclude(decision=Pursuit.Decision.NO_GO)


def _deadlines() -> list[Event]:
    label = _("Deadline")
    return [
        Event(f"pursuit-{one.pk}", one.deadline_day, "deadline", label, one.title, one)
        for one in _running().exclude(deadline_day=None)
        if one.deadline_day
    ]


def _tasks() -> list[Event]:
    rows = Task.objects.filter(done=None).exclude(due=None).select_related("pursuit")
    return [Event(f"task-{row.pk}", row.due, "task", _("Task"), row.text, row.pursuit) for row in rows if row.due]


def _steps() -> list[Event]:
    rows = ChecklistRow.objects.filter(done=None, pursuit__in=_running()).exclude(due=None).select_related("pursuit")
    label = _("Begin by")
    return [Event(f"step-{row.pk}", row.due, "step", label, row.text, row.pursuit) for row in rows if row.due]


class Day(NamedTuple):
    """A day of a month's page; ``inside`` whether it belongs to the month."""

    on: date
    inside: bool
    events: list[Event]


class Month(NamedTuple):
    """A month's page: weeks from Monday to Sunday."""

    first: date
    weeks: list[list[Day]]

    @classmethod
    def of(cls, year: int, month: int) -> Self:
        """The page of a month with the organisation's events."""
        days = calendar.Calendar().monthdatescalendar(year, month)
        by_day: dict[date, list[Event]] = defaultdict(list)
        for event in events(days[0][0], days[-1][-1]):
            by_day[event.on].append(event)
        weeks = [[Day(on, on.month == month, by_day[on]) for on in week] for week in days]
        return cls(date(year, month, 1), weeks)

    @property
    def before(self) -> str:
        """The month before, as the address has it."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """The month after, as the address has it."""
        return f"{self.first + timedelta(days=31):%Y-%m}"

    @property
    def busy(self) -> list[Day]:
        """The days of the month on which something falls, for a list."""
        return [day for week in self.weeks for day in week if day.inside and day.events]


def month_of(asked: str, today: date) -> tuple[int, int]:
    """Year and month as an address says them (``2026-12``); this month where it says none that there is."""
    year, _dash, month = asked.partition("-")
    try:
        found = date(int(year), int(month), 1)
    except (ValueError, OverflowError):
        return today.year, today.month
    return (found.year, found.month) if abs(found.year - today.year) <= _DECEMBER else (today.year, today.month)
