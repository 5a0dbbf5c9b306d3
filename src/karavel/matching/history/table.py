"""The features of award history by name; the weights of :mod:`karavel.matching.history.ranker` go by the same names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from karavel.matching.history.features.habits import framework, place, procedure
from karavel.matching.history.features.likeness import buyer, spelling, whole
from karavel.matching.history.features.names import named, trade
from karavel.matching.history.features.shares import shares_spelling, shares_subject, shares_whole
from karavel.matching.history.past import Asked, Past

FEATURES: Final[dict[str, Callable[[Past], Asked]]] = {
    feature.__name__: feature
    for feature in (
        *(whole, buyer, spelling, shares_whole, shares_subject, shares_spelling),
        *(named, trade, place, procedure, framework),
    )
}
