"""What similar contracts were awarded for."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Final, NamedTuple

from karavel.notices import Money

_ENOUGH: Final = 3  # values that make a level


class Level(NamedTuple):
    """What similar contracts were awarded for: the middle half of them."""

    low: Money
    middle: Money
    high: Money
    contracts: int


def level(values: Sequence[float]) -> Level | None:
    """The level of values in EUR; None where they are too few."""
    if len(values) < _ENOUGH:
        return None
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return Level(Money(low, "EUR"), Money(middle, "EUR"), Money(high, "EUR"), len(values))
