"""The answers of ``karavel suppliers`` and ``karavel partners``: firms in order, each with the contracts that prove it.

Keys are a promise to users' scripts: they are added, never renamed.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from karavel.answers.parts import ScorePart


class Evidence(Struct, frozen=True, kw_only=True):
    """One contract that a firm won, or a reference of its profile (then ``notice_id`` is None).

    Attributes:
        value_eur: at the rate of the day of publication; None where unknown.
        date: of the award, else of publication.
        proof: what it proves, 0 to 1.
    """

    notice_id: str | None
    lot_id: str | None
    title: str
    buyer: str | None
    value_eur: float | None
    date: date | None
    proof: float


class RankedFirm(Struct, frozen=True, kw_only=True):
    """A firm in its place. ``ids`` are as notices have them; ``parts`` sum (weight times value) to the score."""

    rank: int
    name: str
    ids: tuple[str, ...]
    country: str | None
    score: float
    evidence: tuple[Evidence, ...]
    parts: tuple[ScorePart, ...]


class Suppliers(Struct, frozen=True, kw_only=True):
    """Firms likely able to deliver a lot. ``considered`` counts the awards that were looked at."""

    notice_id: str
    lot_id: str
    title: str
    as_of: date
    considered: int
    suppliers: tuple[RankedFirm, ...]


class Partners(Struct, frozen=True, kw_only=True):
    """Firms of one country to team up with. ``considered`` counts the awards that were looked at."""

    company: str
    country: str
    as_of: date
    considered: int
    partners: tuple[RankedFirm, ...]
