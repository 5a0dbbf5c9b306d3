"""From parts to a score: topics add up, the rest counts as far as the lot is relevant.

``score = Σ weight · value``. A topic's value stands as its feature found it. The value of a circumstance or an entry is
its feature's, times the lot's relevance: the sum of the topics over :data:`RELEVANT`, at most 1. So a lot that has
nothing to do with the firm scores 0 however easy it is to enter, and because :data:`RELEVANT` is no smaller than what
all circumstances can take away, no circumstance lifts an unrelated lot above a related one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from karavel.matching.columns import Floats
from karavel.matching.part import Feature, Part, Role
from karavel.matching.question import Question

#: The sum of topics from which on a lot counts as fully relevant.
RELEVANT: Final = 0.35

#: The relevance from which on a lot is said to fit; a lot whose only code is the division of the firm's codes does.
FITS: Final = 0.375

#: Digits kept of each value, so that what is shown sums exactly and rounding never decides an order.
DIGITS: Final = 6


@dataclass(frozen=True)
class Explained:
    """One part of one lot's score, as users see it: ``weight * value`` is what it contributes."""

    feature: str
    weight: float
    value: float
    sentence: str


@dataclass(frozen=True, eq=False)
class Scored:
    """The parts of all lots' scores.

    Attributes:
        features, parts: the table and what each of its rows found.
        relevance: how far each lot is the firm's trade, 0 to 1: what circumstances and entry are multiplied by.
        values: the value of each part as it counts, rounded to :data:`DIGITS`.
    """

    features: tuple[Feature, ...]
    parts: tuple[Part, ...]
    relevance: Floats
    values: tuple[Floats, ...]

    @cached_property
    def scores(self) -> Floats:
        """The sum of weight times value over all parts."""
        weighted = (feature.weight * value for feature, value in zip(self.features, self.values, strict=True))
        return np.round(sum(weighted, np.zeros_like(self.relevance)), DIGITS + 2)

    def explain(self, row: int) -> tuple[Explained, ...]:
        """The parts of one lot's score, in the table's order."""
        rows = zip(self.features, self.parts, self.values, strict=True)
        return tuple(
            Explained(feature.name, feature.weight, float(value[row]), part.say(row)) for feature, part, value in rows
        )

    def entered(self, question: Question) -> Scored:
        """The same with the features of entry asked again, now that more ways in are known."""
        kept = zip(self.features, self.parts, self.values, strict=True)
        asked = [
            _part(feature, question, self.relevance) if feature.role == "entry" else (part, value)
            for feature, part, value in kept
        ]
        parts, values = zip(*asked, strict=True)
        return Scored(self.features, parts, self.relevance, values)


def score(question: Question, features: Sequence[Feature]) -> Scored:
    """Asks every feature."""
    parts = tuple(feature.function(question) for feature in features)
    relevance = _relevance(features, parts, len(question.lots))
    values = tuple(_counted(feature, part, relevance) for feature, part in zip(features, parts, strict=True))
    return Scored(tuple(features), parts, relevance, values)


def weight_of(features: Sequence[Feature], role: Role) -> float:
    """What the features of a role can add at most to a fully relevant lot, and take away at most."""
    return sum(feature.weight for feature in features if feature.role == role)


def _part(feature: Feature, question: Question, relevance: Floats) -> tuple[Part, Floats]:
    part = feature.function(question)
    return part, _counted(feature, part, relevance)


def _counted(feature: Feature, part: Part, relevance: Floats) -> Floats:
    found = part.values if feature.role == "topic" else part.values * relevance
    return np.round(found, DIGITS)


def _relevance(features: Sequence[Feature], parts: Sequence[Part], size: int) -> Floats:
    pairs = zip(features, parts, strict=True)
    topics = sum((feature.weight * part.values for feature, part in pairs if feature.role == "topic"), np.zeros(size))
    return np.minimum(topics / RELEVANT, 1.0)
