"""Columns of text as whole numbers, so that a feature looks at each distinct word once and never at a lot in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]

_ABSENT = -1


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of text: ``codes`` (one a row, -1 for null) point into ``words``."""

    codes: Integers
    words: tuple[str, ...]

    def score(self, of: Callable[[str], float], *, absent: float = 0.0) -> Floats:
        """The value of each row's word, ``absent`` where there is none."""
        return _looked_up(self.words, of, absent)[self.codes]


@dataclass(frozen=True, eq=False)
class CodedLists:
    """A column of lists of text: ``codes`` of all lists in a row, ``starts`` where each row's list begins."""

    codes: Integers
    starts: Integers
    words: tuple[str, ...]

    @property
    def filled(self) -> npt.NDArray[np.bool_]:
        """Which rows have any word."""
        return np.diff(self.starts) > 0

    def best(self, of: Callable[[str], float], *, absent: float = 0.0) -> Floats:
        """The highest value among each row's words, ``absent`` for an empty list."""
        return self.highest(_looked_up(self.words, of, absent)[self.codes], absent=absent)

    def highest(self, values: Floats, *, absent: float = 0.0) -> Floats:
        """The highest of ``values`` (one for each of ``codes``) in each row, ``absent`` for an empty list."""
        found = np.full(len(self.starts) - 1, absent)
        filled = self.filled
        if filled.any():
            # Empty lists take no place in ``values``, so the starts of the filled ones cut it exactly.
            found[filled] = np.maximum.reduceat(values, self.starts[:-1][filled])
        return found

    def is_first(self) -> npt.NDArray[np.bool_]:
        """For each of ``codes``, whether it stands first in its row's list."""
        first = np.zeros(len(self.codes), dtype=bool)
        first[self.starts[:-1][self.filled]] = True
        return first


def _looked_up(words: tuple[str, ...], of: Callable[[str], float], absent: float) -> Floats:
    """The value of each word, and ``absent`` last, where the code -1 finds it."""
    return np.array([*(of(word) for word in words), absent], dtype=np.float64)


def coded(column: pa.ChunkedArray) -> Coded:
    """A text column, dictionary-encoded over all its chunks."""
    return Coded(*_encoded(_whole(column)))


def taken(column: pa.ChunkedArray) -> Coded:
    """A column that is a dictionary already, with those of its words that occur; they may be bytes."""
    whole = _whole(column)
    codes = whole.indices.fill_null(_ABSENT).to_numpy(zero_copy_only=False).astype(np.int64)
    used = np.flatnonzero(np.bincount(codes + 1, minlength=len(whole.dictionary) + 1)[1:])
    places = np.full(len(whole.dictionary) + 1, _ABSENT, dtype=np.int64)  # the last is that of the code -1
    places[used] = np.arange(len(used))
    return Coded(places[codes], tuple(whole.dictionary.take(pa.array(used)).to_pylist()))


def coded_lists(column: pa.ChunkedArray) -> CodedLists:
    """A column of lists of text; a null list is an empty one, and a null in a list is left out."""
    lists = _whole(column)
    lengths = np.diff(lists.offsets.to_numpy()) if len(lists) else np.zeros(0, dtype=np.int64)
    lengths = np.where(lists.is_null().to_numpy(zero_copy_only=False), 0, lengths)
    starts = _running(lengths)
    codes, words = _encoded(lists.flatten())
    named = codes != _ABSENT  # an item of a list may be null; it counts for nothing
    return CodedLists(codes[named], _running(named)[starts], words)


def _running(lengths: npt.NDArray[Any]) -> Integers:
    """Where each length begins when they are laid end to end, and where the last ends."""
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)


def numbered(columns: Sequence[npt.NDArray[Any]]) -> tuple[Integers, Integers]:
    """Equal rows of several columns as equal numbers from 0 on, and where each first stands."""
    codes = np.zeros(len(columns[0]), dtype=np.int64)
    first = codes[:1]
    for column in columns:
        whole = column.astype(np.int64)
        low = int(whole.min(initial=0))
        width = int(whole.max(initial=0)) - low + 1
        _, first, codes = np.unique(codes * width + (whole - low), return_index=True, return_inverse=True)
    return codes, first


def split(codes: Integers) -> Iterator[Integers]:
    """The rows of each number, in order."""
    order = np.argsort(codes, kind="stable")
    ends = np.flatnonzero(np.diff(codes[order])) + 1
    if len(order):
        yield from np.split(order, ends)


def floats(column: pa.ChunkedArray) -> Floats:
    """A column of numbers; null becomes NaN."""
    return np.asarray(_whole(column.cast(pa.float64())).to_numpy(zero_copy_only=False), dtype=np.float64)


def days(column: pa.ChunkedArray) -> Floats:
    """A column of dates as days since 1970; null becomes NaN."""
    return floats(column.cast(pa.date32()).cast(pa.int32()))


def _encoded(words: Any) -> tuple[Integers, tuple[str, ...]]:
    encoded = words.dictionary_encode()
    codes = encoded.indices.fill_null(_ABSENT).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes, tuple(encoded.dictionary.to_pylist())


def _whole(column: pa.ChunkedArray) -> Any:
    """One array of all chunks."""
    whole = column.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        return pa.concat_arrays(whole.chunks) if whole.num_chunks else pa.array([], whole.type)
    return whole
