"""A part of a score, as every answer has it."""

from __future__ import annotations

from msgspec import Struct


class ScorePart(Struct, frozen=True):
    """One part of the score: ``weight * value`` is what it contributes."""

    feature: str
    weight: float
    value: float
    sentence: str
