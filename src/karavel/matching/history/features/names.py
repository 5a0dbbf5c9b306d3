"""What the firm's own name says: known without any win."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from karavel.matching.history import words
from karavel.matching.history.contracts import Call
from karavel.matching.history.features.likeness import rooted
from karavel.matching.history.past import Asked, Past, Words
from karavel.matching.history.spaces import Floats, Table, counted, once, product, summed, vocabulary

_DOUBT: Final = 2.0  # firms' worth of what everybody wins, so that one namesake proves little
_LEAST, _MOST = -3.0, 6.0
_FORMS: Final = 60.0  # about what the rarest form weighs in a register of a month


def named(past: Past) -> Asked:
    """How much of the firm's own name stands in the title: renewals name their maker."""
    return _shared(past, words.name, words.title)


def named_parts(past: Past) -> Asked:
    """How much of the firm's own name stands in the title, five letters at a time: within longer words as well."""
    return _shared(past, words.name_parts, words.title_parts)


def named_short(past: Past) -> Asked:
    """Whether the title calls the firm for short: by its initials, or by its name written as one word."""
    return _shared(past, words.name_forms, words.title_forms, _FORMS)


def _shared(past: Past, named: Callable[[str], list[str]], titled: Words, full: float | None = None) -> Asked:
    """The part of a firm's name, weighed by rarity in names and titles, that the call's title has.

    Args:
        past: with the firms' names.
        named: a name's words.
        titled: a title's words.
        full: what weights are taken beside, in the place of the whole name's: one of several forms is enough.
    """
    names = [named(one) for one in past.names]
    known = vocabulary(names)
    table = once(counted(names, known))
    rare = _rarity(table) * _rarity(counted([titled(one.call) for one in past.contracts], known))
    weights = np.bincount(table.owners, rare[table.features], len(table))[table.owners] if full is None else full
    values = rare[table.features] / np.maximum(weights, 1e-9)
    parts = Table(table.starts, table.features, values.astype(np.float32), table.width)
    return rooted(lambda calls: product(parts, once(counted([titled(one) for one in calls], known))))


def trade(past: Past) -> Asked:
    """Whether firms with the same words in their names win such codes; the firm itself is left out."""
    space = past.space(words.groups)
    usual, expected = _expected(past, space.counts)

    def lifted(calls: Sequence[Call]) -> Floats:
        return np.concatenate([_lift(expected, usual, one) for one in _rows(space.count(calls))], axis=1)

    return lifted


def _expected(past: Past, codes: Table) -> tuple[Floats, Floats]:
    """What share of its wins each group of codes has for a firm: on average, and (firms, groups) by its name."""
    won = past.won(once(codes))
    total = np.bincount(won.owners, won.values, len(won))
    part = Table(won.starts, won.features, (won.values / total[won.owners]).astype(np.float32), won.width)
    usual = np.bincount(part.features, part.values, part.width) / max(1, len(past))
    names = [words.name(one) for one in past.names]
    table = once(counted(names, vocabulary(names)))
    bearers = np.bincount(table.features, minlength=table.width)
    by_word = summed(
        part, table.owners[order := np.argsort(table.features, kind="stable")], table.features[order], table.width
    )
    doubt = 1 / (bearers - 1 + _DOUBT)
    size = np.maximum(np.diff(table.starts), 1)
    found = np.zeros((len(past), part.width), np.float32)
    full = _full(by_word) * doubt[:, None].astype(np.float32)
    np.add.at(found, table.owners, full[table.features])
    own = np.bincount(table.owners, doubt[table.features], len(past))
    np.subtract.at(found, (part.owners, part.features), part.values * own[part.owners].astype(np.float32))
    found += (own * _DOUBT)[:, None].astype(np.float32) * usual[None, :].astype(np.float32)
    found /= size[:, None]
    found[np.diff(table.starts) == 0] = usual
    return usual.astype(np.float32), found


def _full(table: Table) -> Floats:
    full = np.zeros((len(table), table.width), np.float32)
    full[table.owners, table.features] = table.values
    return full


def _rows(table: Table) -> Iterator[NDArray[np.int64]]:
    for begin, end in zip(table.starts[:-1], table.starts[1:], strict=True):
        yield table.features[begin:end]


def _lift(expected: Floats, usual: Floats, groups: NDArray[np.int64]) -> Floats:
    """The logarithm of how much more such codes are to be expected than usual, (firms, 1)."""
    if not len(groups):
        return np.zeros((len(expected), 1), np.float32)
    ratio = np.maximum(expected[:, groups], 1e-7) / np.maximum(usual[groups], 1e-7)
    return np.asarray(np.clip(np.log(ratio).mean(axis=1, keepdims=True), _LEAST, _MOST), np.float32)


def _rarity(table: Table) -> Floats:
    held = np.bincount(table.features, minlength=table.width)
    return np.asarray(np.log((1 + len(table)) / (1 + held)), np.float32)
