"""Where and how the firm is used to winning, beside where and how everybody does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from karavel.matching.history import words
from karavel.matching.history.contracts import Call
from karavel.matching.history.past import Asked, Past, Words
from karavel.matching.history.spaces import Floats, once, product

_DOUBT: Final = 2.0  # wins' worth of what everybody wins, so that one win proves little
_LEAST, _MOST = -3.0, 6.0


def place(past: Past) -> Asked:
    """Whether the firm wins in the call's district more often than firms do on average."""
    return lift(past, words.place)


def procedure(past: Past) -> Asked:
    """Whether the firm wins by the call's kind of procedure more often than firms do on average."""
    return lift(past, words.procedure)


def ground(past: Past) -> Asked:
    """Whether the firm wins on the call's legal ground more often than firms do on average: sole suppliers have one."""
    return lift(past, words.ground)


def town(past: Past) -> Asked:
    """Whether the firm wins in the call's municipality more often than firms do on average."""
    return lift(past, words.town)


def duration(past: Past) -> Asked:
    """Whether the firm wins contracts that run about so long more often than firms do on average."""
    return lift(past, words.duration)


def buyer_kind(past: Past) -> Asked:
    """Whether the firm wins such things from buyers of this kind more often than firms do on average."""
    return lift(past, words.buyer_kind)


def framework(past: Past) -> Asked:
    """Whether the firm has won call-offs from the same framework agreement: only its parties may."""
    return lift(past, words.framework)


def lift(past: Past, said: Words) -> Asked:
    """The logarithm of the firm's share of such wins over everybody's; 0 where the call says nothing known."""
    space = past.space(said)
    won, total = past.won(once(space.counts)), past.wins
    common = space.held / max(1, len(past.contracts))

    def lifted(calls: Sequence[Call]) -> Floats:
        table = once(space.count(calls))
        usual = np.bincount(table.owners, common[table.features], len(table))
        share = (product(won, table) + _DOUBT * usual) / (total[:, None] + _DOUBT)
        ratio = np.log(np.maximum(share, 1e-6) / np.maximum(usual, 1e-6))
        return np.asarray(np.where(usual > 0, np.clip(ratio, _LEAST, _MOST), 0), np.float32)

    return lifted
