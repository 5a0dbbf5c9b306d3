"""Builds the classifier's model out of examples and labels, small enough to travel with the package."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from karavel.matching.cpv.model import Weights
from karavel.matching.cpv.reading import digest, digests
from karavel.training import classes, divisions, languages
from karavel.training.corpus import Example, Label, by_code
from karavel.training.matrices import Matrix, counted, found_in, rarity, weighed

_LOG = logging.getLogger(__name__)

#: A feature is kept when so many texts, or labels, have it: what one notice alone says is not learnt.
IN_TEXTS: Final = 4
IN_LABELS: Final = 8

#: Features that the model keeps. Each costs one byte a division, about 5 MB in all.
KEPT: Final = 110_000

_STEPS: Final = 127
_FINE_STEPS: Final = 255
_LABEL_WEIGHT: Final = 0.3
_TUNING: Final = 5  # one notice of so many tells how sure the model may be


class _Data(NamedTuple):
    """Examples as rows: features, codes, how much each counts, and those that tune."""

    rows: Matrix
    codes: tuple[str, ...]
    counts: NDArray[np.float64]
    tuning: NDArray[np.bool_]


def build(examples: Sequence[Example], labels: Sequence[Label]) -> Weights:
    """Learns everything; the same examples in the same order give the same model."""
    texts, names = counted([one.text for one in examples]), counted([label.text for label in labels])
    buckets = np.flatnonzero((found_in(texts) >= IN_TEXTS) | (found_in(names) >= IN_LABELS))
    gathered = by_code(labels)
    meanings, codes = counted(list(gathered.values())), tuple(gathered)
    _LOG.info("%d examples, %d labels, %d features", len(examples), len(labels), len(buckets))
    factor, buckets = _first(examples, texts, meanings, codes, buckets)
    data, rare = _data(examples, texts, buckets)
    coarse = _learn(data, meanings[:, buckets], codes, rare)
    fine = _fine(data, weighed(names[:, buckets], rare), [label.code for label in labels])
    language_weights, language_codes = languages.learn(*_spoken(examples, labels))
    return _packed(coarse, fine, buckets, rare)._replace(
        sharpness=np.array([factor], np.float32),
        language_weights=language_weights,
        language_codes=language_codes,
        seen=digests(one.notice_id for one in examples if one.weight >= 1),
    )


def _first(
    examples: Sequence[Example], texts: Matrix, meanings: Matrix, codes: Sequence[str], buckets: NDArray[np.int64]
) -> tuple[float, NDArray[np.int64]]:
    """A first model without a fifth of the examples: how sure the scores are, and which features matter."""
    data, rare = _data(examples, texts, buckets)
    coarse = _learn(
        _Data(
            data.rows[~data.tuning],
            tuple(code for code, tuning in zip(data.codes, data.tuning, strict=True) if not tuning),
            data.counts[~data.tuning],
            data.tuning[~data.tuning],
        ),
        meanings[:, buckets],
        codes,
        rare,
    )
    known = {division: place for place, division in enumerate(coarse.divisions)}
    judged = [
        place for place in np.flatnonzero(data.tuning) if data.codes[place][:2] in known and data.counts[place] >= 1
    ]
    right = np.array([known[data.codes[place][:2]] for place in judged])
    factor = divisions.sharpness(coarse.scores(data.rows[judged]), right)
    strength = np.linalg.norm(coarse.weights, axis=1) * rare * np.sqrt(found_in(data.rows) + 1)
    return factor, buckets[np.sort(np.argsort(-strength, kind="stable")[:KEPT])]


def _data(examples: Sequence[Example], texts: Matrix, buckets: NDArray[np.int64]) -> tuple[_Data, NDArray[np.uint8]]:
    kept = texts[:, buckets]
    rare = rarity(kept)
    tuning = np.array([digest(one.notice_id) // 7 % _TUNING == 0 for one in examples])
    counts = np.array([one.weight for one in examples])
    return _Data(weighed(kept, rare), tuple(one.code for one in examples), counts, tuning), rare


def _learn(data: _Data, meanings: Matrix, codes: Sequence[str], rare: NDArray[np.uint8]) -> divisions.Linear:
    leaning = divisions.affinities(weighed(meanings, rare), codes)
    return divisions.learn(data.rows, data.codes, data.counts, leaning)


def _fine(data: _Data, names: Matrix, codes: Sequence[str]) -> classes.Fine:
    rows = sparse.vstack([data.rows, names], format="csr")
    counts = np.concatenate([data.counts, np.full(len(codes), _LABEL_WEIGHT)])
    return classes.learn(rows, [*data.codes, *codes], counts)


def _spoken(examples: Sequence[Example], labels: Sequence[Label]) -> tuple[list[str], list[str]]:
    found = [(one.text, one.language) for one in examples if one.language]
    found += [(label.text, label.language) for label in labels]
    return [text for text, _ in found], [language for _, language in found]


def _packed(
    coarse: divisions.Linear, fine: classes.Fine, buckets: NDArray[np.int64], rare: NDArray[np.uint8]
) -> Weights:
    """Everything in bytes: a step per division for the coarse weights, one step for the fine ones."""
    steps = np.abs(coarse.weights).max(axis=0) / _STEPS
    fine_step = fine.weights.data.max() / _FINE_STEPS
    return Weights(
        buckets=buckets.astype(np.int32),
        rarity=rare,
        weights=np.round(coarse.weights / steps).astype(np.int8),
        steps=steps.astype(np.float32),
        bias=coarse.bias,
        sharpness=np.ones(1, np.float32),
        divisions=np.array([int(one) for one in coarse.divisions], np.int16),
        classes=np.array([int(one) for one in fine.classes], np.int16),
        fine_starts=fine.weights.indptr.astype(np.int32),
        fine_class=fine.weights.indices.astype(np.int16),
        fine_weights=np.round(fine.weights.data / fine_step).clip(1, _FINE_STEPS).astype(np.uint8),
        fine_step=np.array([fine_step], np.float32),
        fine_prior=fine.prior,
        language_weights=np.zeros((1, 1), np.int8),
        language_codes=np.array([], "U2"),
        seen=np.array([], np.uint64),
    )
