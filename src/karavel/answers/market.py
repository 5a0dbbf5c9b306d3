"""What comparable contracts say together: prices, tenders, length, procedures, who wins, when.

Each figure says of how many contracts it is, as many notices leave things out. Prices are in EUR at the rate of the day
of publication and not adjusted for inflation.
"""

from __future__ import annotations

from msgspec import Struct


class Spread(Struct, frozen=True, kw_only=True):
    """The middle half of some figures: quartiles (R-7, Hyndman and Fan 1996) and the median, of so many contracts."""

    low: float
    middle: float
    high: float
    of: int


class Share(Struct, frozen=True, kw_only=True):
    """So many of the contracts that tell."""

    part: int
    of: int


class Count(Struct, frozen=True, kw_only=True):
    """How many contracts have a thing: a procedure, a month of award, a country of the winner."""

    name: str
    contracts: int


class Market(Struct, frozen=True, kw_only=True):
    """The figures of comparable contracts.

    Attributes:
        contracts: how many they are; ``close`` how many of them name what is needed.
        first, last: years of their awards; None where none is dated.
        prices: in EUR. ``tenders`` received, ``days`` that contracts run; None where fewer than three tell.
        single: with one tender only.
        small: won by micro, small or medium firms alone.
        abroad: with a winner of another country than the buyer's.
        procedures: by BT-105, most first; ``countries`` of winners, most first; ``months`` of award, January first.
    """

    contracts: int
    close: int
    first: int | None
    last: int | None
    prices: Spread | None
    tenders: Spread | None
    days: Spread | None
    single: Share
    small: Share
    abroad: Share
    procedures: tuple[Count, ...]
    countries: tuple[Count, ...]
    months: tuple[Count, ...]
