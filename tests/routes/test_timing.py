"""A plan is ready when its longest chain is done, in working days of the country where a step is done."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from karavel.routes.entry import Purpose, Unit
from karavel.routes.shapes import Range, Step
from karavel.routes.timing import calendar_days, counted_back, ready

FRIDAY = date(2026, 11, 20)


def step(
    name: str,
    days: tuple[int, int],
    *after: str,
    unit: Unit = "calendar",
    country: str = "PT",
    needed_for: Purpose = "bid",
) -> Step:
    return Step(
        id=name,
        title=name,
        who="you",
        country=country,
        fee="nothing",
        days=Range(*days),
        unit=unit,
        needed_for=needed_for,
        estimate=True,
        confidence="low",
        after=after,
    )


def test_steps_that_wait_for_each_other_add_up_and_others_run_side_by_side() -> None:
    steps = (step("a", (1, 10)), step("b", (1, 5)), step("c", (2, 20), "b"))
    assert calendar_days(steps, FRIDAY) == Range(3, 25)


def test_working_days_leave_out_weekends_and_holidays_of_the_country() -> None:
    assert ready((step("a", (5, 5), unit="working"),), FRIDAY, "max") == date(2026, 11, 27)
    # 1 and 8 December are holidays in Portugal.
    assert ready((step("a", (12, 12), unit="working"),), FRIDAY, "max") == date(2026, 12, 10)


def test_what_is_due_later_and_the_work_on_the_bid_do_not_delay_it() -> None:
    steps = (
        step("a", (1, 2)),
        step("later", (90, 90), "a", needed_for="later"),
        step("award", (30, 30), "a", needed_for="award"),
        step("work", (15, 15), needed_for="work"),
    )
    assert calendar_days(steps, FRIDAY) == Range(1, 2)


def test_nothing_to_do_is_ready_at_once() -> None:
    assert calendar_days((), FRIDAY) == Range(0, 0)


def test_counting_back_gives_each_step_the_last_day_to_begin() -> None:
    steps = counted_back((step("a", (1, 10)), step("b", (1, 4), "a")), date(2026, 12, 31))
    assert {each.id: each.begin_by for each in steps} == {"a": date(2026, 12, 17), "b": date(2026, 12, 27)}


@given(st.lists(st.integers(0, 60), min_size=1, max_size=6), st.sampled_from(["working", "calendar"]))
def test_whoever_begins_on_the_day_counted_back_is_ready_by_the_deadline(lengths: list[int], unit: Unit) -> None:
    steps = tuple(
        step(f"s{number}", (0, length), *([f"s{number - 1}"] if number else []), unit=unit)
        for number, length in enumerate(lengths)
    )
    deadline = date(2026, 12, 31)
    begin = min(each.begin_by for each in counted_back(steps, deadline) if each.begin_by)
    assert ready(steps, begin, "max") <= deadline
