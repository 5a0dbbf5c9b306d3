"""Texts as sparse matrices, by the same hashed features as at run time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from karavel.matching.cpv import grams
from karavel.matching.cpv.classifier import BITS, RARITY_STEP, TITLE

Matrix: TypeAlias = Any  # scipy's sparse matrices have no stubs here

_BATCH: Final = 4000


def counted(texts: Sequence[str]) -> Matrix:
    """(texts, 2 ** BITS): one plus the logarithm of how often each feature stands in each text."""
    return sparse.vstack(
        [_counted(texts[begin : begin + _BATCH]) for begin in range(0, len(texts), _BATCH)], format="csr"
    )


def _counted(texts: Sequence[str]) -> Matrix:
    counts = grams.count(texts, BITS)
    return sparse.csr_matrix(
        (1 + np.log(counts.counts), counts.buckets.astype(np.int32), counts.starts),
        shape=(len(texts), 1 << BITS),
        dtype=np.float32,
    )


def found_in(matrix: Matrix) -> NDArray[np.int64]:
    """In how many texts each feature stands."""
    return np.asarray(np.bincount(matrix.indices, minlength=matrix.shape[1]))


def rarity(matrix: Matrix) -> NDArray[np.uint8]:
    """Inverse document frequencies in the steps that the model keeps (Spärck Jones 1972; smoothed)."""
    frequency = np.log((1 + matrix.shape[0]) / (1 + found_in(matrix))) + 1
    return np.asarray(np.round(frequency * RARITY_STEP).clip(0, 255), np.uint8)


def weighed(matrix: Matrix, rare: NDArray[np.uint8]) -> Matrix:
    """Rows times rarity, each of unit length."""
    return _of_unit_length(matrix @ sparse.diags((rare / np.float32(RARITY_STEP)).astype(np.float32)))


def with_titles(texts: Matrix, titles: Matrix, rare: NDArray[np.uint8]) -> Matrix:
    """Rows of unit length in which the titles count once more, as at run time."""
    return _of_unit_length(weighed(texts, rare) + np.float32(TITLE) * weighed(titles, rare))


def _of_unit_length(matrix: Matrix) -> Matrix:
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sparse.diags((1 / np.maximum(length, 1e-9)).astype(np.float32)) @ matrix).tocsr()
