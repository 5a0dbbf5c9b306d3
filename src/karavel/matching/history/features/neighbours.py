"""Who won the contracts most like the call, each on its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from karavel.matching.history import words
from karavel.matching.history.contracts import Call
from karavel.matching.history.features.likeness import rooted
from karavel.matching.history.past import Asked, Past, Words
from karavel.matching.history.spaces import Floats, product

#: Contracts that are looked at for a call, and how much faster than their likeness they count.
_NEAREST: Final = 40
_POWER: Final = 3


def nearest_title(past: Past) -> Asked:
    """The firm's share in the forty contracts whose titles are most like the call's, the liker counting more."""
    return rooted(neighbours(past, words.title))


def nearest_spelling(past: Past) -> Asked:
    """The firm's share in the forty contracts whose titles are most like the call's letter by letter."""
    return rooted(neighbours(past, words.spelling))


def neighbours(past: Past, said: Words) -> Asked:
    """Shares in the nearest contracts by cosine, weighed by rarity."""
    space = past.space(said)
    weighed = space.weigh(space.counts)
    first = np.flatnonzero(np.diff(past.owners, prepend=-1))

    def shares(calls: Sequence[Call]) -> Floats:
        likely = _nearest(product(weighed, space.weigh(space.count(calls))))
        return np.asarray(np.add.reduceat(likely[past.rows], first, axis=0), np.float32)

    return shares


def _nearest(like: Floats) -> Floats:
    """(contracts, calls): each call's nearest contracts by power, their sum 1; nothing for those further off."""
    last = max(0, len(like) - _NEAREST)
    kept = np.where(like >= np.partition(like, last, axis=0)[last], like, 0) ** _POWER
    return np.asarray(kept / np.maximum(kept.sum(axis=0), 1e-9), np.float32)
