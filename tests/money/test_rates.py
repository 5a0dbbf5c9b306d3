"""Conversions: exact where law fixes the rate, dated where a table is there, and always with the rate's name."""

from __future__ import annotations

import pickle
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karavel.codes import currencies
from karavel.errors import InvalidInput
from karavel.money import Rates, load_daily, yearly

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """Date,USD,GBP,RUB,
2024-11-20,1.0562,0.8340,N/A,
2024-11-19,1.0578,0.8360,N/A,
2024-11-15,1.0583,0.8343,N/A,
2022-03-01,1.1162,0.8335,117.201,
"""


@pytest.fixture
def dated(tmp_path: Path) -> Rates:
    path = tmp_path / "eurofxref-hist.csv"
    path.write_text(TABLE, encoding="utf-8")
    return Rates.load(path)


def test_the_rate_of_the_day_itself_is_used_when_the_table_has_it(dated: Rates) -> None:
    found = dated.convert(1_056.2, "USD", "EUR", on=date(2024, 11, 20))
    assert found is not None
    assert found.amount == pytest.approx(1_000)
    assert (found.on, found.source, found.approximate) == ("2024-11-20", "ECB reference rate", False)


@pytest.mark.parametrize(("on", "rate_day"), [(date(2024, 11, 18), "2024-11-15"), (date(2024, 11, 25), "2024-11-20")])
def test_on_a_day_without_rates_the_last_working_day_before_counts(dated: Rates, on: date, rate_day: str) -> None:
    rate = dated.per_euro("USD", on)
    assert rate is not None
    assert rate.on == rate_day


def test_a_rate_that_is_too_old_gives_way_to_the_yearly_average(dated: Rates) -> None:
    rate = dated.per_euro("RUB", date(2024, 11, 20))
    assert rate is not None
    assert (rate.source, rate.approximate) == ("ECB, average of 2024", True)


def test_without_a_table_the_yearly_average_is_used_and_named() -> None:
    found = Rates().convert(800_000, "AZN", "EUR", on=date(2024, 9, 30))
    assert found is not None
    assert found.amount == pytest.approx(800_000 / (1.70 * 1.0824))
    assert found.source == "World Bank, average of 2024, through USD: ECB, average of 2024"
    assert found.on == "2024"


@pytest.mark.parametrize(
    ("currency", "on", "per_euro"),
    [
        ("HRK", date(2023, 1, 1), 7.53450),
        ("BGN", date(2026, 2, 1), 1.95583),
        ("LTL", date(2014, 6, 1), 3.45280),
        ("PTE", date(2020, 1, 1), 200.482),
        ("CVE", date(2025, 1, 1), 110.265),
    ],
)
def test_a_rate_fixed_by_law_is_exact(currency: str, on: date, per_euro: float) -> None:
    rate = Rates().per_euro(currency, on)
    assert rate is not None
    assert (rate.per_euro, rate.on, rate.approximate) == (per_euro, "", False)


def test_before_the_euro_came_a_legacy_currency_moved() -> None:
    before, after = (Rates().per_euro("HRK", on) for on in (date(2022, 12, 31), date(2023, 1, 1)))
    assert before is not None
    assert after is not None
    assert (before.per_euro, after.per_euro) == (7.5349, 7.53450)


def test_a_dollar_peg_goes_through_the_dollar_of_the_day(dated: Rates) -> None:
    rate = dated.per_euro("SAR", date(2024, 11, 20))
    assert rate is not None
    assert rate.per_euro == pytest.approx(3.75 * 1.0562)
    assert rate.source == "dollar peg of Saudi Arabia, through USD: ECB reference rate"


def test_rates_that_travelled_to_another_process_convert_the_same(dated: Rates) -> None:
    on = date(2024, 11, 20)
    here = dated.convert(100, "USD", "EUR", on=on)
    assert pickle.loads(pickle.dumps(dated)).convert(100, "USD", "EUR", on=on) == here


def test_the_sdr_of_treaty_thresholds_is_a_currency_like_any_other() -> None:
    found = Rates().convert(130_000, "XDR", "EUR", on=date(2024, 6, 1))
    assert found is not None
    assert 155_000 < found.amount < 165_000
    assert found.approximate


def test_the_year_after_the_table_ends_is_carried_over_and_called_approximate() -> None:
    rate = Rates().per_euro("SEK", date(2026, 11, 23))
    assert rate is not None
    assert (rate.on, rate.approximate) == ("2025", True)
    assert Rates().per_euro("SEK", date(2028, 1, 1)) is None


@pytest.mark.parametrize(
    ("currency", "on"), [("ZZZ", date(2024, 1, 1)), ("USD", date(2013, 12, 31)), ("DEM", date(1998, 12, 31))]
)
def test_where_no_rate_is_known_there_is_no_amount(currency: str, on: date) -> None:
    assert Rates().per_euro(currency, on) is None
    assert Rates().convert(1, currency, "EUR", on=on) is None


def test_the_same_currency_needs_no_rate_but_must_be_known() -> None:
    same = Rates().convert(5, "AZN", "AZN", on=date(2024, 1, 1))
    assert same is not None
    assert (same.amount, same.rate, same.source) == (5, 1.0, "the same currency")


@given(
    st.sampled_from(yearly.currencies()),
    st.sampled_from(yearly.currencies()),
    st.dates(date(2014, 1, 1), date(2022, 12, 31)),
    st.floats(0.01, 1e12),
)
def test_there_and_back_is_the_same_amount(one: str, other: str, on: date, amount: float) -> None:
    rates = Rates()
    there = rates.convert(amount, one, other, on=on)
    assert there is not None
    back = rates.convert(there.amount, other, one, on=on)
    assert back is not None
    assert back.amount == pytest.approx(amount)
    assert there.source


def test_every_currency_of_the_tables_is_a_known_code() -> None:
    assert all(code in currencies.NAMES for code in yearly.currencies())


@pytest.mark.parametrize(
    ("currency", "first", "last", "per_cent"),
    [
        ("JPY", 2015, 2025, 25.9),
        ("GBP", 2015, 2025, 18.0),
        ("CNY", 2015, 2025, 16.4),
        ("USD", 2015, 2025, 1.8),
        ("CHF", 2015, 2025, -12.3),
        ("CNY", 2014, 2024, -4.9),
        ("USD", 2014, 2024, -18.5),
        ("CHF", 2014, 2024, -21.6),
    ],
)
def test_the_averages_move_as_eurostat_says(currency: str, first: int, last: int, per_cent: float) -> None:
    """Eurostat, Statistics Explained, "Exchange rates and interest rates", editions of January 2025 and 2026."""
    before, after = (Rates().per_euro(currency, date(year, 6, 30)) for year in (first, last))
    assert before is not None
    assert after is not None
    assert (after.per_euro / before.per_euro - 1) * 100 == pytest.approx(per_cent, abs=0.15)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("", "no rates"),
        ("Date,USD\nyesterday,1.1\n", "line 2"),
        ("Day,USD\n2024-01-02,1\n", "line 2"),
        ("Date\n", "no rates"),
    ],
)
def test_a_table_that_is_not_the_ecbs_is_named_with_the_line(tmp_path: Path, content: str, place: str) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput, match=rf"rates\.csv.*{place}") as error:
        load_daily(path)
    assert "karavel fetch rates" in error.value.remedy


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"missing\.csv cannot be read"):
        load_daily(tmp_path / "missing.csv")
