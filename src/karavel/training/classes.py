"""Weights for CPV classes (four digits) within their division: one small linear machine per division.

It learns from the division's texts and from the labels of its codes; of each class's weights the strongest are kept.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.svm import LinearSVC

from karavel.training.matrices import Matrix

#: Features that are kept for each class.
STRONGEST: Final = 350

_COST: Final = 1.0
_TOLERANCE: Final = 0.1
_TWO: Final = 2


class Fine(NamedTuple):
    """(features, classes) weights, what a class has without any word, and the classes' digits."""

    weights: Matrix
    prior: NDArray[np.float32]
    classes: tuple[str, ...]


def learn(rows: Matrix, codes: Sequence[str], counts: NDArray[np.float64]) -> Fine:
    """Learns classes; a class of zeros (``7200``) stands for its division as a whole."""
    names = np.array([code[:4] for code in codes])
    homes = np.array([code[:2] for code in codes])
    parts = [_of_division(rows[places], names[places], counts[places]) for places in _groups(homes)]
    return Fine(
        sparse.vstack([part.weights for part in parts], format="csr").T.tocsr(),
        np.concatenate([part.prior for part in parts]),
        tuple(name for part in parts for name in part.classes),
    )


def _groups(homes: NDArray[np.str_]) -> list[NDArray[np.int64]]:
    return [np.flatnonzero(homes == home) for home in np.unique(homes)]


def _of_division(rows: Matrix, names: NDArray[np.str_], counts: NDArray[np.float64]) -> Fine:
    classes = np.unique(names)
    if len(classes) == 1:
        return Fine(sparse.csr_matrix((1, rows.shape[1]), dtype=np.float32), np.zeros(1, np.float32), tuple(classes))
    machine = LinearSVC(C=_COST, tol=_TOLERANCE, random_state=0)
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", "The number of unique classes"
        )  # some classes have one text, and that is right
        machine.fit(rows, names, sample_weight=counts)
    weights, bias = machine.coef_, machine.intercept_
    if len(classes) == _TWO:  # one machine tells two apart
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    kept = sparse.vstack([_strongest(row) for row in weights], format="csr")
    return Fine(kept, bias.astype(np.float32), tuple(machine.classes_))


def _strongest(row: NDArray[np.float64]) -> Matrix:
    best = np.sort(np.argsort(-np.abs(row), kind="stable")[:STRONGEST])
    best = best[row[best] != 0]
    return sparse.csr_matrix((row[best], (np.zeros(len(best), int), best)), shape=(1, len(row)), dtype=np.float32)
