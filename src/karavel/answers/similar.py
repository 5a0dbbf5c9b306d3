"""The answer of ``karavel similar``: open lots and past awards like one lot.

Keys are a promise to users' scripts: they are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from karavel.answers.parts import ScorePart


class Buyer(Struct, frozen=True):
    """Who buys: the name as published, and the country (alpha-2)."""

    name: str | None
    country: str | None


def named(lot: Mapping[str, Any]) -> dict[str, Any]:
    """What every list of lots tells of one: keys of an answer to what the lake's row of it says."""
    return {
        "notice_id": lot["notice_id"],
        "lot_id": lot["lot_id"],
        "kind": lot["kind"],
        "title": lot["title"] or lot["notice_title"] or "",
        "language": lot["language"],
        "buyer": Buyer(lot["buyer_name"], lot["buyer_country"]),
        "cpv": tuple(lot["cpv"] or ()),
        "value_eur": None if lot["value_eur"] is None else round(lot["value_eur"], 2),
        "published": lot["published"],
        "deadline": lot["deadline"],
    }


class SimilarLot(Struct, frozen=True, kw_only=True):
    """A lot like the one asked for. ``value_eur`` is its estimate at the rate of the day of publication."""

    rank: int
    score: float
    notice_id: str
    lot_id: str
    kind: str
    title: str
    language: str | None
    buyer: Buyer
    cpv: tuple[str, ...]
    value_eur: float | None
    published: date | None
    deadline: str | None
    parts: tuple[ScorePart, ...]


class Winner(Struct, frozen=True):
    """Who won."""

    name: str
    country: str | None
    ids: tuple[str, ...]


class SimilarAward(Struct, frozen=True, kw_only=True):
    """A past award like the lot asked for. ``value_eur`` is what it was awarded for; ``tenders`` how many came in."""

    rank: int
    score: float
    notice_id: str
    lot_id: str | None
    title: str
    buyer: Buyer
    cpv: tuple[str, ...]
    value_eur: float | None
    date: date | None
    tenders: int | None
    suppliers: tuple[Winner, ...]
    parts: tuple[ScorePart, ...]


class Comparable(Struct, frozen=True, kw_only=True):
    """A past award beside a need, with what its notice tells of how it was bought.

    Attributes:
        award: which, its winners and value.
        close: its title names what is needed; else it is near by its codes only.
        procedure: open, restricted, neg-w-call, neg-wo-call, comp-dial, innovation or oth-single (BT-105).
        days: for how long the contract runs; None where unsaid.
        sizes: of its winners where they are told (BT-165).
    """

    award: SimilarAward
    close: bool
    procedure: str | None
    days: int | None
    sizes: tuple[str, ...]


class Similar(Struct, frozen=True, kw_only=True):
    """Lots that are open on a day, and awards known on it; both best first."""

    notice_id: str
    lot_id: str
    title: str
    as_of: date
    lots: tuple[SimilarLot, ...]
    awards: tuple[SimilarAward, ...]
