"""How days are counted: the last day of a period, and how long one is.

``regulation-1182-71`` is Regulation (EEC, Euratom) No 1182/71, Article 3: the day of the event is not counted (1), a
last day that is a public holiday, Saturday or Sunday gives way to the next working day (4), and a period of two days
or more has two working days at least (5). ``continuous`` moves the last day in the same way and no more, as periods of
the Portuguese code do (Código do Procedimento Administrativo, art. 87.º(f); Código Civil, art. 279.º(b) and (e)).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from karavel.calendars import add_working_days, count_working_days, end_of_period
from karavel.procurement.periods.model import Count

_AT_LEAST: Final = 2  # working days


def _regulation(event: date, days: int, country: str) -> date:
    last = end_of_period(event, days, country)
    lacking = _AT_LEAST - count_working_days(event, last, country) if days >= _AT_LEAST else 0
    return add_working_days(last, lacking, country) if lacking > 0 else last


def _calendar(event: date, days: int, _country: str) -> date:
    return event + timedelta(days=days)


_LAST: Final[Mapping[Count, Callable[[date, int, str], date]]] = {
    "regulation-1182-71": _regulation,
    "continuous": end_of_period,
    "calendar": _calendar,
    "working": add_working_days,
}


def last_day(event: date, days: int, count: Count, country: str) -> date:
    """The last day of a period that an event starts.

    Args:
        event: its day, which is not counted.
        days: of the period.
        count: the rule.
        country: whose public holidays count, ISO 3166-1 alpha-2.
    """
    return _LAST[count](event, days, country)


def length(event: date, end: date, count: Count, country: str) -> int:
    """The days after an event, up to and with the end: working days where the rule counts these, else calendar days."""
    return count_working_days(event, end, country) if count == "working" else (end - event).days
