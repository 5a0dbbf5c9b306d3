"""How alike each row of a table is to what is wanted: by words, codes, buyer and size, 0 to 1 each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from karavel.codes.cpv import class_, is_it
from karavel.lake.folding import words
from karavel.matching.columns import Coded, CodedLists, Floats
from karavel.matching.features.cpv import affinity

#: The BM25 score that counts in full unless another row has a higher one: a title's rare words shared.
ENOUGH: Final = 20.0

#: Two values are of one size up to nothing apart, and of different sizes from a factor of 100 on (powers of ten).
_SIZES: Final = 2.0


def by_words(scores: Floats) -> Floats:
    """BM25 scores beside the best of them (beside :data:`ENOUGH`, where even the best shares little)."""
    return np.asarray(scores / max(float(scores.max(initial=0.0)), ENOUGH))


def by_codes(rows: CodedLists, wanted: tuple[str, ...]) -> Floats:
    """Nearness of the nearest code, in the tree of codes and by what buyers name together."""
    return affinity(rows, wanted)


def of_trade(rows: CodedLists, wanted: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Which rows are of information technology, or of a class that is wanted: all else shares words by chance only."""
    classes = {class_(code) for code in wanted}
    return rows.best(lambda code: float(is_it(code) or class_(code) in classes)) > 0


def by_buyer(rows: Coded, wanted: str) -> Floats:
    """1 where the buyer has the same name, whatever its accents and capitals."""
    asked = called(wanted)
    return rows.score(lambda name: float(bool(asked) and called(name) == asked))


def called(name: str) -> str:
    """A name for comparing: its words, folded."""
    return " ".join(words(name))


def by_value(rows: Floats, wanted: float | None) -> Floats:
    """1 for the same value, falling with the logarithm of the ratio to 0 at a factor of 100; 0 where unknown."""
    if not wanted or wanted <= 0:
        return np.zeros(len(rows))
    sizes = np.log10(np.where(rows > 0, rows, np.nan))
    apart = np.minimum(np.abs(sizes - np.log10(wanted)), _SIZES)
    return np.asarray(np.nan_to_num(1.0 - apart / _SIZES, nan=0.0))


def spread(keys: pa.ChunkedArray, found: Mapping[Any, float]) -> Floats:
    """Values by key, brought to the rows that have the key; 0 elsewhere."""
    known = pa.array(list(found), keys.type)
    places = pc.index_in(keys, value_set=known).fill_null(len(found)).to_numpy()
    values = np.array([*found.values(), 0.0])
    picked: npt.NDArray[np.float64] = values[places]
    return picked
