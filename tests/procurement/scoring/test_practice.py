"""Examples of the field, worked out by hand, and rankings computed a second time by other means."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procurement.scoring.made import POINTS, PRICES, offer

from karavel.errors import InvalidInput
from karavel.procurement.scoring import Method, Offer, PriceRule, rank, tickets
from karavel.procurement.scoring.prices import points
from karavel.procurement.shapes import Criterion


def method(rule: PriceRule, price: int, **more: Any) -> Method:
    criteria = (
        Criterion(id="price", name={"en": "Price"}, kind="price", weight=Decimal(price)),
        Criterion(id="team", name={"en": "Team"}, kind="quality", weight=Decimal(100 - price)),
    )
    return Method(criteria, rule, **more)


def test_quality_and_cost_based_selection_as_development_banks_do_it() -> None:
    """Sf = 100 x Fm / F, S = St x 0.8 + Sf x 0.2, as the World Bank's consultant guidelines set it out."""
    found = rank([offer("a", 500_000, 90), offer("b", 400_000, 80), offer("c", 450_000, 85)], method(RATIO, 20))
    totals = {one.bid: one.total for one in found.ranked}
    assert totals == {"a": 72 + 16, "b": 64 + 20, "c": 68 + Fraction(160, 9)}
    assert [one.bid for one in found.ranked] == ["a", "c", "b"]


def test_the_base_price_of_a_portuguese_call_scores_in_proportion_and_puts_out_what_lies_above_it() -> None:
    """100 x (PB - P) / PB with PB = 200,000: the bid's own price alone counts, as CCP article 139 asks."""
    rule = PriceRule(formula="base-price", estimate=Decimal(200_000), per_percent=Decimal(1))
    prices = {"a": Decimal(150_000), "b": Decimal(200_000), "c": Decimal("200000.01"), "d": Decimal(100_000)}
    assert points(prices, rule) == {"a": 25, "b": 0, "c": None, "d": 50}


def test_a_base_price_with_a_floor_gives_all_points_at_the_floor_and_below() -> None:
    """Full points 20 % below: 100 / 20 = 5 points for each per cent."""
    rule = PriceRule(formula="base-price", estimate=Decimal(100), per_percent=Decimal(5))
    assert list(points({"a": Decimal(90), "b": Decimal(80), "c": Decimal(40)}, rule).values()) == [50, 100, 100]


RATIO = PriceRule(formula="lowest-ratio")
OFFERS = st.lists(st.tuples(PRICES, POINTS), min_size=1, max_size=6)


@given(OFFERS, st.integers(1, 99), st.sampled_from([None, 0, 2]))
def test_totals_come_out_the_same_when_integers_compute_them(
    bids: list[tuple[Decimal, Decimal]], weight: int, decimals: int | None
) -> None:
    """Cents and tenths of points as whole numbers, one common denominator, no fractions until the end."""
    offers = [offer(f"B{number}", price, team) for number, (price, team) in enumerate(bids)]
    found = rank(offers, method(RATIO, weight, decimals=decimals))
    cents = [int(price * 100) for price, _team in bids]
    tenths = [int(team * 10) for _price, team in bids]
    for one in found.ranked:
        number = int(one.bid[1:])
        share = (100 * min(cents), cents[number])
        mine = (tenths[number], 10)
        parts = [_half_up(*share, decimals), _half_up(*mine, decimals)]
        assert one.total * 100 == parts[0] * weight + parts[1] * (100 - weight)


def _half_up(above: int, below: int, decimals: int | None) -> Fraction:
    if decimals is None:
        return Fraction(above, below)
    scale = 10**decimals
    whole, rest = divmod(above * scale, below)
    return Fraction(whole + (2 * rest >= below), scale)


@given(st.permutations(range(5)), st.text(max_size=5))
def test_a_draw_comes_out_the_same_for_whoever_does_it_and_whoever_is_drawn_with(order: list[int], seed: str) -> None:
    bids = {f"B{number}": f"{number:064x}" for number in order}
    drawn = list(tickets(seed, bids))
    assert drawn == list(tickets(seed, dict(sorted(bids.items()))))
    fewer = {key: digest for key, digest in bids.items() if key != "B3"}
    assert list(tickets(seed, fewer)) == [key for key in drawn if key != "B3"]


def test_every_bid_is_drawn_first_by_some_seed() -> None:
    bids = {"a": "1" * 64, "b": "2" * 64, "c": "3" * 64}
    assert {next(iter(tickets(f"seed {number}", bids))) for number in range(40)} == set(bids)


def test_points_for_one_criterion_part_equal_offers_and_a_rule_that_names_none_is_refused() -> None:
    criteria = (
        Criterion(id="plan", name={"en": "Plan"}, kind="quality", weight=Decimal(50)),
        Criterion(id="team", name={"en": "Team"}, kind="quality", weight=Decimal(50)),
    )
    given_ = [
        Offer("a", {}, {"plan": Decimal(60), "team": Decimal(80)}),
        Offer("b", {}, {"plan": Decimal(80), "team": Decimal(60)}),
    ]
    found = rank(given_, Method(criteria, ties=("plan",)))
    assert [(one.bid, one.rank, one.broken_by, one.draw) for one in found.ranked] == [
        ("b", 1, "plan", False),
        ("a", 2, "plan", False),
    ]
    with pytest.raises(InvalidInput) as caught:
        Method(criteria, ties=("references",))
    assert caught.value.mistakes[0].place == "Method.ties references"
