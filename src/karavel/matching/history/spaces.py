"""Texts as sparse TF-IDF rows in numpy, and the products of two such tables, block by block.

Rarity is counted over the past alone: nothing of the candidates enters a weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]

#: Numbers that one step of a product may hold at once.
_WIDEST: Final = 8_000_000


@dataclass(frozen=True, eq=False)
class Table:
    """Sparse rows: those of row ``i`` are ``starts[i]`` to ``starts[i + 1]`` of ``features`` and ``values``."""

    starts: Integers
    features: Integers
    values: Floats
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def owners(self) -> Integers:
        """The row that each value belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


def counted(texts: Sequence[Sequence[str]], known: dict[str, int]) -> Table:
    """Counts the known words of each text; ``known`` maps words to features."""
    found = [[known[word] for word in text if word in known] for text in texts]
    owners = np.repeat(np.arange(len(found)), [len(one) for one in found])
    return gathered(owners, np.array([one for row in found for one in row], np.int64), len(found), len(known))


def gathered(owners: Integers, features: Integers, rows: int, width: int, values: Floats | None = None) -> Table:
    """Sums equal features of one row."""
    keys, back = np.unique(owners * max(width, 1) + features, return_inverse=True)
    sums = np.bincount(back, values, len(keys)).astype(np.float32)
    found = keys // max(width, 1)
    return Table(np.searchsorted(found, np.arange(rows + 1)), keys % max(width, 1), sums, width)


def once(table: Table) -> Table:
    """The same rows, each feature counted once."""
    return Table(table.starts, table.features, np.ones_like(table.values), table.width)


def vocabulary(texts: Sequence[Sequence[str]]) -> dict[str, int]:
    """Every word of the texts, numbered."""
    return {word: number for number, word in enumerate(sorted({word for text in texts for word in text}))}


def rarity(past: Table) -> Floats:
    """Inverse document frequency of each feature, smoothed."""
    held = np.bincount(past.features, minlength=past.width)
    return np.asarray(np.log((1 + len(past)) / (1 + held)) + 1, np.float32)


def weighed(table: Table, rare: Floats) -> Table:
    """``(1 + log count) * rarity``, rows of unit length."""
    return unit(Table(table.starts, table.features, (1 + np.log(table.values)) * rare[table.features], table.width))


def unit(table: Table) -> Table:
    """The same rows with length 1."""
    length = np.sqrt(np.bincount(table.owners, table.values**2, len(table)))
    values = table.values / np.maximum(length, 1e-9)[table.owners]
    return Table(table.starts, table.features, values.astype(np.float32), table.width)


def summed(table: Table, rows: Integers, groups: Integers, size: int) -> Table:
    """The sums of rows by group."""
    sizes = np.diff(table.starts)[rows]
    at = np.repeat(table.starts[rows + 1] - np.cumsum(sizes), sizes) + np.arange(sizes.sum())
    return gathered(np.repeat(groups, sizes), table.features[at], size, table.width, table.values[at])


def product(left: Table, right: Table) -> Floats:
    """(left, right): the inner product of every row with every other."""
    found = np.zeros((len(left), len(right)), np.float32)
    step = max(1, _WIDEST // max(len(left.values), right.width, 1))
    filled = np.flatnonzero(np.diff(left.starts))
    for begin in range(0, len(right), step):
        dense = _dense(right, begin, min(begin + step, len(right)))
        if len(filled):
            found[filled, begin : begin + step] = np.add.reduceat(
                dense[left.features] * left.values[:, None], left.starts[filled], axis=0
            )
    return found


def _dense(table: Table, begin: int, end: int) -> Floats:
    """Some rows as columns of a full array."""
    span = slice(table.starts[begin], table.starts[end])
    full = np.zeros((max(table.width, 1), end - begin), np.float32)
    full[table.features[span], table.owners[span] - begin] = table.values[span]
    return full
