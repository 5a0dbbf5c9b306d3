"""Eval ranking: would the firm have found the contracts that it won? Award history in a lake, split by time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from karavel.errors import InvalidInput
from karavel.lake import Lake
from karavel.matching.history import metrics
from karavel.matching.history.contracts import COLUMNS, Contract, Scope, Split, contracts, split
from karavel.matching.history.features import measured
from karavel.matching.history.ranker import score, weights
from karavel.matching.history.references import REFERENCES
from karavel.matching.history.spaces import Floats

_SOURCE = "base"
_AWARDS = f"SELECT {', '.join(COLUMNS)} FROM current_awards WHERE format = '{_SOURCE}' ORDER BY published, notice_id"  # noqa: S608  # the columns are ours


class Figures(Struct, frozen=True):
    """One ranking's figures, means over suppliers."""

    mrr: float
    recall_at_10: float
    recall_at_50: float
    ndcg_at_10: float


class RankingEvaluation(Struct, frozen=True):
    """The figures of ``karavel eval ranking``.

    Attributes:
        scope: of the candidates: it, it-open or all.
        suppliers: judged: with a win before, and one among the candidates.
        candidates: contracts of the scope published in the window.
        wins: of these suppliers among the candidates.
        mrr, recall_at_10, recall_at_50, ndcg_at_10: means over suppliers.
        intervals: 95 % bootstrap intervals of these, over suppliers.
        references: plain rankings of the same candidates.
        without: the ranker without one feature at a time.
        slices: suppliers by what is hard about them: ``one-win`` with a single past win; ``new-buyers`` judged by
            wins from buyers they had not won from; ``not-repeated`` by wins whose title and buyer the past does not
            have. Each names how many suppliers it has.
    """

    scope: str
    suppliers: int
    candidates: int
    wins: int
    mrr: float
    recall_at_10: float
    recall_at_50: float
    ndcg_at_10: float
    intervals: dict[str, tuple[float, float]]
    references: dict[str, Figures]
    without: dict[str, Figures]
    slices: dict[str, dict[str, float]]


def evaluate_ranking(
    lake: Lake, first: date, last: date, scope: Scope = "it", predictions: Path | None = None
) -> RankingEvaluation:
    """Ranks the contracts published from ``first`` to the day before ``last`` for everybody who won one of them.

    Args:
        lake: with award tables of Portal BASE.
        first: history ends before this day.
        last: candidates end before this day.
        scope: of the candidates; history is always whole.
        predictions: where to write a line a supplier: the first hundred contracts with their scores, and its wins.

    Raises:
        LakeMissing: there is no lake.
        InvalidInput: the lake has no supplier with a win before and one after.
    """
    parted = split(_contracts(lake), first, last, scope)
    if not parted.suppliers:
        raise InvalidInput(
            f"The lake has no supplier with a contract before {first} and another one before {last}.",
            remedy="karavel eval ranking needs award tables of Portal BASE: karavel ingest PATH, then try other days.",
        )
    features = measured(parted)
    scores = score(features, weights())
    if predictions:
        predictions.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in _lines(parted, scores)))
    return _evaluation(parted, features, scores, scope)


def _contracts(lake: Lake) -> list[Contract]:
    with lake.view() as view:
        return contracts(view.table(_AWARDS).to_pylist())


def _evaluation(parted: Split, features: Mapping[str, Floats], scores: Floats, scope: Scope) -> RankingEvaluation:
    found = _places(parted, scores)
    return RankingEvaluation(
        scope=scope,
        suppliers=len(parted.suppliers),
        candidates=len(parted.candidates),
        wins=sum(map(len, parted.wins)),
        intervals=metrics.intervals(found),
        references={name: _figures(parted, order(parted)) for name, order in REFERENCES.items()},
        without={name: _figures(parted, score(features, _but(name))) for name in weights()},
        slices=_slices(parted, scores),
        **metrics.judge(found),
    )


def _but(name: str) -> dict[str, float]:
    return {other: weight for other, weight in weights().items() if other != name}


def _figures(parted: Split, scores: Floats) -> Figures:
    return Figures(**metrics.judge(_places(parted, scores)))


def _places(parted: Split, scores: Floats) -> list[metrics.Places]:
    return [metrics.places(row, wins) for row, wins in zip(scores, parted.wins, strict=True)]


def _slices(parted: Split, scores: Floats) -> dict[str, dict[str, float]]:
    won = _won(parted)
    buyers = [{one.buyer for one in past} for past in won]
    known = {(one.title, one.buyer) for one in parted.past}
    kept: dict[str, Callable[[int, Contract], bool]] = {
        "one-win": lambda supplier, _: len(won[supplier]) == 1,
        "new-buyers": lambda supplier, one: one.buyer not in buyers[supplier],
        "not-repeated": lambda _, one: (one.title, one.buyer) not in known,
    }
    return {name: _slice(parted, scores, keep) for name, keep in kept.items()}


def _slice(parted: Split, scores: Floats, keep: Callable[[int, Contract], bool]) -> dict[str, float]:
    """The figures over the wins that are kept; the other wins are taken out of the lists."""
    found = []
    for supplier, wins in enumerate(parted.wins):
        wanted = [place for place in wins if keep(supplier, parted.candidates[place])]
        if wanted:
            row = scores[supplier].copy()
            row[[place for place in wins if place not in wanted]] = -np.inf
            found.append(metrics.places(row, wanted))
    return {"suppliers": len(found), **(metrics.judge(found) if found else {})}


def _won(parted: Split) -> list[list[Contract]]:
    past: dict[str, list[Contract]] = {supplier: [] for supplier in parted.suppliers}
    for one in parted.past:
        for winner in one.winners:
            if winner in past:
                past[winner].append(one)
    return [past[supplier] for supplier in parted.suppliers]


_SHOWN = 100


class Prediction(Struct, frozen=True):
    """One supplier's list: contracts, best first, with their scores, and which of all candidates it won."""

    supplier: str
    contracts: list[str]
    scores: list[float]
    won: list[str]


def _lines(parted: Split, scores: Floats) -> Iterator[Prediction]:
    for supplier, row, wins in zip(parted.suppliers, scores, parted.wins, strict=True):
        best = np.argsort(-row, kind="stable")[:_SHOWN]
        yield Prediction(supplier, _ids(parted, best.tolist()), row[best].round(5).tolist(), _ids(parted, list(wins)))


def _ids(parted: Split, places: Sequence[int]) -> list[str]:
    return [parted.candidates[place].id for place in places]
