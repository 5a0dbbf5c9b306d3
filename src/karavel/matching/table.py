"""The score as a table: which features count, how much, and in which role.

Topics say whether a lot is the firm's trade; their weights sum to 0.65. Circumstances and entry say how well it suits
and how the firm gets in; theirs sum to 0.35, and they count only as far as the lot is relevant (see ``scoring``).

The weights of topics are learnt from award history (``data/weights.csv``, written by ``karavel train ranking``), once
for firms with references and once for firms that have none to show. No register of awards tells what a deadline, a
language or a way in is worth to a firm from abroad; what these count is set by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from karavel.codes.tables import rows
from karavel.matching.features.buyer import buyer
from karavel.matching.features.cpv import cpv
from karavel.matching.features.deadline import deadline
from karavel.matching.features.effort import effort
from karavel.matching.features.language import language
from karavel.matching.features.nature import nature
from karavel.matching.features.text import text
from karavel.matching.features.value import value
from karavel.matching.features.verdict import verdict
from karavel.matching.features.wins import wins
from karavel.matching.part import Feature, Function
from karavel.matching.profile import Profile

#: What award history teaches to weigh, and what all of it can add.
TOPICS: Final[tuple[Function, ...]] = (text, cpv, wins)
ALL_TOPICS: Final = 0.65


def table(weights: Mapping[str, float]) -> tuple[Feature, ...]:
    """The table with these weights of topics, by name."""
    return (
        *(Feature(weights[function.__name__], "topic", function) for function in TOPICS),
        Feature(0.03, "circumstance", nature),
        Feature(0.05, "circumstance", value),
        Feature(0.05, "circumstance", deadline),
        Feature(0.05, "circumstance", language),
        Feature(0.04, "circumstance", buyer),
        Feature(0.09, "entry", verdict),
        Feature(0.04, "entry", effort),
    )


def shipped(column: str) -> dict[str, float]:
    """A column of the package's own weights, by feature."""
    return {row["feature"]: float(row[column]) for row in rows("karavel.matching", "weights.csv")}


#: For a firm with references, and for one that has none.
FEATURES: Final = table(shipped("weight"))
WITHOUT_REFERENCES: Final = table(shipped("without_references"))


def table_of(profile: Profile) -> tuple[Feature, ...]:
    """The table that a firm's lots are ranked by."""
    return FEATURES if profile.wins else WITHOUT_REFERENCES
