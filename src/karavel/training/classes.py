"""Weights for CPV classes (four digits) within their division: how much likelier a feature makes one of them.

For feature ``f`` and class ``c`` of division ``d`` the weight is ``log p(f|c) / p(f|d)``, where the class's share is
smoothed towards its division's; only what speaks for a class is kept, and of that the strongest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from karavel.training.matrices import Matrix

#: Features that are kept for each class.
STRONGEST: Final = 900

_SMOOTHING: Final = 30.0
_PRIOR: Final = 0.05
_HALF: Final = 1.0


class Fine(NamedTuple):
    """(features, classes) weights of at least zero, what a class has without words, and the classes' digits."""

    weights: Matrix
    prior: NDArray[np.float32]
    classes: tuple[str, ...]


def learn(rows: Matrix, codes: Sequence[str], counts: NDArray[np.float64]) -> Fine:
    """Learns classes from texts whose codes are that fine; a class of zeros stands for its division as a whole."""
    names = sorted({code[:4] for code in codes})
    number = {name: place for place, name in enumerate(names)}
    belongs = sparse.csr_matrix(
        (counts, ([number[code[:4]] for code in codes], np.arange(len(codes)))), shape=(len(names), len(codes))
    )
    sums = (belongs @ rows).tocsr().astype(np.float32)
    held = np.asarray(belongs.sum(axis=1)).ravel()
    divisions = np.array([name[:2] for name in names])
    kept = [_of_division(sums, np.flatnonzero(divisions == one)) for one in np.unique(divisions)]
    weights = sparse.vstack([part for _, part in kept], format="csr")
    order = np.argsort(np.concatenate([places for places, _ in kept]), kind="stable")
    prior = _PRIOR * np.log(held + _HALF)
    return Fine(weights[order].T.tocsr(), prior.astype(np.float32), tuple(names))


def _of_division(sums: Matrix, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], Matrix]:
    """The classes of one division against the division as a whole."""
    whole = np.asarray(sums[places].sum(axis=0)).ravel()
    whole = (whole + _HALF / len(whole)) / (whole.sum() + _HALF)
    return places, sparse.vstack([_strongest(sums[place], whole) for place in places], format="csr")


def _strongest(row: Matrix, whole: NDArray[np.float32]) -> Matrix:
    """What speaks for one class most: the weight counts times how much of the class it explains."""
    at, amount = row.indices, row.data
    share = (amount + _SMOOTHING * whole[at]) / (row.data.sum() + _SMOOTHING)
    weights = np.log(share / whole[at])
    best = np.argsort(-weights * share, kind="stable")[:STRONGEST]
    best = best[weights[best] > 0]
    return sparse.csr_matrix((weights[best], (np.zeros(len(best), int), at[best])), shape=row.shape, dtype=np.float32)
