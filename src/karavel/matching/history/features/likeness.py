"""Likeness of a call to all that a firm has won, taken together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from karavel.matching.history import words
from karavel.matching.history.contracts import Call
from karavel.matching.history.past import Asked, Past, Words
from karavel.matching.history.spaces import Floats, product, unit


def whole(past: Past) -> Asked:
    """How like title, codes and buyer are to those of the firm's past contracts taken together."""
    return rooted(likeness(past, words.whole))


def buyer(past: Past) -> Asked:
    """How like the buyer's name is to those of the firm's buyers: the same one, one of its kind or of its place."""
    return rooted(likeness(past, words.buyer))


def spelling(past: Past) -> Asked:
    """How like the title is to past titles letter by letter, whatever the endings of its words."""
    return rooted(likeness(past, words.spelling))


def codes(past: Past) -> Asked:
    """How like the codes are, at every level, to those of the firm's past contracts taken together."""
    return rooted(likeness(past, words.codes))


def likeness(past: Past, said: Words) -> Asked:
    """Cosine of the call with the sum of the supplier's contracts, weighed by rarity."""
    space = past.space(said)
    profiles = unit(past.won(space.weigh(space.counts)))
    return lambda calls: product(profiles, space.weigh(space.count(calls)))


def rooted(asked: Asked) -> Asked:
    """The root brings out small likenesses, of which most are, against few large ones."""

    def roots(calls: Sequence[Call]) -> Floats:
        return np.asarray(np.sqrt(np.maximum(asked(calls), 0)), np.float32)

    return roots
