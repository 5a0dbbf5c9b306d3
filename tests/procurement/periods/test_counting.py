"""Days are counted as a person with a wall calendar counts them, and no adjustment makes a period longer by mistake."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import holidays
from hypothesis import given
from hypothesis import strategies as st

from karavel.procurement.periods import FACTS, Timetable, check, load
from karavel.procurement.periods.counting import last_day
from karavel.procurement.periods.model import Count

DAY: Final = timedelta(days=1)
COUNTRIES: Final = {code: holidays.country_holidays(code, years=range(2017, 2030)) for code in ("PT", "DE", "PL")}
LENGTHENS: Final = {"documents_elsewhere", "told_by_post"}
EVENTS: Final = st.dates(date(2018, 1, 1), date(2028, 12, 31))


def is_off(day: date, country: str) -> bool:
    """The week-end and the printed holidays."""
    return day.weekday() in (5, 6) or day in COUNTRIES[country]


def on_the_wall(event: date, days: int, count: Count, country: str) -> date:
    """Ticks off day after day."""
    day, ticked, worked = event, 0, 0
    while ticked < days:
        day += DAY
        worked += not is_off(day, country)
        ticked += count != "working" or not is_off(day, country)
    moves = count in ("regulation-1182-71", "continuous")
    fewest = 2 if count == "regulation-1182-71" and days > 1 else 0
    while (moves and is_off(day, country)) or worked < fewest:
        day += DAY
        worked += not is_off(day, country)
    return day


@given(
    event=EVENTS,
    days=st.integers(1, 60),
    count=st.sampled_from(["regulation-1182-71", "continuous", "calendar", "working"]),
    country=st.sampled_from(sorted(COUNTRIES)),
)
def test_the_last_day_is_the_one_that_a_wall_calendar_gives(event: date, days: int, count: Count, country: str) -> None:
    assert last_day(event, days, count, country) == on_the_wall(event, days, count, country)


@given(
    regime=st.sampled_from(sorted(load())),
    procedure=st.sampled_from(["open", "restricted", "negotiation", "dialogue", "innovation"]),
    facts=st.frozensets(st.sampled_from(sorted(FACTS))),
    event=EVENTS,
    given_days=st.integers(0, 90),
)
def test_no_timetable_is_long_enough_that_the_wall_calendar_finds_short(
    regime: str, procedure: str, facts: frozenset[str], event: date, given_days: int
) -> None:
    end = event + given_days * DAY
    timetable = Timetable(
        country="PT",
        procedure=procedure,  # type: ignore[arg-type]
        dispatched=event,
        published=event,
        invited=event,
        decided=event,
        requests_by=datetime.combine(end, datetime.max.time()),
        tenders_by=datetime.combine(end, datetime.max.time()),
        signed=end,
        facts=facts,
    )
    for found in check(timetable, load()[regime]):
        if found.minimum is None:
            assert found.status == "unknown"
            continue
        last = on_the_wall(event, found.minimum, found.count, "PT")
        earliest = last + DAY if found.step == "standstill" else last
        assert (found.status == "short", found.earliest) == (end < earliest, earliest)


@given(
    regime=st.sampled_from(sorted(load())),
    facts=st.frozensets(st.sampled_from(sorted(FACTS))),
    more=st.sampled_from(sorted(set(FACTS) - LENGTHENS)),
)
def test_a_fact_that_saves_time_never_costs_any_and_none_takes_all(
    regime: str, facts: frozenset[str], more: str
) -> None:
    for one in load()[regime].periods:
        before, after = one.adjusted(facts), one.adjusted(facts | {more})
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            assert max(1, one.least) <= after <= before
