"""Amounts into points: the formulas, what each needs, and what a buyer should know of it before choosing it.

Points are of a hundred; the weight comes later. A formula that looks at the other bids is *relative*: a bid that comes
or falls away can then change the order of the others (rank reversal). Absolute ones cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple, TypeAlias

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.shapes import is_exact
from karavel.texts.marking import N_, say

FormulaName: TypeAlias = Literal["lowest-ratio", "linear-span", "fixed-budget", "per-percent", "base-price"]

FULL: Final = Fraction(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRule:
    """A formula with its figures.

    Attributes:
        formula: a key of ``FORMULAS``.
        budget: the fixed budget, for ``fixed-budget``, in the currency of the bids.
        estimate: the estimated value, for ``per-percent``; the base price, for ``base-price``.
        per_percent: points for each per cent below it.

    Raises:
        InvalidInput: a figure that the formula needs is missing or not above zero.
    """

    formula: FormulaName
    budget: Decimal | None = None
    estimate: Decimal | None = None
    per_percent: Decimal | None = None

    def __post_init__(self) -> None:
        for needed in FORMULAS[self.formula].needs:
            figure = getattr(self, needed)
            if figure is None or not (is_exact(figure) and figure > 0):
                raise InvalidInput(
                    say(_NEEDS, formula=say(FORMULAS[self.formula].title), figure=needed),
                    (Mistake(f"PriceRule.{needed}", say(_GIVE)),),
                )


_NEEDS: Final = N_("The price formula “{formula}” needs {figure}, above zero.")
_GIVE: Final = N_("give a figure above zero")
_NOT_ABOVE_ZERO: Final = N_("A price to be scored must be above zero.")
_CANNOT: Final = N_("has a price of {price}, which cannot be scored")
_Points: TypeAlias = Callable[[Sequence[Fraction], PriceRule], list[Fraction | None]]


def _lowest_ratio(prices: Sequence[Fraction], _rule: PriceRule) -> list[Fraction | None]:
    lowest = min(prices)
    return [FULL * lowest / price for price in prices]


def _linear_span(prices: Sequence[Fraction], _rule: PriceRule) -> list[Fraction | None]:
    lowest, highest = min(prices), max(prices)
    if lowest == highest:
        return [FULL for _ in prices]
    return [FULL * (highest - price) / (highest - lowest) for price in prices]


def _fixed_budget(prices: Sequence[Fraction], rule: PriceRule) -> list[Fraction | None]:
    budget = Fraction(rule.budget or 0)
    return [FULL if price <= budget else None for price in prices]


def _per_percent(prices: Sequence[Fraction], rule: PriceRule) -> list[Fraction | None]:
    estimate, each = Fraction(rule.estimate or 0), Fraction(rule.per_percent or 0)
    below = [100 * (estimate - price) / estimate for price in prices]
    return [min(FULL, max(Fraction(0), each * share)) for share in below]


def _base_price(prices: Sequence[Fraction], rule: PriceRule) -> list[Fraction | None]:
    base = Fraction(rule.estimate or 0)
    return [None if price > base else given for price, given in zip(prices, _per_percent(prices, rule), strict=True)]


class Formula(NamedTuple):
    """A price formula.

    Attributes:
        title: what it is called.
        sentence: how it counts.
        warning: what a buyer should know before choosing it.
        relative: whether points depend on the other bids.
        needs: figures of the rule that it needs.
        points: of prices above zero, by the rule; None where a price is out.
    """

    title: str
    sentence: str
    warning: str
    relative: bool
    needs: tuple[str, ...]
    points: _Points


FORMULAS: Final[Mapping[FormulaName, Formula]] = {
    "lowest-ratio": Formula(
        N_("Lowest price by price"),
        N_("The lowest price has all points; another has the share that the lowest is of it."),
        N_("A new cheapest bid, or its exclusion, changes everybody's points and can change the order of the others."),
        relative=True,
        needs=(),
        points=_lowest_ratio,
    ),
    "linear-span": Formula(
        N_("Between lowest and highest"),
        N_("The lowest price has all points, the highest none, and those between in proportion."),
        N_(
            "One very dear or very cheap bid, even without a chance to win, moves everybody's points and can change "
            "the order of the others."
        ),
        relative=True,
        needs=(),
        points=_linear_span,
    ),
    "fixed-budget": Formula(
        N_("Fixed budget"),
        N_("Every price within the budget has all points, so that quality decides; a price above it is out."),
        N_("The order of two bids never depends on a third. Bids will come close to the budget."),
        relative=False,
        needs=("budget",),
        points=_fixed_budget,
    ),
    "per-percent": Formula(
        N_("Points for each per cent below the estimate"),
        N_("Each per cent below the estimated value brings the same points, from none at the estimate to all."),
        N_("The order of two bids never depends on a third. The estimate must be sound and is best published."),
        relative=False,
        needs=("estimate", "per_percent"),
        points=_per_percent,
    ),
    "base-price": Formula(
        N_("Points for each per cent below the base price"),
        N_("Each per cent below the base price brings the same points, to all; a price above the base price is out."),
        N_(
            "The order of two bids never depends on a third. The base price is the most that the buyer pays; it is "
            "published (Portugal: CCP, articles 47 and 70)."
        ),
        relative=False,
        needs=("estimate", "per_percent"),
        points=_base_price,
    ),
}


def points(prices: Mapping[str, Decimal], rule: PriceRule) -> dict[str, Fraction | None]:
    """Points of a hundred by bid; None where a price is above the budget or the base price.

    Raises:
        InvalidInput: a price is not above zero, so that no ratio can be formed.
    """
    wrong = tuple(
        Mistake(bid, say(_CANNOT, price=price)) for bid, price in prices.items() if not (is_exact(price) and price > 0)
    )
    if wrong:
        raise InvalidInput(say(_NOT_ABOVE_ZERO), wrong)
    if not prices:
        return {}
    found = FORMULAS[rule.formula].points([Fraction(price) for price in prices.values()], rule)
    return dict(zip(prices, found, strict=True))
