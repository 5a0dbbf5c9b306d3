"""Builds the classifier's model out of examples and labels, small enough to travel with the package."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from karavel.matching.cpv.model import Weights
from karavel.matching.cpv.reading import digests, title_in
from karavel.training import answers, bridge, classes, divisions, languages
from karavel.training.corpus import OURS, Example, Label, meanings
from karavel.training.matrices import Matrix, counted, found_in, rarity, weighed, with_titles

_LOG = logging.getLogger(__name__)

#: A feature is kept when so many texts, or labels, have it: what one notice alone says is not learnt.
IN_TEXTS: Final = 8
IN_LABELS: Final = 40
IN_OUR_LABELS: Final = 2

#: A beginning of a word that labels translate is public, and is kept when this many texts have it as well.
IN_TEXTS_AND_LABELS: Final = 2

#: Features that the model keeps, about a byte and a half for each when packed.
KEPT: Final = 220_000
#: A weight is kept in steps of this much of its division's spread: finer ones change no answer and do not pack.
_FINENESS: Final = 0.35
#: Scores of ridge regression are shares seen through noise: what lies below a floor tells nothing, and ratios tell more
#: than differences. So ``log(1 + exp((s - b) / c)) ** k`` brings them to probabilities; fitted by likelihood on scores
#: of notices that were held back in turn (as temperatures are: Guo, Pleiss, Sun and Weinberger 2017).
LINK: Final = (2.4, 0.05, 0.067)
#: Finer scores times this are logits of probabilities within a division.
FINE_SHARPNESS: Final = 5.3
_STEPS: Final = 127
_MOST: Final = 32_000
_LABEL_WEIGHT: Final = 0.3


class _Data(NamedTuple):
    """Examples as rows: features, codes, and how much each counts."""

    rows: Matrix
    codes: tuple[str, ...]
    counts: NDArray[np.float64]


def build(examples: Sequence[Example], labels: Sequence[Label]) -> Weights:
    """Learns everything; the same examples in the same order give the same model."""
    texts, names = counted([one.text for one in examples]), counted([label.text for label in labels])
    ours = found_in(names[np.flatnonzero([label.language in OURS for label in labels])]) >= IN_OUR_LABELS
    spoken = bridge.translations(labels)
    public = (np.diff(spoken.indptr) > 0) & (found_in(texts) >= IN_TEXTS_AND_LABELS)
    buckets = np.flatnonzero((found_in(texts) >= IN_TEXTS) | (found_in(names) >= IN_LABELS) | ours | public)
    said, codes = zip(*meanings(labels), strict=True)
    _LOG.info("%d examples, %d labels, %d features", len(examples), len(labels), len(buckets))
    rare = rarity(texts[:, buckets])
    data = _Data(
        with_titles(texts[:, buckets], counted([title_in(one.text) for one in examples])[:, buckets], rare),
        tuple(one.code for one in examples),
        np.array([one.weight for one in examples]),
    )
    meant = weighed(counted(said)[:, buckets], rare)
    english = bridge.weighed(spoken[buckets], texts[:, buckets], rare)
    whole = _whole(examples)
    every = [(examples[at].code, *examples[at].others) for at in whole]
    coarse = divisions.learn(data.rows[whole], every, data.counts[whole], divisions.affinities(meant, codes), english)
    kept = _kept(coarse, data.rows, rare, ours[buckets])
    fine = _fine(_Data(data.rows[:, kept], data.codes, data.counts), meant[:, kept], codes)
    told = answers.learn([examples[at].answers for at in whole], [each[0][:2] for each in every], coarse.divisions)
    language_weights, language_codes = languages.learn(*_spoken(examples, labels))
    return _packed(coarse._replace(weights=coarse.weights[kept]), fine, buckets[kept], rare[kept])._replace(
        answers=told[0],
        answer_weights=told[1],
        language_weights=language_weights,
        language_codes=language_codes,
        seen=digests(one.notice_id for one in examples if one.weight >= 1),
    )


def _whole(examples: Sequence[Example]) -> NDArray[np.int64]:
    """Each notice as it is: its lots would repeat it. Award titles say too little, unless there is nothing else."""
    first = {one.notice_id: at for at, one in reversed(list(enumerate(examples)))}
    most = max(examples[at].weight for at in first.values())
    return np.array(sorted(at for at in first.values() if examples[at].weight == most))


def _kept(
    coarse: divisions.Linear, rows: Matrix, rare: NDArray[np.uint8], ours: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """The features that move scores most: heavy, rare in others' texts, and met in texts at all; and all of ours."""
    strength = np.linalg.norm(coarse.weights, axis=1) * rare * np.sqrt(found_in(rows) + 1)
    return np.sort(np.argsort(-np.where(ours, np.inf, strength), kind="stable")[:KEPT])


def _fine(data: _Data, meant: Matrix, codes: Sequence[str]) -> classes.Fine:
    rows = sparse.vstack([data.rows, meant], format="csr")
    counts = np.concatenate([data.counts, np.full(len(codes), _LABEL_WEIGHT)])
    return classes.learn(rows, [*data.codes, *codes], counts)


def _spoken(examples: Sequence[Example], labels: Sequence[Label]) -> tuple[list[str], list[str]]:
    found = [(one.text, one.language) for one in examples if one.language]
    found += [(label.text, label.language) for label in labels]
    return [text for text, _ in found], [language for _, language in found]


def _packed(
    coarse: divisions.Linear, fine: classes.Fine, buckets: NDArray[np.int64], rare: NDArray[np.uint8]
) -> Weights:
    """Everything in whole steps: one per division for the coarse weights, one for all fine ones."""
    steps = np.maximum(coarse.weights.std(axis=0) * _FINENESS, np.abs(coarse.weights).max(axis=0) / _MOST)
    fine_step = np.abs(fine.weights.data).max() / _STEPS
    return Weights(
        buckets=buckets.astype(np.int32),
        rarity=rare,
        weights=np.round(coarse.weights / steps).astype(np.int16),
        steps=steps.astype(np.float32),
        bias=coarse.bias,
        link=np.array(LINK, np.float32),
        divisions=np.array([int(one) for one in coarse.divisions], np.int16),
        classes=np.array([int(one) for one in fine.classes], np.int16),
        fine_starts=fine.weights.indptr.astype(np.int32),
        fine_class=fine.weights.indices.astype(np.int16),
        fine_weights=np.round(fine.weights.data / fine_step).astype(np.int8),
        fine_step=np.array([fine_step], np.float32),
        fine_prior=fine.prior,
        fine_sharpness=np.array([FINE_SHARPNESS], np.float32),
        answers=np.array([], np.str_),
        answer_weights=np.zeros((0, len(coarse.divisions)), np.float32),
        language_weights=np.zeros((1, 1), np.int8),
        language_codes=np.array([], "U2"),
        seen=np.array([], np.uint64),
    )
