"""Plain rankings to be compared with, from the same past and the same candidates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from karavel.matching.history import words
from karavel.matching.history.contracts import Split
from karavel.matching.history.features import profile, space, wins
from karavel.matching.history.spaces import Floats, Table, counted, once, product, summed, vocabulary

#: Robertson and Zaragoza 2009: saturation of counts, and how much length matters.
_K1: Final = 1.2
_B: Final = 0.75


def chance(split: Split) -> Floats:
    """In no order, by a fixed seed."""
    return np.random.default_rng(0).random((len(split.suppliers), len(split.candidates)), np.float32)


def same_buyer(split: Split) -> Floats:
    """By how many contracts the supplier had with the same buyer."""
    return _shared(split, words.same_buyer)


def cpv_overlap(split: Split) -> Floats:
    """By how much of the past the candidate shares in codes, at all levels (cosine)."""
    return profile(space(split, words.codes), wins(split))


def tf_idf(split: Split) -> Floats:
    """By the likeness of titles: the sum of all past titles against the candidate's (cosine)."""
    return profile(space(split, words.title), wins(split))


def bm25(split: Split) -> Floats:
    """The words of all past titles as one query."""
    own, past = wins(split), [words.title(one) for one in split.past]
    known = vocabulary(past)
    table = counted(past, known)
    queries = summed(table, own.rows, own.suppliers, own.suppliers_judged)
    return product(once(queries), _saturated(counted([words.title(one) for one in split.candidates], known), table))


def _saturated(candidates: Table, past: Table) -> Table:
    """BM25's weights of the candidates' words; rarity and usual length are the past's."""
    held = np.bincount(past.features, minlength=past.width)
    rare = np.log(1 + (len(past) - held + 0.5) / (held + 0.5))
    length = np.bincount(candidates.owners, candidates.values, len(candidates))
    usual = past.values.sum() / max(1, len(past))
    room = _K1 * (1 - _B + _B * length[candidates.owners] / usual)
    values = rare[candidates.features] * candidates.values * (_K1 + 1) / (candidates.values + room)
    return Table(candidates.starts, candidates.features, values.astype(np.float32), candidates.width)


def _shared(split: Split, said: Callable[..., list[str]]) -> Floats:
    own, past = wins(split), [said(one) for one in split.past]
    known = vocabulary(past)
    summed_up = summed(counted(past, known), own.rows, own.suppliers, own.suppliers_judged)
    return product(summed_up, counted([said(one) for one in split.candidates], known))


REFERENCES: Final[dict[str, Callable[[Split], Floats]]] = {
    "random": chance,
    "same_buyer": same_buyer,
    "cpv_overlap": cpv_overlap,
    "bm25": bm25,
    "tf_idf": tf_idf,
}
