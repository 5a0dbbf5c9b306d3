"""Working days: weekends and holidays of each country, and the periods of Regulation 1182/71."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karavel.calendars import (
    add_working_days,
    count_back,
    count_working_days,
    end_of_period,
    is_working_day,
    knows_holidays,
)

DAYS = st.dates(date(2015, 1, 1), date(2028, 12, 31))
COUNTRIES = st.sampled_from(["PT", "AZ", "DE", "SA", "XK", "ZZ"])


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        (date(2026, 11, 24), "PT", True),
        (date(2026, 11, 22), "PT", False),
        (date(2026, 4, 25), "PT", False),
        (date(2025, 4, 25), "PT", False),
        (date(2025, 4, 25), "DE", True),
        (date(2025, 5, 28), "AZ", False),
        (date(2026, 11, 22), "SA", True),
        (date(2026, 11, 20), "SA", False),
        (date(2026, 12, 25), "ZZ", True),
        (date(2026, 12, 26), "ZZ", False),
    ],
)
def test_weekends_and_holidays_are_those_of_the_country(day: date, country: str, *, works: bool) -> None:
    assert is_working_day(day, country) is works


def test_a_country_without_known_holidays_says_so() -> None:
    assert knows_holidays("AZ")
    assert knows_holidays("PT")
    assert not knows_holidays("ZZ")


def test_the_first_day_is_not_counted_the_last_is() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert add_working_days(friday, 1, "PT") == monday
    assert count_working_days(friday, monday, "PT") == 1
    assert count_working_days(monday, friday, "PT") == -1
    assert count_back(monday, 1, "PT") == friday
    assert add_working_days(friday, 0, "PT") == friday


@given(DAYS, st.integers(0, 60), COUNTRIES)
def test_adding_and_counting_agree(day: date, count: int, country: str) -> None:
    end = add_working_days(day, count, country)
    assert count_working_days(day, end, country) == count
    assert count == 0 or is_working_day(end, country)


@given(DAYS, st.integers(1, 40), COUNTRIES)
def test_work_begun_in_time_is_done_before_the_deadline(deadline: date, count: int, country: str) -> None:
    start = count_back(deadline, count, country)
    working = [start + timedelta(days=n) for n in range((deadline - start).days)]
    assert sum(is_working_day(day, country) for day in working) == count


@pytest.mark.parametrize(
    ("event", "days", "end"),
    [
        (date(2026, 11, 2), 35, date(2026, 12, 7)),
        (date(2026, 11, 2), 30, date(2026, 12, 2)),
        (date(2026, 11, 7), 35, date(2026, 12, 14)),
        (date(2026, 11, 20), 35, date(2026, 12, 28)),
    ],
)
def test_a_period_that_ends_on_a_holiday_ends_on_the_next_working_day(event: date, days: int, end: date) -> None:
    assert end_of_period(event, days, "PT") == end
