"""The score as a table: which features count, how much, and in which role.

Topics say whether a lot is the firm's trade; their weights sum to 0.65. Circumstances and entry say how well it suits
and how the firm gets in; theirs sum to 0.35, and they count only as far as the lot is relevant (see ``scoring``). The
weights are set by hand; with award history in the lake they can be learned.
"""

from __future__ import annotations

from typing import Final

from karavel.matching.features.buyer import buyer
from karavel.matching.features.cpv import cpv
from karavel.matching.features.deadline import deadline
from karavel.matching.features.effort import effort
from karavel.matching.features.language import language
from karavel.matching.features.text import text
from karavel.matching.features.value import value
from karavel.matching.features.verdict import verdict
from karavel.matching.features.wins import wins
from karavel.matching.part import Feature

FEATURES: Final[tuple[Feature, ...]] = (
    Feature(0.27, "topic", text),
    Feature(0.24, "topic", cpv),
    Feature(0.14, "topic", wins),
    Feature(0.06, "circumstance", value),
    Feature(0.05, "circumstance", deadline),
    Feature(0.05, "circumstance", language),
    Feature(0.04, "circumstance", buyer),
    Feature(0.10, "entry", verdict),
    Feature(0.05, "entry", effort),
)
