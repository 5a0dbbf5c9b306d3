"""One ranking of a split, looked at from both sides: a supplier's list of contracts, a contract's list of suppliers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from karavel.matching.history.contracts import Call, Split
from karavel.matching.history.metrics import Places
from karavel.matching.history.past import Asked, Past
from karavel.matching.history.ranker import BLOCK, measured
from karavel.matching.history.spaces import Floats, Integers
from karavel.matching.history.trees import Trees

#: Suppliers kept of a contract's list.
SHOWN: Final = 20


class Sides(NamedTuple):
    """A ranking of every candidate for every supplier of the past.

    Attributes:
        scores: those of the suppliers judged, (suppliers judged, candidates).
        contracts: places of the candidates whose winner the past knows.
        ranks: for each of them the rank (from 1) of its winner among all suppliers of the past, the best of several.
        best: for each of them the places of the first suppliers, (contracts, SHOWN).
    """

    scores: Floats
    contracts: Integers
    ranks: Places
    best: Integers


def plain(asked: Asked, calls: Sequence[Call]) -> Iterator[Floats]:
    """Scores of a reference, a block of calls at a time."""
    for begin in range(0, len(calls), BLOCK):
        yield asked(calls[begin : begin + BLOCK])


def learnt(part: Split, past: Past, by: Trees, kept: list[Mapping[str, Floats]]) -> Iterator[Floats]:
    """The ranker's scores, a block at a time; the features' values for the suppliers judged are kept beside."""
    rows = np.searchsorted(past.suppliers, part.suppliers)
    for values in measured(past, part.calls, by.features):
        kept.append({name: value[rows] for name, value in values.items()})
        yield by.score(values)


def sides(part: Split, past: Past, blocks: Iterable[Floats]) -> Sides:
    """Reads a ranking from both sides; ties of suppliers break by registration number."""
    rows = np.searchsorted(past.suppliers, part.suppliers)
    place = {number: at for at, number in enumerate(past.suppliers)}
    winners = [[place[number] for number in one.winners if number in place] for one in part.candidates]
    scores, contracts, ranks, best = [], [], [], []
    begin = 0
    for block in blocks:
        scores.append(block[rows])
        for column in range(block.shape[1]):
            if found := winners[begin + column]:
                contracts.append(begin + column)
                ranks.append(min(_rank(block[:, column], winner) for winner in found))
                best.append(np.argsort(-block[:, column], kind="stable")[:SHOWN])
        begin += block.shape[1]
    return Sides(
        np.concatenate(scores, axis=1), np.array(contracts, np.int64), np.array(ranks, np.int64), np.array(best)
    )


def _rank(column: Floats, winner: int) -> int:
    own = column[winner]
    return 1 + int((column > own).sum() + (column[:winner] == own).sum())
