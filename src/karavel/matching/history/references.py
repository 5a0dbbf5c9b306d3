"""Plain rankings to be compared with, from the same past and the same calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from karavel.matching.history import words
from karavel.matching.history.contracts import Call
from karavel.matching.history.features.likeness import likeness
from karavel.matching.history.past import Asked, Past, Space
from karavel.matching.history.spaces import Floats, Table, once, product

#: Robertson and Zaragoza 2009: saturation of counts, and how much length matters.
_K1: Final = 1.2
_B: Final = 0.75


def chance(past: Past) -> Asked:
    """In no order, by a fixed seed."""
    random = np.random.default_rng(0)
    return lambda calls: random.random((len(past), len(calls)), np.float32)


def same_buyer(past: Past) -> Asked:
    """By how many contracts the supplier had with the same buyer."""
    space = past.space(words.same_buyer)
    won = past.won(space.counts)
    return lambda calls: product(won, space.count(calls))


def cpv_overlap(past: Past) -> Asked:
    """By how much of the past the call shares in codes, at all levels (cosine)."""
    return likeness(past, words.codes)


def tf_idf(past: Past) -> Asked:
    """By the likeness of titles: the sum of all past titles against the call's (cosine)."""
    return likeness(past, words.title)


def bm25(past: Past) -> Asked:
    """The words of all past titles as one query."""
    space = past.space(words.title)
    queries = once(past.won(space.counts))
    return lambda calls: product(queries, _saturated(space, calls))


def _saturated(space: Space, calls: Sequence[Call]) -> Table:
    """BM25's weights of the calls' words; rarity and usual length are the past's."""
    table, size = space.count(calls), len(space.counts)
    rare = np.log(1 + (size - space.held + 0.5) / (space.held + 0.5))
    length = np.bincount(table.owners, table.values, len(table))
    usual = space.counts.values.sum() / max(1, size)
    room = _K1 * (1 - _B + _B * length[table.owners] / usual)
    values: Floats = (rare[table.features] * table.values * (_K1 + 1) / (table.values + room)).astype(np.float32)
    return Table(table.starts, table.features, values, table.width)


REFERENCES: Final[dict[str, Callable[[Past], Asked]]] = {
    "random": chance,
    "same_buyer": same_buyer,
    "cpv_overlap": cpv_overlap,
    "bm25": bm25,
    "tf_idf": tf_idf,
}
