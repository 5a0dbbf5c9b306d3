"""Working days: neither weekend nor national public holiday of a country.

Weekends differ (Friday and Saturday in Saudi Arabia), and some countries work on a weekend day to bridge a holiday:
the library knows both. Regional holidays are not counted. For a country that the library does not know, Saturday and
Sunday are the weekend and there are no holidays; ``knows_holidays`` tells.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from holidays import HolidayBase, country_holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


def knows_holidays(country: str) -> bool:
    """Whether the public holidays of a country (canonical alpha-2) are known."""
    return _holidays(country) is not None


@lru_cache(maxsize=256)
def _holidays(country: str) -> HolidayBase | None:
    """One country's calendar; the library's own list of countries is not asked for, as it loads them all."""
    try:
        return country_holidays(country)
    except NotImplementedError:
        return None


@lru_cache(maxsize=65_536)
def is_working_day(day: date, country: str) -> bool:
    """Whether offices of a country work on a day."""
    known = _holidays(country)
    return day.weekday() < _SATURDAY if known is None else bool(known.is_working_day(day))


def add_working_days(day: date, count: int, country: str) -> date:
    """The day that lies ``count`` working days after another, which itself does not count; before it when negative."""
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, country)
    return day


def count_working_days(first: date, last: date, country: str) -> int:
    """Working days after ``first``, up to and with ``last``; negative when ``last`` lies before ``first``."""
    if last < first:
        return -count_working_days(last, first, country)
    return sum(is_working_day(first + timedelta(days=n), country) for n in range(1, (last - first).days + 1))


def count_back(deadline: date, count: int, country: str) -> date:
    """The last day on which work of ``count`` working days can begin, so that it is done before the deadline's day."""
    return add_working_days(deadline, -count, country)


def end_of_period(event: date, days: int, country: str) -> date:
    """The last day of a period of calendar days that an event starts.

    The day of the event is not counted; a period that would end on a Saturday, Sunday or public holiday ends with the
    next working day: Regulation (EEC, Euratom) No 1182/71, Article 3(1) and (4).
    """
    end = event + timedelta(days=days)
    return end if is_working_day(end, country) else add_working_days(end, 1, country)
