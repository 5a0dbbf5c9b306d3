"""From opinions to a company's own table of features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Final

from karavel.companies.opinions import Rated, heard
from karavel.matching.feedback.learning import factors
from karavel.matching.feedback.liking import WEIGHT, liking
from karavel.matching.feedback.taste import Taste, taste_of
from karavel.matching.part import Feature, Function, Part
from karavel.matching.question import Question
from karavel.matching.table import FEATURES
from karavel.matching.texts import Search

_DIGITS: Final = 6


@dataclass(frozen=True)
class Adjusted:
    """What a company's opinions change.

    Attributes:
        opinions: that stand, one a lot at most.
        weights: of the table's features, as the opinions leave them.
        factors: each weight beside the table's own.
        taste: words, codes and buyers that speak for a lot, or against it.
    """

    opinions: tuple[Rated, ...]
    weights: Mapping[str, float]
    factors: Mapping[str, float]
    taste: Taste
    features: tuple[Feature, ...]

    def table(self, search: Search) -> tuple[Feature, ...]:
        """The features to rank with; ``search`` looks words up in the lake's text index (``View.scores``).

        Without opinions it is the table itself.
        """
        if not self.opinions:
            return self.features
        own = tuple(
            replace(feature, weight=self.weights[feature.name], function=_kept(feature)) for feature in self.features
        )
        topics = [feature for feature in own if feature.role == "topic"]
        return (*own, Feature(WEIGHT, "topic", liking(self.taste, self.opinions, topics, search)))


def adjust(opinions: Sequence[Rated], features: Sequence[Feature] = FEATURES) -> Adjusted:
    """A company's own weights, and its taste.

    Args:
        opinions: that stand (``companies.opinions.standing``), in any order; those that hide say nothing.
        features: the table to adjust.
    """
    found = tuple(sorted(heard(opinions), key=lambda rated: rated.key))
    by = factors(features, found)
    weights = {feature.name: round(feature.weight * by[feature.name], _DIGITS) for feature in features}
    return Adjusted(found, weights, by, taste_of(found), tuple(features))


def _kept(feature: Feature) -> Function:
    """Topics are asked by the score and by the part that feedback gives; ways in become known between two questions."""
    return _once(feature.function) if feature.role == "topic" else feature.function


def _once(function: Function) -> Function:
    """A topic that answers the same question twice with what it found the first time."""
    kept: list[tuple[Question, Part]] = []

    @wraps(function)
    def asked(question: Question) -> Part:
        if not kept or kept[0][0] is not question:
            kept[:] = [(question, function(question))]
        return kept[0][1]

    return asked
