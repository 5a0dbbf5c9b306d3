"""Learns the ranker's weights on windows that lie before the one it will be judged on.

Listwise softmax (Cao, Qin, Liu, Tsai and Li 2007): the wins of each supplier should take the most of the probability
that its scores give to the candidates. A few weights on a few hundred suppliers: more machinery would learn the window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from karavel.errors import InvalidInput
from karavel.matching.history.contracts import Contract, Scope, split
from karavel.matching.history.features import FEATURES, measured

#: Days of each window, and how many windows are learnt from.
DAYS: Final = 10
WINDOWS: Final = 2

_SHRINK: Final = 1e-3


class _List(NamedTuple):
    """One supplier: roots of features (candidates, features) and the places of its wins."""

    values: NDArray[np.float64]
    wins: list[int]


def learn(found: Sequence[Contract], before: date, scope: Scope, features: Sequence[str] = ()) -> Mapping[str, float]:
    """Weights by feature, from contracts published before a day.

    Args:
        found: contracts; those from the day on are not looked at.
        before: the day.
        scope: of the candidates in the windows.
        features: those to be used; all when empty.

    Raises:
        InvalidInput: there is no supplier to learn from.
    """
    names = tuple(features) or tuple(FEATURES)
    known = [one for one in found if one.published < before]
    lists = [one for back in range(WINDOWS) for one in _window(known, before - timedelta(DAYS * back), scope, names)]
    if not lists:
        raise InvalidInput(
            f"Nothing to learn from: nobody won again in the {DAYS * WINDOWS} days before {before}.",
            remedy="The lake needs award tables of Portal BASE, some weeks of them before that day.",
        )
    spread = np.sqrt(np.mean([one.values.var(axis=0) for one in lists], axis=0)) + 1e-9
    scaled = [_List(one.values / spread, one.wins) for one in lists]
    start = np.full(len(names), 0.1)
    best = minimize(_loss, start, (scaled,), "L-BFGS-B", jac=True, bounds=[(0, None)] * len(names)).x
    return dict(zip(names, (best / spread / (best / spread).sum()).round(4).tolist(), strict=True))


def _window(known: Sequence[Contract], last: date, scope: Scope, names: Sequence[str]) -> list[_List]:
    part = split(known, last - timedelta(DAYS), last, scope)
    if not part.suppliers:
        return []
    features = measured(part)
    roots = np.sqrt(np.stack([features[name] for name in names], axis=2))
    return [_List(roots[place], list(wins)) for place, wins in enumerate(part.wins)]


def _loss(weights: NDArray[np.float64], lists: Sequence[_List]) -> tuple[float, NDArray[np.float64]]:
    loss, slope = 0.0, np.zeros_like(weights)
    for one in lists:
        logits = one.values @ weights
        powers = np.exp(logits - logits.max())
        chances = powers / powers.sum()
        loss -= float(np.log(chances[one.wins] + 1e-12).mean())
        slope -= one.values[one.wins].mean(axis=0) - chances @ one.values
    count = max(1, len(lists))
    return loss / count + _SHRINK * float(weights @ weights), slope / count + 2 * _SHRINK * weights
