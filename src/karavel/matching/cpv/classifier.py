"""Text to CPV: the division by a linear model over hashed features, the class within it by finer weights.

Every step is a sum over the features of a text, so a million texts differ from one only in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from karavel.codes import cpv
from karavel.matching.cpv import grams, language
from karavel.matching.cpv.answers import leaning
from karavel.matching.cpv.model import Weights, load
from karavel.matching.cpv.reading import title_in

#: Wide enough that a beginning of a word hardly ever shares its bucket with an n-gram of another meaning.
BITS: Final = 24
RARITY_STEP: Final = 16.0

#: How much of a text's length its title has once more.
TITLE: Final = 0.5

_BATCH: Final = 256

Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True)
class Guess:
    """A CPV code (8 digits; a class, or a division where no class stands out) with its probability."""

    code: str
    probability: float


class Features:
    """The features of texts that a model knows, weighed: rows of unit length, one text after the other.

    The first line counts once more, as half of a text of its own: it is the title where there is more.

    Attributes:
        starts: where each text's features begin, and the end.
        rows: rows of the model.
        values: their weights.
    """

    def __init__(self, texts: Sequence[str], weights: Weights) -> None:
        wholes, titles = _Known(texts, weights), _Known([title_in(text) for text in texts], weights)
        keys, places = np.unique(np.concatenate((wholes.keys, titles.keys)), return_inverse=True)
        values = np.bincount(places, np.concatenate((wholes.values, TITLE * titles.values)), len(keys))
        owner, self.rows = np.divmod(keys, max(1, len(weights.buckets)))
        self.starts = np.searchsorted(owner, np.arange(len(texts) + 1))
        self.values = _of_unit_length(values, owner, len(texts))

    def of(self, text: int) -> tuple[NDArray[np.int64], Floats]:
        """One text's rows and values."""
        span = slice(self.starts[text], self.starts[text + 1])
        return self.rows[span], self.values[span]


class _Known:
    """The features of texts that a model knows: ``keys`` (text times features plus row) and ``values``."""

    def __init__(self, texts: Sequence[str], weights: Weights) -> None:
        counts = grams.count(texts, BITS)
        place = np.minimum(np.searchsorted(weights.buckets, counts.buckets), len(weights.buckets) - 1)
        known = weights.buckets[place] == counts.buckets
        owner, rows = np.repeat(np.arange(len(texts)), np.diff(counts.starts))[known], place[known]
        values = (1 + np.log(counts.counts[known])) * (weights.rarity[rows] / np.float32(RARITY_STEP))
        self.keys = owner * len(weights.buckets) + rows
        self.values = _of_unit_length(values, owner, len(texts))


def _of_unit_length(values: NDArray[Any], owner: NDArray[np.int64], texts: int) -> Floats:
    length = np.sqrt(np.bincount(owner, values**2, minlength=texts))
    return (values / length[owner]).astype(np.float32) if len(owner) else values.astype(np.float32)


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

    def classify_all(
        self, texts: Sequence[str], top: int = 3, answers: Sequence[Sequence[str]] = ()
    ) -> list[tuple[Guess, ...]]:
        """For each text the likeliest codes, best first, each of another division; none for a text without words.

        Args:
            texts: titles, descriptions, anything; in no particular language.
            top: how many codes are wanted.
            answers: what each text's form answers (:func:`.answers.answers_of`), where there are forms.
        """
        leanings = leaning(answers or [()] * len(texts), self._weights)
        found: list[tuple[Guess, ...]] = []
        for begin in range(0, len(texts), _BATCH):
            features = Features(texts[begin : begin + _BATCH], self._weights)
            leans = leanings[begin : begin + _BATCH]
            found.extend(self._guesses(*features.of(row), own, top) for row, own in enumerate(leans))
        return found

    def divisions(self, texts: Sequence[str], answers: Sequence[Sequence[str]] = ()) -> Floats:
        """The probability of every division, (texts, divisions); zeros for a text without words.

        The columns are :attr:`division_codes`; answers are as in :meth:`classify_all`.
        """
        leanings = leaning(answers or [()] * len(texts), self._weights)
        found = np.zeros((len(texts), len(self._divisions)), np.float32)
        for begin in range(0, len(texts), _BATCH):
            features = Features(texts[begin : begin + _BATCH], self._weights)
            for row in np.flatnonzero(np.diff(features.starts)).tolist():
                found[begin + row] = self._likely(*features.of(row), leanings[begin + row])
        return found

    @property
    def division_codes(self) -> tuple[str, ...]:
        """The CPV codes of the columns of :meth:`divisions`."""
        return tuple(cpv.division(code.ljust(cpv.DIGITS, "0")) for code in self._divisions)

    def suggest(self, text: str, top: int = 10) -> tuple[Guess, ...]:
        """The likeliest classes of any division, best first: what to offer somebody who looks for codes.

        A class's probability is its division's, shared out among the division's classes.
        """
        features = Features([text], self._weights)
        rows, values = features.of(0)
        if not len(rows):
            return ()
        likely = self._likely(rows, values)
        found = self._fine(rows, values) * self._weights.fine_sharpness[0]
        shares = np.concatenate([self._shared(found, place, float(share)) for place, share in enumerate(likely)])
        best = sorted(shares.tolist(), key=lambda one: (-one[1], one[0]))[:top]
        return tuple(Guess(f"{int(code):04}".ljust(cpv.DIGITS, "0"), share) for code, share in best)

    def _shared(self, fine: Floats, division: int, likely: float) -> NDArray[np.float64]:
        """A division's probability shared out among its classes: rows of a class's digits and its share."""
        inside = np.flatnonzero(self._first == self._weights.divisions[division])
        if not len(inside):
            return np.array([[100.0 * self._weights.divisions[division], likely]])
        return np.stack([self._weights.classes[inside], _softmax(fine[inside]) * likely], axis=1)

    def language(self, text: str) -> str | None:
        """The language a text is written in, ISO 639-1; None for a text without letters."""
        return language.identify(text, self._weights)

    def _likely(self, rows: NDArray[np.int64], values: Floats, leans: Floats | None = None) -> Floats:
        scores = (values @ self._weights.weights[rows].astype(np.float32)) * self._weights.steps + self._weights.bias
        sharpness, floor, width = self._weights.link
        logits = sharpness * np.log(np.logaddexp(0, (scores - floor) / width))
        return _softmax(logits if leans is None else logits + leans)

    def _guesses(self, rows: NDArray[np.int64], values: Floats, leans: Floats, top: int) -> tuple[Guess, ...]:
        if not len(rows):
            return ()
        likely, fine = self._likely(rows, values, leans), self._fine(rows, values)
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
