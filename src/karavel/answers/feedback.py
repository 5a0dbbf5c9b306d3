"""The answer of ``karavel feedback``: what was said about lots, and what has been learnt from it.

Keys are a promise to users' scripts: they are added, never renamed.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class OpinionGiven(Struct, frozen=True, kw_only=True):
    """One opinion that stands: up, down, hide, pursued, won or lost."""

    on: date
    notice_id: str
    lot_id: str
    opinion: str
    title: str
    buyer: str | None
    country: str | None
    cpv: tuple[str, ...]


class WeightLearnt(Struct, frozen=True):
    """A feature's weight: the table's own, and as the opinions leave it."""

    feature: str
    table: float
    own: float


class Feedback(Struct, frozen=True, kw_only=True):
    """All feedback of a company, and what it does to its ranking.

    Attributes:
        opinions: that stand, by notice and lot.
        weights: of every feature of the table.
        words, cpv, buyers: what speaks for a lot (above 0) or against it (below), from -1 to 1.
    """

    company: str
    opinions: tuple[OpinionGiven, ...]
    weights: tuple[WeightLearnt, ...]
    words: dict[str, float]
    cpv: dict[str, float]
    buyers: dict[str, float]
