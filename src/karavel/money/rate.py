"""One rate with its name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of a currency one euro buys.

    Attributes:
        currency: ISO 4217 or ``XDR``.
        per_euro: units of it for one euro (for one unit of ``Based.base`` inside a ``Based``).
        on: the day or the year that the rate is of; empty for a fixed one.
        source: whose rate it is, with its article where a law fixed it.
        approximate: whether the figure is rounded or carried over from the year before.
    """

    currency: str
    per_euro: float
    on: str
    source: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Based:
    """A rate against a base currency, the euro or the dollar."""

    base: str
    rate: Rate
