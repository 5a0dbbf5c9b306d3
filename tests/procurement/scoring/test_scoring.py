"""Prices into points, offers into an order: exact, reproducible, and honest about what a formula does."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.procurement.scoring.made import (
    ALONE,
    BUDGET,
    PERCENT,
    POINTS,
    PRICE,
    PRICES,
    QUALITY,
    RATIO,
    RULES,
    SPAN,
    method,
    offer,
    offers,
)

from karavel import texts
from karavel.errors import InvalidInput
from karavel.procurement.scoring import FORMULAS, Method, Offer, PriceRule, TieRule, changes, rank
from karavel.procurement.scoring.prices import points
from karavel.procurement.scoring.rounding import rounded, shown
from karavel.procurement.shapes import Money
from karavel.texts.marking import say


def order(found: Any) -> list[tuple[int, str]]:
    return [(one.rank, one.bid) for one in found.ranked]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (RATIO, [100, Fraction(2000, 30), 50]),
        (SPAN, [100, 50, 0]),
        (BUDGET, [100, 100, None]),
        (PERCENT, [80, 20, 0]),
    ],
)
def test_each_formula_gives_the_points_that_its_sentence_says(rule: PriceRule, expected: list[Any]) -> None:
    prices = {"a": Decimal(600), "b": Decimal(900), "c": Decimal(1200)}
    assert list(points(prices, rule).values()) == expected


def test_weights_and_points_make_the_total_and_the_parts_sum_to_it() -> None:
    found = rank([offer("a", 1000, 90), offer("b", 800, 60)], method())
    first, second = found.ranked
    expected: Any = [("price", 80, 32), ("team", 90, 54)]
    assert [(part.criterion, part.points, part.weighted) for part in first.parts] == expected
    assert [(one.bid, int(one.total)) for one in found.ranked] == [("a", 86), ("b", 76)]
    assert sum(part.weighted for part in second.parts) == second.total


def test_the_lowest_price_wins_where_price_alone_has_all_weight() -> None:
    found = rank([offer("a", "10.02"), offer("b", "10.01"), offer("c", "10.03")], Method((ALONE,), RATIO))
    assert order(found) == [(1, "b"), (2, "a"), (3, "c")]


def test_who_misses_a_threshold_is_out_with_the_reason_and_has_no_part_in_the_price_formula() -> None:
    found = rank([offer("cheap", 100, "49.9"), offer("a", 1000, 50), offer("b", 2000, 50)], method())
    assert order(found) == [(1, "a"), (2, "b")]
    assert [(one.bid, one.reason) for one in found.out] == [
        ("cheap", "49.90 points for “Team”; at least 50 are asked.")
    ]
    assert found.ranked[0].parts[0].points == 100


def test_a_price_above_a_fixed_budget_is_out_and_one_at_it_is_in() -> None:
    found = rank([offer("a", 1000), offer("b", "1000.01")], method(BUDGET))
    assert (order(found), [one.bid for one in found.out]) == ([(1, "a")], ["b"])


def test_equal_totals_share_a_rank_and_say_that_lots_must_be_drawn() -> None:
    found = rank([offer("a", 500, 70), offer("b", 500, 70), offer("c", 1000, 60)], method())
    assert order(found) == [(1, "a"), (1, "b"), (3, "c")]
    assert [(one.tied_with, one.draw, one.broken_by) for one in found.ranked] == [
        (("b",), True, None),
        (("a",), True, None),
        ((), False, None),
    ]


def test_an_announced_rule_breaks_a_tie_and_is_named() -> None:
    """1000 and 1100 both lie above the estimate, so that both have no points for the price."""
    tied = [offer("dear", 1100, 60), offer("cheap", 1000, 60), offer("behind", 1000, 50)]
    found = rank(tied, method(PERCENT, ties=("quality", "price")))
    assert order(found) == [(1, "cheap"), (2, "dear"), (3, "behind")]
    assert [(one.tied_with, one.broken_by, one.draw) for one in found.ranked] == [
        (("dear",), "price", False),
        (("cheap",), "price", False),
        ((), None, False),
    ]


def test_a_rule_that_finds_no_difference_leaves_the_tie_to_the_next_and_at_last_to_the_draw() -> None:
    """20 + 48 and 40 + 28: the totals are equal, price and quality are not."""
    dear, near = offer("dear", 1000, 80), offer("cheap", 500, "46.66")
    tied = [dear, Offer("cheap", near.amounts, {"team": Fraction(140, 3)})]
    criteria = (PRICE, msgspec.structs.replace(QUALITY, threshold=None))
    assert order(rank([dear, near], Method(criteria, RATIO))) == [(1, "dear"), (2, "cheap")]
    assert [one.draw for one in rank(tied, Method(criteria, RATIO)).ranked] == [True, True]
    rules: tuple[tuple[TieRule, str], ...] = (("price", "cheap"), ("quality", "dear"))
    for rule, first in rules:
        broken = rank(tied, Method(criteria, RATIO, ties=(rule,))).ranked[0]
        assert (broken.bid, broken.broken_by) == (first, rule)


def test_points_are_rounded_half_up_only_where_the_method_says_so() -> None:
    assert [rounded(Fraction(5, 2), 0), rounded(Fraction(1, 3), 2), rounded(Fraction(1, 3), None)] == [
        3,
        Fraction(33, 100),
        Fraction(1, 3),
    ]
    assert str(shown(Fraction(2, 3))) == "0.67"
    exact = rank([offer("a", 900, 60), offer("b", "900.01", 60)], method())
    coarse = rank([offer("a", 900, 60), offer("b", "900.01", 60)], method(decimals=1))
    assert [one.rank for one in exact.ranked] == [1, 2]
    assert [one.rank for one in coarse.ranked] == [1, 1]


@pytest.mark.parametrize(
    ("criteria", "rule", "told"),
    [
        ((PRICE,), RATIO, "add up to 40 %"),
        ((PRICE, QUALITY), None, "no price formula"),
        ((PRICE, msgspec.structs.replace(QUALITY, id="price")), RATIO, "stands twice"),
    ],
)
def test_a_method_that_cannot_rank_is_refused_with_the_reason(criteria: Any, rule: Any, told: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Method(criteria, rule)
    assert any(told in mistake.message for mistake in caught.value.mistakes)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (Offer("b", {}, {"team": Decimal(60)}), "no amount for price"),
        (Offer("b", {"price": Money(Decimal(1), "EUR")}, {}), "no points for team"),
        (offer("b", 1, "100.1"), "from 0 to 100"),
        (offer("b", 1, "-1"), "from 0 to 100"),
        (offer("b", 1, "NaN"), "from 0 to 100"),
        (offer("b", 1, "1E-999999"), "from 0 to 100"),
    ],
)
def test_an_offer_that_is_not_complete_is_refused_and_named(one: Offer, told: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        rank([offer("a", 10), one], method())
    assert [(mistake.place, told in mistake.message) for mistake in caught.value.mistakes] == [("b", True)]


def test_a_bid_that_stands_twice_and_a_rounding_that_cannot_be_are_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        rank([offer("a", 10), offer("b", 10), offer("a", 20)], method())
    assert [mistake.place for mistake in caught.value.mistakes] == ["a"]
    for decimals in (-1, 7):
        with pytest.raises(InvalidInput):
            method(decimals=decimals)


def test_a_price_of_nothing_and_two_currencies_are_refused() -> None:
    with pytest.raises(InvalidInput, match="above zero"):
        rank([offer("a", 10), offer("b", 0)], method())
    with pytest.raises(InvalidInput, match="AZN, EUR"):
        rank([offer("a", 10), offer("b", 10, currency="AZN")], method())


@pytest.mark.parametrize("missing", ["budget", "estimate"])
def test_a_formula_without_its_figure_is_refused(missing: str) -> None:
    formula: Any = {"budget": "fixed-budget", "estimate": "per-percent"}[missing]
    for figure in (None, Decimal(0), Decimal(-1), Decimal("NaN"), Decimal("1E-999999")):
        with pytest.raises(InvalidInput, match=missing):
            PriceRule(formula=formula, per_percent=Decimal(1), **{missing: figure})


@given(offers(), st.sampled_from(RULES), st.permutations(range(6)))
def test_the_order_in_which_offers_come_never_matters(given_: list[Offer], rule: PriceRule, moved: list[int]) -> None:
    shuffled = [given_[number] for number in moved if number < len(given_)]
    assert rank(given_, method(rule)) == rank(shuffled, method(rule))


@given(offers(), st.sampled_from(RULES), st.integers(1, 3200))
def test_scaling_all_prices_and_the_figures_of_the_formula_never_changes_rank_or_points(
    given_: list[Offer], rule: PriceRule, factor: int
) -> None:
    scale = Decimal(factor) / 64  # exact in decimals, as 64 is a power of two
    scaled_rule = PriceRule(
        formula=rule.formula,
        budget=rule.budget and rule.budget * scale,
        estimate=rule.estimate and rule.estimate * scale,
        per_percent=rule.per_percent,
    )
    scaled = [offer(one.bid, one.amounts["price"].amount * scale, one.points["team"]) for one in given_]
    assert rank(given_, method(rule)) == rank(scaled, method(scaled_rule))


@given(offers(), st.sampled_from(RULES))
def test_totals_lie_between_nothing_and_a_hundred_and_ranks_follow_them(given_: list[Offer], rule: PriceRule) -> None:
    ranked = rank(given_, method(rule)).ranked
    assert all(0 <= one.total <= 100 for one in ranked)
    assert [one.total for one in ranked] == sorted((one.total for one in ranked), reverse=True)
    for one in ranked:
        assert one.rank == 1 + sum(other.total > one.total for other in ranked)


@given(offers(2), st.sampled_from([BUDGET, PERCENT]))
def test_under_an_absolute_formula_no_bid_that_falls_away_changes_the_order_of_the_others(
    given_: list[Offer], rule: PriceRule
) -> None:
    assert not FORMULAS[rule.formula].relative
    assert changes(given_, method(rule)) == ()


@given(offers(2), PRICES, POINTS)
def test_under_the_lowest_ratio_only_the_cheapest_bid_can_change_the_order_of_the_others(
    given_: list[Offer], price: Decimal, team: Decimal
) -> None:
    assume(price > min(one.amounts["price"].amount for one in given_))
    added = rank([*given_, offer("new", price, team)], method())
    assert [one.bid for one in added.ranked if one.bid != "new"] == [one.bid for one in rank(given_, method()).ranked]


@given(offers(2), PRICES, POINTS)
def test_between_lowest_and_highest_a_bid_within_the_span_changes_nothing(
    given_: list[Offer], price: Decimal, team: Decimal
) -> None:
    prices = [one.amounts["price"].amount for one in given_]
    assume(min(prices) <= price <= max(prices))
    added = rank([*given_, offer("new", price, team)], method(SPAN))
    kept = [one.bid for one in rank(given_, method(SPAN)).ranked]
    assert [one.bid for one in added.ranked if one.bid != "new"] == kept


def test_rank_reversal_is_real_under_both_relative_formulas_and_is_told() -> None:
    """A dear bid without a chance, or a cheap one that is excluded, decides between two others."""
    span = [offer("a", 100, 70), offer("b", 120, 90), offer("sham", 1000, 50)]
    (told,) = (one for one in changes(span, method(SPAN)) if one.without == "sham")
    assert rank(span, method(SPAN)).ranked[0].bid == "b"
    assert told.first == ("a",)
    ratio = [offer("a", 100, 70), offer("b", 150, 85), offer("cheap", 40, 50)]
    assert [one.bid for one in rank(ratio, method()).ranked] == ["cheap", "b", "a"]
    assert {one.without: one.order for one in changes(ratio, method())} == {"cheap": ("a", "b")}


@given(offers(2), st.sampled_from(RULES))
def test_a_lower_price_never_worsens_a_bid_s_own_place(given_: list[Offer], rule: PriceRule) -> None:
    before = {one.bid: one.rank for one in rank(given_, method(rule)).ranked}
    cheaper = [offer("B0", given_[0].amounts["price"].amount / 2, given_[0].points["team"]), *given_[1:]]
    after = {one.bid: one.rank for one in rank(cheaper, method(rule)).ranked}
    assert after["B0"] <= before.get("B0", len(given_) + 1)


def test_every_formula_says_in_three_languages_how_it_counts_and_what_it_risks() -> None:
    for formula in FORMULAS.values():
        for sentence in (formula.title, formula.sentence, formula.warning):
            said = set()
            for language in texts.LANGUAGES:
                with texts.use(language):
                    said.add(say(sentence))
            assert len(said) == len(texts.LANGUAGES)
