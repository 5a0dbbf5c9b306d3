"""Which prices look abnormally low and are to be explained: advice for the committee, never an exclusion.

Directive 2014/24/EU, Article 69: the buyer asks for an explanation, and may reject only what the evidence does not
account for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.scoring.currencies import one_currency
from karavel.procurement.shapes import Money, is_share
from karavel.texts.marking import N_, say

Against: TypeAlias = Literal["mean", "estimate"]

_SHARE: Final = N_("The share below which a price is to be explained must lie between 0 and 100 %.")
_TWO: Final = 2  # prices of which a mean says something


@dataclass(frozen=True, slots=True)
class LowPrice:
    """A price held against a measure.

    Attributes:
        bid: whose it is.
        against: the mean of all prices, or the estimate.
        measure: that mean or estimate, exact.
        below: per cent that the price lies below it; negative where it lies above.
        explain: whether it reaches the share from which the bidder is asked.
    """

    bid: str
    against: Against
    measure: Fraction
    below: Fraction
    explain: bool


def low_prices(
    prices: Mapping[str, Money],
    *,
    share: Decimal,
    against: tuple[Against, ...] = ("mean",),
    estimate: Money | None = None,
) -> tuple[LowPrice, ...]:
    """Every price against every measure; a mean of fewer than two prices, or a missing estimate, is no measure.

    Args:
        prices: of admitted bids, in one currency.
        share: per cent below the measure at which a price is to be explained, by the rule or the call's documents.
        against: the measures.
        estimate: the estimated value, in the currency of the prices.

    Raises:
        InvalidInput: the share is none, or currencies differ.
    """
    if not is_share(share) or share in (0, 100):
        raise InvalidInput(say(_SHARE), (Mistake("share", str(share)),))
    one_currency({**prices, **({"estimate": estimate} if estimate else {})})
    measures = {name: found for name in against if (found := _measure(name, prices, estimate)) is not None}
    return tuple(
        _held(bid, money, name, measure, share) for name, measure in measures.items() for bid, money in prices.items()
    )


def _measure(name: Against, prices: Mapping[str, Money], estimate: Money | None) -> Fraction | None:
    if name == "estimate":
        return Fraction(estimate.amount) if estimate and estimate.amount > 0 else None
    if len(prices) < _TWO:
        return None
    return sum((Fraction(money.amount) for money in prices.values()), Fraction(0)) / len(prices) or None


def _held(bid: str, money: Money, against: Against, measure: Fraction, share: Decimal) -> LowPrice:
    below = 100 * (measure - Fraction(money.amount)) / measure
    return LowPrice(bid, against, measure, below, explain=below >= share)
