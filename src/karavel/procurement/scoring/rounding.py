"""Exact points to so many decimals."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def rounded(points_: Fraction, decimals: int | None) -> Fraction:
    """Points to so many decimals, half up; as they are where ``decimals`` is None."""
    if decimals is None:
        return points_
    scale = 10**decimals
    return Fraction((2 * points_ * scale + 1).__floor__() // 2, scale)


def shown(points_: Fraction, decimals: int = 2) -> Decimal:
    """Points as people read them, half up; the ranking itself uses the exact ones."""
    found = rounded(points_, decimals)
    return Decimal(found.numerator * 10**decimals // found.denominator).scaleb(-decimals)
