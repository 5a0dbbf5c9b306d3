"""Buyers and suppliers: what they buy or win, from whom, and when their contracts end.

Keys are a promise to users' scripts: they are added, never renamed.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from karavel.notices import Moment

_Day: TypeAlias = date


class PartyName(Struct, frozen=True):
    """A party as others name it. ``slug`` addresses its own page; None where the awards do not know it."""

    name: str
    country: str | None
    slug: str | None = None


class PartyRow(Struct, frozen=True, kw_only=True):
    """A party in a list. ``contracts`` counts awards, ``value_eur`` what is known of their value."""

    slug: str
    name: str
    country: str | None
    contracts: int
    value_eur: float


class Contract(Struct, frozen=True, kw_only=True):
    """A contract that was awarded.

    Attributes:
        value_eur: at the rate of the day of publication; None where the notice does not say.
        date: of the award, else of publication.
        ends: when it ends, with ``ends_by`` as the notice says it (``date``) or counted from the award by its length
            (``duration``), options and renewals left out.
        tenders: how many came in.
    """

    notice_id: str
    lot_id: str | None
    title: str
    cpv: tuple[str, ...]
    value_eur: float | None
    date: _Day | None
    buyer: PartyName | None
    suppliers: tuple[PartyName, ...]
    tenders: int | None
    ends: _Day | None = None
    ends_by: Literal["date", "duration"] | None = None


class Share(Struct, frozen=True):
    """A part of a party's contracts: a CPV division, a year or another party; ``slug`` only for parties."""

    key: str
    contracts: int
    value_eur: float
    country: str | None = None
    slug: str | None = None


class OpenLot(Struct, frozen=True, kw_only=True):
    """A lot of a buyer that is open."""

    notice_id: str
    lot_id: str
    title: str
    language: str | None
    value_eur: float | None
    deadline: Moment | None


class PartyAnswer(Struct, frozen=True, kw_only=True):
    """A buyer or a supplier.

    Attributes:
        ids: numbers as published; awards name none for buyers.
        contracts, value_eur: how many awards, and what is known of their value (``valued`` of them say it).
        divisions, years, partners: the contracts by CPV division, by year of award, by supplier or buyer.
        ending: contracts that end after the day, the first one first: the renewal calendar.
        latest: the newest contracts, as evidence.
        open_lots: what a buyer asks for now.
        tenders: the median of tenders received, over ``tendered`` contracts that say it.
    """

    role: Literal["buyer", "supplier"]
    slug: str
    name: str
    country: str | None
    ids: tuple[str, ...]
    as_of: date
    contracts: int
    valued: int
    value_eur: float
    first: date | None
    last: date | None
    divisions: tuple[Share, ...]
    years: tuple[Share, ...]
    partners: tuple[Share, ...]
    ending: tuple[Contract, ...]
    latest: tuple[Contract, ...]
    open_lots: tuple[OpenLot, ...]
    tenders: float | None
    tendered: int
