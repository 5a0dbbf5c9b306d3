"""Weights for CPV divisions: ridge regression over features and over what the labels of CPV say about them.

The labels in 24 languages give each feature an affinity to each division (complement naive Bayes: Rennie, Shih,
Teevan and Karger 2003). The sums of these affinities stand beside the features themselves, so that a word that no
notice has used in this language still counts through what it is called elsewhere. Both are sums over features, so that
the two collapse into one weight per feature and division.

Ridge regression on indicators of the divisions (Hoerl and Kennard 1970; Rifkin and Klautau 2004) does better here than
machines with margins, as most divisions have few notices: see docs/evaluation.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import Ridge
from sklearn.naive_bayes import ComplementNB

from karavel.training.matrices import Matrix

_SMOOTHING: Final = 0.1
#: How long the affinities' part of a text is beside its features' part, whose length is 1.
AFFINITY: Final = 1.0
#: The same of what it says in English.
ENGLISH: Final = 1.0
#: How much the weights are held back, beside the mean squared length of a text's parts.
_RIDGE: Final = 1.0
#: A text of a division with ``n`` texts counts for ``n ** -_BALANCE``: rare divisions are not drowned.
_BALANCE: Final = 0.5
#: What the further codes of a text stand for together, beside 1 for its main code.
_FURTHER: Final = 0.25
_TOLERANCE: Final = 1e-3


class Linear(NamedTuple):
    """Weights (features, divisions), bias (divisions) and the divisions' digits."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    divisions: tuple[str, ...]

    def scores(self, rows: Matrix) -> NDArray[np.float32]:
        """The scores of texts, (texts, divisions)."""
        return np.asarray(rows @ self.weights + self.bias)


def affinities(labels: Matrix, codes: Sequence[str]) -> NDArray[np.float32]:
    """(features, divisions): to which division each feature leans, by the labels alone."""
    groups = [code[:2] for code in codes]
    learnt = ComplementNB(alpha=_SMOOTHING).fit(labels, groups).feature_log_prob_.T
    return np.asarray(learnt - learnt.mean(axis=1, keepdims=True), np.float32)


def learn(
    rows: Matrix,
    codes: Sequence[Sequence[str]],
    counts: NDArray[np.float64],
    leaning: NDArray[np.float32],
    english: Matrix,
) -> Linear:
    """Learns divisions from texts.

    Args:
        rows: (texts, features), rows of unit length.
        codes: the texts' CPV codes, the main one first.
        counts: how much each text counts.
        leaning: affinities (features, divisions).
        english: what the features say in English (features, words); see ``bridge``.
    """
    ways = [(sparse.csr_matrix(leaning), AFFINITY), (english, ENGLISH)]
    scaled = [way * _scale(rows @ way, length) for way, length in ways]
    both = sparse.hstack([rows, *(rows @ way for way in scaled)], format="csr")
    names, own = np.unique([each[0][:2] for each in codes], return_inverse=True)
    machine = Ridge(_RIDGE * _mean_square(both), solver="sparse_cg", tol=_TOLERANCE)
    machine.fit(both, _wanted(names.tolist(), codes), sample_weight=_balanced(own, counts))
    return Linear(_collapsed(machine.coef_.T, scaled), machine.intercept_.astype(np.float32), tuple(names.tolist()))


def _wanted(names: Sequence[str], codes: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """(texts, divisions): 1 for the main code's, and what further codes stand for, shared out among theirs."""
    wanted = np.zeros((len(codes), len(names)))
    for row, each in enumerate(codes):
        others = {code[:2] for code in each[1:]}.intersection(names) - {each[0][:2]}
        for name in others:
            wanted[row, names.index(name)] = _FURTHER / len(others)
        wanted[row, names.index(each[0][:2])] = 1
    return wanted


def _balanced(own: NDArray[np.int64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each text counts for, one in the mean."""
    weighed = counts * np.bincount(own, counts)[own] ** -_BALANCE
    return np.asarray(weighed / weighed.mean())


def _mean_square(rows: Matrix) -> float:
    return float(rows.multiply(rows).sum() / rows.shape[0])


def _scale(said: Matrix, length: float) -> float:
    """What brings rows to this length in the mean."""
    return float(length / np.sqrt(max(_mean_square(said), 1e-12)))


def _collapsed(weights: NDArray[np.float64], ways: Sequence[Matrix]) -> NDArray[np.float32]:
    """One weight per feature and division: its own and those of what it says by each way."""
    own, *through = np.split(weights, np.cumsum([ways[0].shape[0], *(way.shape[1] for way in ways[:-1])]))
    return np.asarray(own + sum(way @ part for way, part in zip(ways, through, strict=True)), np.float32)
