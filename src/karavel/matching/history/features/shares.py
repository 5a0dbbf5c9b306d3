"""The firm's share in what was won with a call's words: words that lead to one winner lead back to it."""

from __future__ import annotations

from typing import Final

import numpy as np

from karavel.matching.history import words
from karavel.matching.history.features.likeness import rooted
from karavel.matching.history.past import Asked, Past, Words
from karavel.matching.history.spaces import Floats, Table, once, product

_UNSEEN: Final = 1.0  # one more contract that somebody else won: a word seen once proves little


def shares_whole(past: Past) -> Asked:
    """The firm's share in what was won with the call's words, codes and buyer, rare ones counting more."""
    return rooted(shares(past, words.whole))


def shares_subject(past: Past) -> Asked:
    """The firm's share in what was won with the title's words or those that name its code."""
    return rooted(shares(past, words.subject))


def shares_spelling(past: Past) -> Asked:
    """The firm's share in what was won with the title's letters: brands and products lead to who sells them."""
    return rooted(shares(past, words.spelling))


def shares_exact(past: Past) -> Asked:
    """The firm's share in what was won with the title's words as they stand, figures and all."""
    return rooted(shares(past, words.exact))


def shares_everything(past: Past) -> Asked:
    """The firm's share in what was won with anything that the call says, where, how and for how long too."""
    return rooted(shares(past, words.everything))


def shares(past: Past, said: Words) -> Asked:
    """Shares in each of the call's words, weighed by the square of rarity."""
    space = past.space(said)
    won = past.won(once(space.counts))
    values = won.values / (space.held[won.features] + _UNSEEN)
    part = Table(won.starts, won.features, values.astype(np.float32), won.width)
    return lambda calls: product(part, _by_rarity(space.count(calls), space.rare))


def _by_rarity(calls: Table, rare: Floats) -> Table:
    """Weights of a call's words that sum to one."""
    values = calls.values * rare[calls.features] ** 2
    total = np.bincount(calls.owners, values, len(calls))
    return Table(calls.starts, calls.features, (values / total[calls.owners]).astype(np.float32), calls.width)
