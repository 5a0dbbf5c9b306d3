"""Amounts in one currency, by named rates; prices that look abnormally low, by cited rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karavel.errors import InvalidInput, InvalidLaw
from karavel.money import Rates
from karavel.procurement.scoring import in_one_currency, low_prices, one_currency, rules
from karavel.procurement.shapes import Money

DAY = date(2024, 9, 30)


def money(**amounts: str) -> dict[str, Money]:
    return {bid: Money(Decimal(text.split()[0]), text.split()[1]) for bid, text in amounts.items()}


def test_amounts_in_two_currencies_are_refused_with_the_currency_of_each() -> None:
    with pytest.raises(InvalidInput, match="AZN, EUR") as caught:
        one_currency(money(a="1 EUR", b="2 AZN"))
    assert [(one.place, one.message) for one in caught.value.mistakes] == [("a", "is in EUR"), ("b", "is in AZN")]
    assert one_currency(money(a="1 EUR", b="2 EUR")) == "EUR"


def test_a_conversion_names_its_rate_its_day_and_its_source() -> None:
    found = in_one_currency(money(a="100 EUR", b="340 AZN"), "EUR", rates=Rates(), on=DAY)
    assert (found["a"].money, found["a"].source) == (Money(Decimal(100), "EUR"), "the same currency")
    there = found["b"]
    assert there.original == Money(Decimal(340), "AZN")
    assert there.money.amount == (340 * there.rate).quantize(Decimal("0.01"))
    assert there.source == "World Bank, average of 2024, through USD: ECB, average of 2024"
    assert there.on == "2024"


def test_a_currency_without_a_rate_is_refused_and_never_guessed() -> None:
    with pytest.raises(InvalidInput, match="no exchange rate"):
        in_one_currency(money(a="5 KPW"), "EUR", rates=Rates(), on=DAY)


def test_a_price_is_to_be_explained_from_the_share_on_and_not_just_above_it() -> None:
    """The mean of 700, 1000 and 1300 is 1000."""
    found = low_prices(money(a="700 EUR", b="1000 EUR", c="1300 EUR"), share=Decimal(30))
    told = [(one.bid, int(one.below), one.explain) for one in found]
    assert told == [("a", 30, True), ("b", 0, False), ("c", -30, False)]
    (just, *_) = low_prices(money(a="700.01 EUR", b="999.99 EUR", c="1300 EUR"), share=Decimal(30))
    assert (int(just.measure), just.explain) == (1000, False)


def test_prices_are_held_against_the_estimate_and_the_mean_where_the_rule_says_both() -> None:
    estimate = Money(Decimal(2000), "EUR")
    found = low_prices(
        money(a="1000 EUR", b="1000 EUR"), share=Decimal(30), against=("mean", "estimate"), estimate=estimate
    )
    assert [(one.bid, one.against, one.explain) for one in found] == [
        ("a", "mean", False),
        ("b", "mean", False),
        ("a", "estimate", True),
        ("b", "estimate", True),
    ]


def test_one_price_is_no_mean_and_no_estimate_is_no_measure() -> None:
    assert low_prices(money(a="1 EUR"), share=Decimal(30), against=("mean", "estimate")) == ()


def test_a_share_that_is_none_and_an_estimate_in_another_currency_are_refused() -> None:
    for share in ("0", "100", "-5", "NaN", "1E-999999"):
        with pytest.raises(InvalidInput, match="between 0 and 100"):
            low_prices(money(a="1 EUR", b="1 EUR"), share=Decimal(share))
    with pytest.raises(InvalidInput, match="AZN, EUR"):
        low_prices(money(a="1 EUR"), share=Decimal(30), estimate=Money(Decimal(1), "AZN"))


@given(st.lists(st.decimals(1, 1000, places=2), min_size=2, max_size=8), st.integers(1, 99))
def test_not_every_price_can_lie_below_the_mean(prices: list[Decimal], share: int) -> None:
    found = low_prices({f"B{n}": Money(price, "EUR") for n, price in enumerate(prices)}, share=Decimal(share))
    assert sum((one.below for one in found), Fraction(0)) == 0
    assert not all(one.explain for one in found)


def test_the_rules_are_cited_and_those_of_the_union_and_portugal_name_no_share() -> None:
    book = rules()
    by_id = {one.id: one for one in book.rules}
    assert (by_id["EU"].share, by_id["PT"].share, by_id["PL"].share) == (None, None, 30)
    assert all(one.article and book.sources[one.source].url for one in book.rules)


def test_rules_that_do_not_hold_are_refused_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "abnormally-low.yaml"
    file.write_text("sources: {}\nrules: [{id: X, article: A, source: s, confidence: medium, from: 2020-01-01}]")
    with pytest.raises(InvalidLaw) as caught:
        rules(tmp_path)
    assert caught.value.mistakes[0].place == "abnormally-low.yaml: X"
