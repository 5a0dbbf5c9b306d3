"""What ranking knows of a firm: its trade, its past wins, where and in which size and languages it works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Win:
    """A past contract of the firm.

    Attributes:
        title: as the firm or the award notice calls it.
        cpv: its codes, main code first.
        country: the buyer's, alpha-2.
        value_eur: the contract's value, None where unknown.
        ended: last day or day of the award, None where unknown.
        share: 1 for the prime contractor, less for a partner or subcontractor: how far the win is the firm's own.
    """

    title: str
    cpv: tuple[str, ...] = ()
    country: str | None = None
    value_eur: float | None = None
    ended: date | None = None
    share: float = 1.0


@dataclass(frozen=True)
class Profile:
    """A firm as ranking sees it; a supplier known only from its awards has ``wins`` and little else.

    Attributes:
        summary: what it does, in its own words.
        cpv: the codes of its trade.
        wins: past contracts.
        countries: where it is established.
        languages: in which it can write a tender, ISO 639-1.
        markets: the countries it wants to sell to; empty means the world.
        smallest_eur, largest_eur: the contract values it wants or can carry, None for no bound.
    """

    summary: str = ""
    cpv: tuple[str, ...] = ()
    wins: tuple[Win, ...] = ()
    countries: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    markets: frozenset[str] = frozenset()
    smallest_eur: float | None = None
    largest_eur: float | None = None
