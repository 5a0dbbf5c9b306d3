"""Weights for languages: a linear machine over short n-grams of labels, notices and the names that CLDR gives.

Azerbaijani, Norwegian, Russian, Turkish and Ukrainian have no CPV labels; the names of countries, languages, months
and days in the Unicode locale data, which come with babel, show them well enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from babel import Locale
from numpy.typing import NDArray
from scipy import sparse
from sklearn.svm import LinearSVC

from karavel.matching.cpv.language import BITS, features

#: Languages known beside those of the labels.
OTHERS: Final = ("az", "no", "ru", "tr", "uk")

_MOST: Final = 4000
_STEPS: Final = 127


def learn(texts: Sequence[str], languages: Sequence[str]) -> tuple[NDArray[np.int8], NDArray[np.str_]]:
    """Weights (2 ** BITS, languages) in steps of the same size, and the languages' codes."""
    every = [*zip(languages, texts, strict=True), *_names(sorted({*languages, *OTHERS}))]
    kept = _evenly(every)
    machine = LinearSVC(C=1.0, tol=0.01, random_state=0)
    machine.fit(_rows([text for _, text in kept]), [language for language, _ in kept])
    weights = machine.coef_.T
    return np.round(weights * (_STEPS / np.abs(weights).max())).astype(np.int8), machine.classes_.astype("U2")


def _evenly(found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """As many texts of each language, chosen by a fixed seed."""
    random = np.random.default_rng(0)
    order = random.permutation(len(found))
    taken: dict[str, list[tuple[str, str]]] = {}
    for place in order:
        group = taken.setdefault(found[place][0], [])
        if len(group) < _MOST:
            group.append(found[place])
    return [one for group in taken.values() for one in group]


def _rows(texts: Sequence[str]) -> sparse.csr_matrix:
    counts = features(list(texts))
    values = 1 + np.log(counts.counts)
    length = np.sqrt(np.add.reduceat(np.append(values, 0) ** 2, counts.starts[:-1]))
    scale = np.repeat(1 / np.maximum(length, 1), np.diff(counts.starts))
    return sparse.csr_matrix((values * scale, counts.buckets, counts.starts), shape=(len(texts), 1 << BITS))


def _names(languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names out of the locale data, some at a time, as texts are longer than a word."""
    for language in languages:
        locale = Locale.parse("nb" if language == "no" else language)
        tables = (locale.territories, locale.languages, locale.currencies, locale.scripts)
        words = [name for table in tables for name in table.values()]
        words += [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
        yield from ((language, " ".join(words[at : at + 4])) for at in range(len(words)))
