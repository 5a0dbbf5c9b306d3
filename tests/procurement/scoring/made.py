"""Criteria, offers and methods made for tests, and strategies for any of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from karavel.procurement.scoring import Method, Offer, PriceRule
from karavel.procurement.shapes import Criterion, Money

PRICE: Final = Criterion(id="price", name={"en": "Price"}, kind="price", weight=Decimal(40))
QUALITY: Final = Criterion(id="team", name={"en": "Team"}, kind="quality", weight=Decimal(60), threshold=Decimal(50))
ALONE: Final = Criterion(id="price", name={"en": "Price"}, kind="price", weight=Decimal(100))

RATIO: Final = PriceRule(formula="lowest-ratio")
SPAN: Final = PriceRule(formula="linear-span")
BUDGET: Final = PriceRule(formula="fixed-budget", budget=Decimal(1000))
PERCENT: Final = PriceRule(formula="per-percent", estimate=Decimal(1000), per_percent=Decimal(2))
BASE: Final = PriceRule(formula="base-price", estimate=Decimal(1000), per_percent=Decimal(1))
RULES: Final = (RATIO, SPAN, BUDGET, PERCENT, BASE)


def offer(bid: str, price: Any, points: Any = 80, currency: str = "EUR") -> Offer:
    return Offer(bid, {"price": Money(Decimal(price), currency)}, {"team": Decimal(points)})


def method(rule: PriceRule = RATIO, **more: Any) -> Method:
    return Method((PRICE, QUALITY), rule, **more)


PRICES: Final = st.decimals(1, 2000, places=2)
POINTS: Final = st.decimals(50, 100, places=1)


@st.composite
def offers(draw: st.DrawFn, least: int = 1) -> list[Offer]:
    count = draw(st.integers(least, 6))
    return [offer(f"B{number}", draw(PRICES), draw(POINTS)) for number in range(count)]
