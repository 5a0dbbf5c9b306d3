"""The past as features read it: contracts, who won them, and their words counted once for all features."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np

from karavel.matching.history.contracts import Call, Contract
from karavel.matching.history.spaces import (
    Floats,
    Integers,
    Table,
    counted,
    rarity,
    summed,
    vocabulary,
    weighed,
)

Words: TypeAlias = Callable[[Call], list[str]]

#: Scores calls for every supplier of the past: (suppliers, calls).
Asked: TypeAlias = Callable[[Sequence[Call]], Floats]

_NOBODY: Final = ""


class Space:
    """The past in one space of words: counts, rarity, and how calls are brought into it."""

    def __init__(self, past: Sequence[Contract], said: Words) -> None:
        texts = [said(one.call) for one in past]
        self._said, self._known = said, vocabulary(texts)
        self.counts: Table = counted(texts, self._known)
        self.held: Integers = np.bincount(self.counts.features, minlength=self.counts.width)
        self.rare: Floats = rarity(self.counts)

    def count(self, calls: Sequence[Call]) -> Table:
        """Calls as counts of the words that the past knows."""
        return counted([self._said(one) for one in calls], self._known)

    def weigh(self, table: Table) -> Table:
        """Counts by rarity, rows of unit length."""
        return weighed(table, self.rare)


class Past:
    """Contracts before a day, and the firms that won them.

    Attributes:
        contracts: in any order.
        suppliers: registration numbers of all winners, sorted; the rows of every score.
        names: theirs, as last seen.
        rows, owners: which contract each win is, and whose (a place in ``suppliers``).
    """

    def __init__(self, contracts: Sequence[Contract]) -> None:
        self.contracts = tuple(contracts)
        names = {number: name for one in contracts for number, name in one.winners.items()}
        self.suppliers = tuple(sorted(names))
        self.names = tuple(names[number] for number in self.suppliers)
        place = {number: at for at, number in enumerate(self.suppliers)}
        won = sorted((place[number], row) for row, one in enumerate(contracts) for number in one.winners)
        self.owners, self.rows = np.array(won, np.int64).reshape(-1, 2).T
        self._spaces: dict[Words, Space] = {}

    def __len__(self) -> int:
        return len(self.suppliers)

    @property
    def wins(self) -> Floats:
        """How many contracts each supplier won."""
        return np.bincount(self.owners, minlength=len(self)).astype(np.float32)

    def space(self, said: Words) -> Space:
        """The contracts in one space of words, worked out once."""
        if said not in self._spaces:
            self._spaces[said] = Space(self.contracts, said)
        return self._spaces[said]

    def won(self, table: Table) -> Table:
        """The sums of the contracts' rows by supplier."""
        return summed(table, self.rows, self.owners, len(self))
