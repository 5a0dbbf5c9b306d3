"""Words of any language as words of English, learnt from the labels of CPV, which stand side by side in 24 languages.

A code's label in one language and its English label say the same, so that their beginnings of words can be aligned:
``t(e|f)``, how likely ``e`` answers ``f``, is that of IBM model 1 (Brown, Della Pietra, Della Pietra and Mercer 1993,
Computational Linguistics 19:2), for each language alone; where languages share a beginning, it is their mean. What a
text says in English is then a sum over its features, so that a notice in one language teaches for all of them, and at
run time neither a dictionary nor the text's language is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from karavel.matching.cpv import grams
from karavel.matching.cpv.classifier import BITS, RARITY_STEP
from karavel.training.corpus import Label
from karavel.training.matrices import Matrix

#: Buckets of the beginnings of a label's words, ascending.
Beginnings: TypeAlias = NDArray[np.int64]

_ENGLISH: Final = "en"
_ROUNDS: Final = 8

#: Answers less likely than this are left out: most are words that merely stand in the same labels.
_LEAST: Final = 0.08


def translations(labels: Sequence[Label]) -> Matrix:
    """(2 ** BITS features, English beginnings of words) ``t(e|f)``; nothing for features that begin no word."""
    spoken: dict[str, dict[str, Beginnings]] = {}
    for label, own in _begun(labels):
        spoken.setdefault(label.language, {}).setdefault(label.code, own)
    english = spoken.pop(_ENGLISH, {})
    names = np.unique(np.concatenate([*english.values(), np.empty(0, np.int64)]))
    tables = [_table(own, english, names) for own in spoken.values()]
    tables.append(_matrix(np.ones(len(names)), names, np.arange(len(names)), len(names)))  # English answers itself
    known = sum((_filled(table) for table in tables), np.zeros(1 << BITS))
    return (sparse.diags(1 / np.maximum(known, 1)) @ sum(tables[1:], tables[0])).astype(np.float32).tocsr()


def _filled(table: Matrix) -> NDArray[np.float64]:
    """1 for each row that holds anything."""
    return np.asarray(np.diff(table.indptr) > 0, np.float64)


def _begun(labels: Sequence[Label]) -> list[tuple[Label, Beginnings]]:
    counts = grams.beginnings([label.text for label in labels], BITS)
    return list(zip(labels, np.split(counts.buckets, counts.starts[1:-1]), strict=True))


def _table(own: Mapping[str, Beginnings], english: Mapping[str, Beginnings], names: Beginnings) -> Matrix:
    """One language's ``t(e|f)``."""
    pairs = [(said, english[code]) for code, said in own.items() if code in english]
    none = np.empty(0, np.int64)
    foreign = np.concatenate([none, *(np.tile(said, len(answers)) for said, answers in pairs)])
    answered = np.concatenate([none, *(np.repeat(answers, len(said)) for said, answers in pairs)])
    lengths = np.concatenate([none, *(np.full(len(answers), len(said)) for said, answers in pairs)])
    keys, at = np.unique(foreign * max(1, len(names)) + np.searchsorted(names, answered), return_inverse=True)
    features, places = np.divmod(keys, max(1, len(names)))
    likely = _likely(features, at, np.repeat(np.arange(len(lengths)), lengths))
    kept = likely >= _LEAST
    return _matrix(likely[kept], features[kept], places[kept], len(names))


def _matrix(values: NDArray[np.float64], features: Beginnings, places: NDArray[np.int64], width: int) -> Matrix:
    return sparse.csr_matrix((values, (features, places)), shape=(1 << BITS, max(1, width)))


def _likely(features: Beginnings, at: NDArray[np.int64], answers: NDArray[np.int64]) -> NDArray[np.float64]:
    """Expectation maximisation: each English word is shared out among the foreign ones of its label.

    Args:
        features: the foreign beginning of each distinct pair, ascending.
        at: the distinct pair of each pair that stands in some label.
        answers: the English word, in its label, of each of these.
    """
    row = np.cumsum(np.diff(features, prepend=features[:1]) > 0)
    likely = 1 / np.bincount(row)[row] if len(row) else np.empty(0)
    for _ in range(_ROUNDS if len(row) else 0):
        part = likely[at]
        counted = np.bincount(at, part / np.bincount(answers, part)[answers], len(likely))
        likely = counted / np.bincount(row, counted)[row]
    return np.asarray(likely, np.float64)


def weighed(found: Matrix, texts: Matrix, rare: NDArray[np.uint8]) -> Matrix:
    """The translations so weighed that texts (rows times rarity) times these are what the texts say in English.

    Args:
        found: (features, English), of :func:`translations`.
        texts: (texts, features) counts, which tell how rare an English word is in any language.
        rare: the features' rarity, which is taken out again, as it is that of a word in its own language.
    """
    said = np.asarray((texts.astype(bool).astype(np.float32) @ found).sum(axis=0)).ravel()
    english = np.log((1 + texts.shape[0]) / (1 + said)).clip(0)
    return (
        (sparse.diags(RARITY_STEP / np.maximum(rare, 1.0)) @ found @ sparse.diags(english)).astype(np.float32).tocsr()
    )
