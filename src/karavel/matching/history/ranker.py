"""Scores candidates for suppliers by their history: a weighted sum of the roots of a few features.

The root brings out small likenesses, of which most are, against few large ones. Weights are at least zero: no feature
counts against a contract that it speaks for. They are learnt by :mod:`karavel.training.ranker` on earlier windows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from karavel.codes.tables import rows
from karavel.matching.history.contracts import Split
from karavel.matching.history.features import measured
from karavel.matching.history.spaces import Floats


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """The package's own weights by feature."""
    return {row["feature"]: float(row["weight"]) for row in rows("karavel.matching.history", "weights.csv")}


def score(features: Mapping[str, Floats], by: Mapping[str, float]) -> Floats:
    """The weighted sum; a feature without a weight does not count."""
    first = next(iter(features.values()))
    parts = (np.float32(weight) * np.sqrt(features[name]) for name, weight in by.items() if weight)
    return sum(parts, np.zeros_like(first))


def ranked(split: Split, by: Mapping[str, float] | None = None) -> Floats:
    """The score of every candidate for every supplier, (suppliers, candidates)."""
    return score(measured(split), by or weights())
