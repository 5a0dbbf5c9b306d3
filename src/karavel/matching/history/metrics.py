"""How well lists are ranked: means over suppliers, each with the wins that its list should have had first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

RESAMPLES: Final = 2000

Places = NDArray[np.int64]
Metrics: TypeAlias = Mapping[str, Callable[[Places], float]]


def places(scores: NDArray[np.float64], wins: Sequence[int]) -> Places:
    """The ranks (from 1) of the wins in a list by falling score; ties keep the candidates' order."""
    ranks = np.empty(len(scores), np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return np.sort(ranks[list(wins)])


def reciprocal(found: Places) -> float:
    """One over the rank of the first win."""
    return float(1 / found[0])


def recall(found: Places, first: int) -> float:
    """The share of wins among the first so many."""
    return float((found <= first).mean())


def gain(found: Places, first: int) -> float:
    """Discounted gain beside the best possible (nDCG), with binary relevance (Järvelin and Kekäläinen 2002)."""
    reached = found[found <= first]
    ideal = np.arange(1, min(first, len(found)) + 1)
    return float((1 / np.log2(reached + 1)).sum() / (1 / np.log2(ideal + 1)).sum())


METRICS: Final[dict[str, Callable[[Places], float]]] = {
    "mrr": reciprocal,
    "recall_at_10": lambda found: recall(found, 10),
    "recall_at_50": lambda found: recall(found, 50),
    "ndcg_at_10": lambda found: gain(found, 10),
}


#: Metrics of the other direction, of one rank each: whether the winner is the first firm, or among the first five.
FIRMS: Final[dict[str, Callable[[Places], float]]] = {
    "mrr": reciprocal,
    "top_1": lambda found: recall(found, 1),
    "top_5": lambda found: recall(found, 5),
}


def judge(found: Sequence[Places], by: Metrics = METRICS) -> dict[str, float]:
    """The mean of each metric over the lists."""
    return {name: round(float(np.mean([metric(one) for one in found])), 4) for name, metric in by.items()}


def intervals(found: Sequence[Places], by: Metrics = METRICS) -> dict[str, tuple[float, float]]:
    """95 % percentile bootstrap intervals over the lists, with a fixed seed."""
    return {name: _interval(np.array([metric(one) for one in found])) for name, metric in by.items()}


def _interval(values: NDArray[np.float64]) -> tuple[float, float]:
    random = np.random.default_rng(0)
    means = [float(random.choice(values, len(values)).mean()) for _ in range(RESAMPLES)]
    low, high = np.percentile(means, (2.5, 97.5))
    return round(float(low), 4), round(float(high), 4)
