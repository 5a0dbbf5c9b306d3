"""Text to CPV: the division by a linear model over hashed features, the class within it by finer weights.

Every step is a sum over the features of a text, so a million texts differ from one only in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from karavel.codes import cpv
from karavel.matching.cpv import grams, language
from karavel.matching.cpv.model import Weights, load

BITS: Final = 20
RARITY_STEP: Final = 16.0
_BATCH: Final = 256

Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True)
class Guess:
    """A CPV code (8 digits; a class, or a division where no class stands out) with its probability."""

    code: str
    probability: float


class Features:
    """The features of texts that a model knows, weighed: rows of unit length, one text after the other.

    Attributes:
        starts: where each text's features begin, and the end.
        rows: rows of the model.
        values: their weights.
    """

    def __init__(self, texts: Sequence[str], weights: Weights) -> None:
        counts = grams.count(texts, BITS)
        place = np.minimum(np.searchsorted(weights.buckets, counts.buckets), len(weights.buckets) - 1)
        known = weights.buckets[place] == counts.buckets
        owner = np.repeat(np.arange(len(texts)), np.diff(counts.starts))[known]
        self.rows = place[known]
        self.starts = np.searchsorted(owner, np.arange(len(texts) + 1))
        values = (1 + np.log(counts.counts[known])) * (weights.rarity[self.rows] / np.float32(RARITY_STEP))
        length = np.sqrt(np.bincount(owner, values**2, minlength=len(texts)))
        self.values = (values / length[owner]).astype(np.float32) if len(owner) else values

    def of(self, text: int) -> tuple[NDArray[np.int64], Floats]:
        """One text's rows and values."""
        span = slice(self.starts[text], self.starts[text + 1])
        return self.rows[span], self.values[span]


class Classifier:
    """Classifies texts in any language it was trained on; see :func:`package_classifier`."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._divisions = [f"{number:02}" for number in weights.divisions]
        self._classes = [f"{number:04}" for number in weights.classes]
        self._first = weights.classes // 100

    @property
    def weights(self) -> Weights:
        """The figures it works with."""
        return self._weights

    def classify(self, text: str, top: int = 3) -> tuple[Guess, ...]:
        """The likeliest divisions, each with its likeliest class; see :meth:`classify_all`."""
        return self.classify_all([text], top)[0]

    def classify_all(self, texts: Sequence[str], top: int = 3) -> list[tuple[Guess, ...]]:
        """For each text the likeliest codes, best first, each of another division; none for a text without words.

        Args:
            texts: titles, descriptions, anything; in no particular language.
            top: how many codes are wanted.
        """
        found: list[tuple[Guess, ...]] = []
        for begin in range(0, len(texts), _BATCH):
            features = Features(texts[begin : begin + _BATCH], self._weights)
            found.extend(self._guesses(*features.of(row), top) for row in range(len(features.starts) - 1))
        return found

    def divisions(self, texts: Sequence[str]) -> Floats:
        """The probability of every division, (texts, divisions); the columns are :attr:`division_codes`."""
        features = Features(texts, self._weights)
        return np.array([self._likely(*features.of(row)) for row in range(len(texts))])

    @property
    def division_codes(self) -> tuple[str, ...]:
        """The CPV codes of the columns of :meth:`divisions`."""
        return tuple(cpv.division(code.ljust(cpv.DIGITS, "0")) for code in self._divisions)

    def language(self, text: str) -> str | None:
        """The language a text is written in, ISO 639-1; None for a text without letters."""
        return language.identify(text, self._weights)

    def _likely(self, rows: NDArray[np.int64], values: Floats) -> Floats:
        scores = (values @ self._weights.weights[rows].astype(np.float32)) * self._weights.steps + self._weights.bias
        return _softmax(scores * self._weights.sharpness[0])

    def _guesses(self, rows: NDArray[np.int64], values: Floats, top: int) -> tuple[Guess, ...]:
        if not len(rows):
            return ()
        likely, fine = self._likely(rows, values), self._fine(rows, values)
        best = np.argsort(-likely, kind="stable")[:top]
        return tuple(Guess(self._code(division, fine), float(likely[division])) for division in best)

    def _fine(self, rows: NDArray[np.int64], values: Floats) -> Floats:
        """How much speaks for each class, comparable within a division only."""
        begins, ends = self._weights.fine_starts[rows], self._weights.fine_starts[rows + 1]
        sizes = ends - begins
        at = np.repeat(ends - np.cumsum(sizes), sizes) + np.arange(sizes.sum())
        said = self._weights.fine_weights[at] * (np.repeat(values, sizes) * self._weights.fine_step[0])
        return np.bincount(self._weights.fine_class[at], said, len(self._classes)) + self._weights.fine_prior

    def _code(self, division: int, fine: Floats) -> str:
        """The division's likeliest class."""
        inside = np.flatnonzero(self._first == self._weights.divisions[division])
        digits = self._classes[inside[fine[inside].argmax()]] if len(inside) else self._divisions[division]
        return digits.ljust(cpv.DIGITS, "0")


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max())
    return np.asarray(powers / powers.sum(), np.float32)


@lru_cache(maxsize=2)
def classifier(folder: Path | None = None) -> Classifier:
    """The classifier of a model's folder, by default of the package.

    Raises:
        InvalidInput: the model is missing or damaged.
    """
    return Classifier(load(folder))
