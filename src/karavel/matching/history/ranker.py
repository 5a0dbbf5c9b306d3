"""Scores calls for suppliers by their history: small trees over a few features.

They are learnt by :mod:`karavel.training.ranker` on earlier windows, and never fall where a feature rises: nothing
counts against a contract that it speaks for. What each feature adds to a score is told by :meth:`Trees.parts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np

from karavel.codes.tables import rows
from karavel.matching.history.contracts import Call
from karavel.matching.history.past import Past
from karavel.matching.history.spaces import Floats
from karavel.matching.history.table import FEATURES
from karavel.matching.history.trees import Trees

#: The values of each feature, (suppliers, calls).
Values: TypeAlias = dict[str, Floats]

#: Calls that are scored at once.
BLOCK: Final = 256


@lru_cache(maxsize=1)
def trees() -> Trees:
    """The package's own trees."""
    return Trees.read(rows("karavel.matching.history", "trees.csv"))


def measured(past: Past, calls: Sequence[Call], names: Sequence[str] = tuple(FEATURES)) -> Iterator[Values]:
    """The values of features for every supplier of the past, a block of calls at a time."""
    asked = {name: FEATURES[name](past) for name in names}
    for begin in range(0, len(calls), BLOCK):
        block = calls[begin : begin + BLOCK]
        yield {name: ask(block) for name, ask in asked.items()}


def ranked(past: Past, calls: Sequence[Call], by: Trees | None = None) -> Floats:
    """The score of every call for every supplier of the past, (suppliers, calls)."""
    chosen = by or trees()
    blocks = [chosen.score(values) for values in measured(past, calls, chosen.features)]
    return np.concatenate(blocks, axis=1) if blocks else np.zeros((len(past), 0), np.float32)
