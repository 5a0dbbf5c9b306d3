"""How good guesses of CPV codes are: shares of notices that are right, with bootstrap intervals.

The interval is the percentile bootstrap over notices (Efron and Tibshirani 1993, chapter 13), with a fixed seed, so
that the same guesses always give the same figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from karavel.codes.cpv import is_it

RESAMPLES: Final = 2000
#: A share over fewer notices says too little to be shown for a language.
FEWEST: Final = 20


@dataclass(frozen=True)
class Judged:
    """One notice with its true main code and the guessed ones, best first."""

    id: str
    language: str | None
    truth: str
    guesses: tuple[str, ...]

    def right(self, digits: int, first: int = 1) -> bool:
        """Whether one of the first guesses agrees with the truth in this many digits."""
        return any(guess[:digits] == self.truth[:digits] for guess in self.guesses[:first])


@dataclass(frozen=True)
class Share:
    """A share with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class ItFigures:
    """How well notices of information technology (CPV 48*, 72*, 302*) are told from the others."""

    notices: int
    found: int
    precision: float
    recall: float


def share(judged: Sequence[Judged], right: Callable[[Judged], bool]) -> Share:
    """The share of notices for which ``right`` holds; zero for none."""
    hits = np.array([right(one) for one in judged], np.float64)
    if not len(hits):
        return Share(0.0, 0.0, 0.0)
    low, high = np.percentile(_resampled(hits), (2.5, 97.5))
    return Share(float(hits.mean()), float(low), float(high))


def _resampled(hits: NDArray[np.float64]) -> NDArray[np.float64]:
    random = np.random.default_rng(0)
    return np.asarray(random.binomial(len(hits), hits.mean(), RESAMPLES) / len(hits))


def by_language(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Notices and the share that is right at the division, for each language, the most frequent first."""
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(one.language or "unknown", []).append(one)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return {name: {"notices": len(group), "accuracy_2": _mean(group)} for name, group in ordered}


def by_division(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Notices of each division that occurs, guessed for it, precision and recall of the first guess, in its order."""
    true = Counter(one.truth[:2] for one in judged)
    guessed = Counter(one.guesses[0][:2] for one in judged if one.guesses)
    right = Counter(one.truth[:2] for one in judged if one.right(2))
    return {
        name: {
            "notices": true[name],
            "guessed": guessed[name],
            "precision": round(right[name] / max(1, guessed[name]), 4),
            "recall": round(right[name] / max(1, true[name]), 4),
        }
        for name in sorted(true | guessed)
    }


def _mean(group: Sequence[Judged]) -> float:
    return round(sum(one.right(2) for one in group) / len(group), 4)


def it_figures(judged: Sequence[Judged]) -> ItFigures:
    """Precision and recall of the first guess for IT."""
    true = [is_it(one.truth) for one in judged]
    found = [bool(one.guesses) and is_it(one.guesses[0]) for one in judged]
    both = sum(a and b for a, b in zip(true, found, strict=True))
    return ItFigures(sum(true), sum(found), both / max(1, sum(found)), both / max(1, sum(true)))
