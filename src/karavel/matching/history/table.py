"""The features of award history by name; the trees of :mod:`karavel.matching.history.ranker` ask for the same names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from karavel.matching.history.features.habits import buyer_kind, duration, framework, ground, place, procedure, town
from karavel.matching.history.features.likeness import buyer, codes, spelling, whole
from karavel.matching.history.features.names import named, named_parts, named_short, trade
from karavel.matching.history.features.neighbours import nearest_spelling, nearest_title
from karavel.matching.history.features.shares import (
    shares_everything,
    shares_exact,
    shares_spelling,
    shares_subject,
    shares_whole,
)
from karavel.matching.history.features.wording import wording
from karavel.matching.history.past import Asked, Past

FEATURES: Final[dict[str, Callable[[Past], Asked]]] = {
    feature.__name__: feature
    for feature in (
        *(whole, buyer, spelling, codes, wording, nearest_title, nearest_spelling),
        *(shares_whole, shares_subject, shares_exact, shares_spelling, shares_everything),
        *(named, named_parts, named_short, trade, place, town, procedure, ground, framework, duration, buyer_kind),
    )
}
