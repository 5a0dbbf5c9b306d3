"""A model of two divisions and three classes, worked out by hand."""

from __future__ import annotations

import numpy as np

from karavel.matching.cpv import grams
from karavel.matching.cpv.classifier import BITS
from karavel.matching.cpv.language import BITS as LANGUAGE_BITS
from karavel.matching.cpv.model import Weights
from karavel.matching.cpv.reading import digests

SEEN = "1-2020"


def weights() -> Weights:
    """``software`` speaks for 72 and there for 7226, ``roads`` for 45; 7221 stands first without words.

    Of two divisions, the one that is spoken for is likely by ``exp(4)`` to 1.
    """
    buckets = np.unique([word_bucket("software"), word_bucket("roads")]).astype(np.int32)
    software = int(np.searchsorted(buckets, word_bucket("software")))
    coarse = np.zeros((2, 2), np.int16)
    coarse[software, 1] = coarse[1 - software, 0] = 100
    starts = [0, 1, 1] if software == 0 else [0, 0, 1]
    letters = np.zeros((1 << LANGUAGE_BITS, 2), np.int8)
    letters[grams.count_letters(["ç ã õ"], LANGUAGE_BITS).buckets, 1] = 5
    letters[grams.count_letters(["the of k w y"], LANGUAGE_BITS).buckets, 0] = 5
    return Weights(
        buckets=buckets,
        rarity=np.full(2, 16, np.uint8),
        weights=coarse,
        steps=np.full(2, 0.01, np.float32),
        bias=np.zeros(2, np.float32),
        link=np.array([4 / np.log(np.logaddexp(0, 1) / np.log(2)), 0, 1], np.float32),
        divisions=np.array([45, 72], np.int16),
        classes=np.array([4500, 7221, 7226], np.int16),
        fine_starts=np.array(starts, np.int32),
        fine_class=np.array([2], np.int16),
        fine_weights=np.array([100], np.int8),
        fine_step=np.array([0.01], np.float32),
        fine_prior=np.array([0, 0.5, 0], np.float32),
        fine_sharpness=np.array([4], np.float32),
        answers=np.array(["nature:services", "nature:works"]),
        answer_weights=np.array([[-3, 3], [3, -3]], np.float32),
        language_weights=letters,
        language_codes=np.array(["en", "pt"]),
        seen=digests([SEEN]),
    )


def word_bucket(word: str) -> int:
    """A bucket of the word that it shares with no other word of the tests: its longest n-gram's."""
    others = set(grams.count(["roads software roadsoft"], BITS).buckets.tolist())
    own = [bucket for bucket in grams.count([word], BITS).buckets.tolist() if bucket in others]
    alone = set(own) - set(grams.count([{"software": "roads", "roads": "software"}[word]], BITS).buckets.tolist())
    return int(min(alone))
