"""How opinions shift the weights of the table: a few thumbs against a strong prior at the table's own weights.

Each opinion compares its lot with those that stood first on that day: where a feature set the liked lot above them, or
the disliked one below, the feature was right. The factors ``exp(d)`` on the weights are those that make all opinions
together most likely (a logistic model with a Gaussian prior on ``d`` around 0): a few thumbs move little, many agreeing
ones up to about twice, and none ever turns a weight round. Within a role the weights keep their sum, so scores keep
their range, and what entry counts is left to the law.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from karavel.companies.opinions import Rated
from karavel.matching.feedback.strength import strength
from karavel.matching.part import Feature

#: How far a factor may be expected to lie from 1, in logarithms; the prior's standard deviation.
SPREAD: Final = 0.35
#: How sure an opinion is of the whole difference that a table can show between two lots.
_SURE: Final = 8.0
_STEPS: Final = 25  # of Newton's method; it has long settled by then

_Matrix = npt.NDArray[np.float64]


def factors(features: Sequence[Feature], opinions: Sequence[Rated]) -> dict[str, float]:
    """The factor on each feature's weight, 1 where nothing was learnt.

    Args:
        features: the table.
        opinions: at most one for each lot; those without the parts of their lot say nothing here.
    """
    found = dict.fromkeys((feature.name for feature in features), 1.0)
    for role in ("topic", "circumstance"):
        group = [feature for feature in features if feature.role == role and feature.weight > 0]
        found |= _of_role(group, opinions)
    return found


def _of_role(group: Sequence[Feature], opinions: Sequence[Rated]) -> dict[str, float]:
    rows = [_difference(group, rated) for rated in sorted(opinions, key=lambda rated: rated.key)]
    told = [(row, strength(rated)) for row, rated in zip(rows, sorted(opinions, key=lambda one: one.key), strict=True)]
    told = [(row, value) for row, value in told if np.any(row)]
    if not told:
        return {}
    weights = np.array([feature.weight for feature in group])
    signs = np.sign([value for _, value in told])
    sizes = np.abs([value for _, value in told])
    shift = np.exp(_settled(signs[:, None] * np.array([row for row, _ in told]), sizes))
    kept = weights.sum() / (weights * shift).sum()
    return {feature.name: round(float(factor * kept), 4) for feature, factor in zip(group, shift, strict=True)}


def _difference(group: Sequence[Feature], rated: Rated) -> _Matrix:
    """How much more each feature said of the lot than of those that stood first, in shares of the role's weight."""
    whole = sum(feature.weight for feature in group)
    parts, usual = rated.lot.parts, rated.lot.usual
    told = [feature.name in parts and feature.name in usual for feature in group]
    return np.array(
        [
            feature.weight / whole * (parts[feature.name] - usual[feature.name]) if known else 0.0
            for feature, known in zip(group, told, strict=True)
        ]
    )


def _settled(rows: _Matrix, sizes: _Matrix) -> _Matrix:
    """The most likely ``d``: the minimum of ``Σ size · log(1 + exp(-_SURE · row · d)) + d² / (2 · SPREAD²)``."""
    rows = rows * _SURE
    shift = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        wrong = 1.0 / (1.0 + np.exp(rows @ shift))
        slope = shift / SPREAD**2 - rows.T @ (sizes * wrong)
        bend = (rows * (sizes * wrong * (1 - wrong))[:, None]).T @ rows + np.eye(len(shift)) / SPREAD**2
        shift = shift - np.linalg.solve(bend, slope)
    return shift
