"""What a supplier's past says about each candidate: one number per supplier, contract and feature.

All numbers lie between 0 and 1, so that weights learnt on one window hold on another.
Nothing but the past and the candidate's own call is read: not its winner, not its place among the candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import numpy as np

from karavel.matching.history import words
from karavel.matching.history.contracts import Contract, Split
from karavel.matching.history.spaces import (
    Floats,
    Integers,
    Table,
    counted,
    once,
    product,
    rarity,
    summed,
    unit,
    vocabulary,
    weighed,
)

Words = Callable[[Contract], list[str]]

#: How much nearer contracts count more among those that are alike: likeness to this power.
_NEAR: Final = 3
_BLOCK: Final = 512
_UNSEEN: Final = 1.0  # one more contract that somebody else won: a word seen once proves little


class Space(NamedTuple):
    """Past and candidates in one space of words, weighed by rarity in the past."""

    past: Table
    candidates: Table


class Wins(NamedTuple):
    """Which contracts of the past each supplier won: rows of the past, and whose."""

    rows: Integers
    suppliers: Integers
    suppliers_judged: int


def space(split: Split, said: Words) -> Space:
    """The contracts of a split as rows of words."""
    past, candidates = [said(one) for one in split.past], [said(one) for one in split.candidates]
    known = vocabulary(past)
    table = counted(past, known)
    rare = rarity(table)
    return Space(weighed(table, rare), weighed(counted(candidates, known), rare))


def wins(split: Split) -> Wins:
    """The past wins of the suppliers that are judged."""
    number = {supplier: place for place, supplier in enumerate(split.suppliers)}
    found = [(row, number[winner]) for row, one in enumerate(split.past) for winner in one.winners if winner in number]
    found.sort(key=lambda pair: pair[1])
    rows, suppliers = np.array(found, np.int64).reshape(-1, 2).T
    return Wins(rows, suppliers, len(split.suppliers))


def profile(of: Space, past: Wins) -> Floats:
    """Likeness of the candidate to all past wins taken together (cosine)."""
    profiles = unit(summed(of.past, past.rows, past.suppliers, past.suppliers_judged))
    return product(profiles, of.candidates)


def neighbours(of: Space, past: Wins) -> Floats:
    """The supplier's share in the past contracts that are most like the candidate, nearer ones counting more."""
    return np.concatenate([_nearest(of.past, block, past) for block in _blocks(of.candidates)], axis=1)


def _nearest(past: Table, block: Table, own: Wins) -> Floats:
    near = product(past, block) ** _NEAR
    firsts = np.searchsorted(own.suppliers, np.arange(own.suppliers_judged))
    won = np.add.reduceat(near[own.rows], firsts, axis=0)
    return np.asarray(won / np.maximum(near.sum(axis=0), 1e-9), np.float32)


def _blocks(table: Table) -> Iterator[Table]:
    for begin in range(0, len(table), _BLOCK):
        starts = table.starts[begin : begin + _BLOCK + 1]
        span = slice(starts[0], starts[-1])
        yield Table(starts - starts[0], table.features[span], table.values[span], table.width)


def named(split: Split) -> Floats:
    """Likeness of the supplier's own name to the candidate's title: brands, and renewals that name their maker."""
    titles = [words.grams(one.title) for one in split.past]
    known = vocabulary(titles)
    rare = rarity(counted(titles, known))
    names = counted([words.grams(name) for name in split.names], known)
    candidates = counted([words.grams(one.title) for one in split.candidates], known)
    return product(weighed(names, rare), weighed(candidates, rare))


def shares(split: Split, said: Words, own: Wins) -> Floats:
    """The supplier's share in what was won with each of the candidate's words, rare words counting more."""
    past = [said(one) for one in split.past]
    known = vocabulary(past)
    table = once(counted(past, known))
    held = np.bincount(table.features, minlength=table.width)
    won = summed(table, own.rows, own.suppliers, own.suppliers_judged)
    part = Table(won.starts, won.features, (won.values / (held[won.features] + _UNSEEN)).astype(np.float32), won.width)
    return product(part, _by_rarity(counted([said(one) for one in split.candidates], known), rarity(table)))


def _by_rarity(candidates: Table, rare: Floats) -> Table:
    """Weights of a candidate's words that sum to one, by the square of rarity."""
    values = rare[candidates.features] ** 2
    total = np.bincount(candidates.owners, values, len(candidates))
    return Table(
        candidates.starts, candidates.features, (values / total[candidates.owners]).astype(np.float32), candidates.width
    )


#: Features by name; the weights of :mod:`karavel.matching.history.ranker` go by the same names.
FEATURES: Final[dict[str, Callable[[Split, Wins], Floats]]] = {
    "whole": lambda split, own: profile(space(split, words.whole), own),
    "buyer": lambda split, own: profile(space(split, words.buyer), own),
    "neighbours": lambda split, own: neighbours(space(split, words.title), own),
    "name": lambda split, _: named(split),
    "shares_title": lambda split, own: shares(split, words.title, own),
    "shares_whole": lambda split, own: shares(split, words.whole, own),
}


def measured(split: Split) -> dict[str, Floats]:
    """Every feature, (suppliers, candidates) each."""
    own = wins(split)
    return {name: feature(split, own) for name, feature in FEATURES.items()}
