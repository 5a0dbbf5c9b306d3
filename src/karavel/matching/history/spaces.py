"""Texts as sparse TF-IDF rows in numpy, and the products of two such tables, span by span.

Rarity is counted over the past alone: nothing of the candidates enters a weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]

#: Numbers that one step of a product may hold at once.
_WIDEST: Final = 2_000_000


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
    """(left, right): the inner product of every row with every other, by the features that both have."""
    by_feature = np.argsort(left.features, kind="stable")
    owners, values = left.owners[by_feature], left.values[by_feature]
    begins = np.searchsorted(left.features[by_feature], np.arange(left.width + 1))
    sizes = np.diff(begins)[right.features]
    found = np.zeros((len(left), len(right)), np.float32)
    for first, last in _spans(np.add.reduceat(np.append(sizes, 0), right.starts[:-1]) * (np.diff(right.starts) > 0)):
        span = slice(right.starts[first], right.starts[last])
        many = sizes[span]
        at = np.repeat(begins[right.features[span]] + many - np.cumsum(many), many) + np.arange(many.sum())
        keys = owners[at] * (last - first) + np.repeat(right.owners[span] - first, many)
        sums = np.bincount(keys, values[at] * np.repeat(right.values[span], many), len(left) * (last - first))
        found[:, first:last] = sums.reshape(len(left), last - first)
    return found


def _spans(costs: Integers) -> Iterator[tuple[int, int]]:
    """Rows cut into spans of no more than :data:`_WIDEST` numbers in sum, at least one row each."""
    first, total = 0, 0
    for row, cost in enumerate(costs.tolist()):
        if row > first and total + cost > _WIDEST:
            yield first, row
            first, total = row, 0
        total += cost
    if len(costs):
        yield first, len(costs)
