"""Which language a text is written in: a linear model over its hashed character n-grams."""

from __future__ import annotations

from typing import Final

import numpy as np

from karavel.matching.cpv.grams import Counts, count_letters
from karavel.matching.cpv.model import Weights

BITS: Final = 13

#: A language shows itself in few words: what comes later in a long text need not be read.
READ: Final = 600


def identify(text: str, weights: Weights) -> str | None:
    """The likeliest language, ISO 639-1; None for a text without letters."""
    counts = features([text])
    if not len(counts.buckets):
        return None
    scores = (1 + np.log(counts.counts)) @ weights.language_weights[counts.buckets].astype(np.float32)
    return str(weights.language_codes[int(scores.argmax())])


def features(texts: list[str]) -> Counts:
    """The n-grams that tell a language: up to three letters with their accents, and short whole words."""
    return count_letters([text[:READ] for text in texts], BITS)
