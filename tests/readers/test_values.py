"""Text becomes a value of the model, or a problem: never a guess."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karavel.notices import Moment, Money
from karavel.readers import values
from karavel.readers.values import Problems


def tried(function: Callable[..., Any], *arguments: Any) -> tuple[Any, list[str]]:
    problems = Problems()
    return function(*arguments, problems, "here"), [problem.code for problem in problems.found()]


@pytest.mark.parametrize(
    ("amount", "currency", "value", "codes"),
    [
        ("12.50", "EUR", Money(12.5, "EUR"), []),
        (12.5, "AZN", Money(12.5, "AZN"), []),
        ("-3", "XDR", Money(-3.0, "XDR"), []),
        ("0", "EUR", Money(0.0, "EUR"), []),
        (None, "EUR", None, []),
        ("12", None, None, ["missing-currency"]),
        ("12", "", None, ["missing-currency"]),
        ("12", "ZZZ", None, ["unknown-currency"]),
        ("12", "$", None, ["unknown-currency"]),
        ("1,5", "EUR", None, ["not-a-number"]),
        ("1 500", "EUR", None, ["not-a-number"]),
        ("NaN", "EUR", None, ["not-a-number"]),
        (float("inf"), "EUR", None, ["not-a-number"]),
        ("1e999", "EUR", None, ["not-a-number"]),
        ("", "EUR", None, ["not-a-number"]),
    ],
)
def test_an_amount_is_a_finite_number_in_a_known_currency(
    amount: Any, currency: str | None, value: Money | None, codes: list[str]
) -> None:
    assert tried(values.money, amount, currency) == (value, codes)


@pytest.mark.parametrize(
    ("text", "value", "codes"),
    [
        ("2023-05-16", date(2023, 5, 16), []),
        ("2023-05-16+03:00", date(2023, 5, 16), []),
        ("2023-05-16T23:59:00-11:00", date(2023, 5, 16), []),
        (None, None, []),
        ("2023-02-29", None, ["not-a-date"]),
        ("2023/05/16", date(2023, 5, 16), []),
        ("05/16/2023", None, ["not-a-date"]),
        ("16.05.2023", None, ["not-a-date"]),
        ("", None, ["not-a-date"]),
    ],
)
def test_a_day_is_the_local_day_whatever_its_zone(text: str | None, value: date | None, codes: list[str]) -> None:
    assert tried(values.day, text) == (value, codes)


@pytest.mark.parametrize(
    ("day", "time", "value", "codes"),
    [
        ("2023-06-01", "12:00:00", "2023-06-01T12:00", []),
        ("2023-06-01+03:00", "12:00:00", "2023-06-01T12:00+03:00", []),
        ("2023-06-01+03:00", "12:00:00Z", "2023-06-01T12:00+00:00", []),
        ("2023-06-01", "12:00:05.25-0330", "2023-06-01T12:00:05-03:30", []),
        ("2023-06-01", "24:00:00+02:00", "2023-06-01T23:59:59+02:00", []),
        ("2023-06-01", None, "2023-06-01", []),
        ("2023-06-01", "noon", "2023-06-01", ["not-a-time"]),
        ("2023-06-01", "25:00", "2023-06-01", ["not-a-time"]),
        ("2023-06-31", "12:00", None, ["not-a-date"]),
        ("June", "12:00", None, ["not-a-date"]),
        (None, "12:00", None, []),
    ],
)
def test_a_moment_keeps_its_precision_and_its_offset(
    day: str | None, time: str | None, value: str | None, codes: list[str]
) -> None:
    assert tried(values.moment, day, time) == (value, codes)


def test_a_time_stamp_is_a_moment_in_one_piece() -> None:
    assert tried(values.time_stamp, "2023-06-01T12:00:00Z") == ("2023-06-01T12:00+00:00", [])
    assert tried(values.time_stamp, "2023-06-01 12:00") == ("2023-06-01T12:00", [])
    assert tried(values.time_stamp, "2023-06-01") == ("2023-06-01", [])
    assert tried(values.time_stamp, "2023/06/01 12:00:00 +0600") == ("2023-06-01T12:00+06:00", [])


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_makes_a_conversion_raise(first: str, second: str) -> None:
    for function in (values.money, values.moment):
        tried(function, first, second)
    for single in (values.day, values.time_stamp, values.number, values.integer, values.indicator):
        tried(single, first)
    for coded in (values.country, values.language, values.cpv):
        tried(coded, first)
    values.organisation_id(first, second)
    values.publication(first)


@given(st.dates(date(1901, 1, 1), date(2199, 12, 31)), st.times(), st.timezones())
def test_the_day_of_a_moment_is_the_day_that_was_published(day: date, time: Any, zone: Any) -> None:
    found, codes = tried(values.moment, day.isoformat(), time.replace(microsecond=0).isoformat())
    assert codes == []
    assert found[:10] == day.isoformat()


def test_numbers_are_whole_where_they_must_be() -> None:
    assert tried(values.integer, "3.0") == (3, [])
    assert tried(values.integer, "3.5") == (None, ["not-a-whole-number"])
    assert tried(values.integer, "9" * 30) == (None, ["not-a-whole-number"])


def test_an_indicator_is_true_or_false_in_both_spellings() -> None:
    assert [tried(values.indicator, text)[0] for text in ("true", "1", "false", "0", None)] == [
        *(True, True),
        *(False, False),
        None,
    ]
    assert tried(values.indicator, "yes") == (None, ["not-an-indicator"])


def test_codes_become_those_of_the_model_and_unknown_ones_are_told() -> None:
    assert tried(values.country, "GRC") == ("GR", [])
    assert tried(values.country, "Atlantis") == (None, ["unknown-country"])
    assert tried(values.language, "POR") == ("pt", [])
    assert tried(values.language, "0D0") == (None, ["unknown-language"])
    assert tried(values.cpv, "72212000-4") == ("72212000", [])
    assert tried(values.cpv, "7221") == (None, ["unknown-cpv"])
    assert tried(values.cpvs, ["72212000", "x", "72212000", "48000000"]) == (("72212000", "48000000"), ["unknown-cpv"])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("00295399-2023", "295399-2023"),
        ("2023/S 101-295399", "295399-2023"),
        ("2023/S 101-095399", "95399-2023"),
        ("cb988d3a-79e9-4792-8739-da87831a20ef-01", "cb988d3a-79e9-4792-8739-da87831a20ef-01"),
        ("2022-319091", "2022-319091"),
    ],
)
def test_a_publication_has_one_name_however_it_is_referred_to(text: str, number: str) -> None:
    assert values.publication(text) == number


def test_a_registration_number_names_its_register_where_its_country_tells() -> None:
    assert values.organisation_id("506 579 425", "PT") == "PT-NIF 506579425"
    assert values.organisation_id("12 AB 34", "LU") == "12 AB 34"
    assert values.organisation_id("n/a", "PT") is None


def test_a_deadline_on_the_day_of_publication_is_no_problem() -> None:
    problems = Problems()
    values.check_deadline(Moment("2024-03-04T09:00"), date(2024, 3, 4), problems)
    assert len(problems) == 0
    values.check_deadline(Moment("2024-03-03T23:59+01:00"), date(2024, 3, 4), problems)
    assert [problem.code for problem in problems.found()] == ["deadline-before-publication"]


def test_the_same_problem_at_the_same_place_is_told_once() -> None:
    problems = Problems()
    for place in ("a", "a", "b"):
        problems.add("code", "message", place)
    assert [problem.place for problem in problems.found()] == ["a", "b"]


def test_beyond_a_thousand_problems_only_errors_are_kept() -> None:
    problems = Problems()
    for number in range(1500):
        problems.add("code", "message", str(number))
    problems.add("fatal", "message", severity="error")
    assert len(problems) == 1001
    assert problems.found()[-1].code == "fatal"


def test_a_message_quotes_no_more_than_a_line() -> None:
    problems = Problems()
    values.day("x" * 10_000, problems)
    assert len(problems.found()[0].message) < 200
