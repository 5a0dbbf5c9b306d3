"""Eval ranking: would the firm have found the contracts that it won? Award history in a lake, split by time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, Literal, TypeAlias

import msgspec
import numpy as np

from karavel.answers.ranking import ContractFigures, Figures, FirmFigures, Prediction, RankingEvaluation, SuppliersFound
from karavel.errors import InvalidInput
from karavel.lake import Lake
from karavel.matching.history import metrics
from karavel.matching.history.contracts import Contract, Scope, Split, contracts, split
from karavel.matching.history.judging import Sides, learnt, plain, sides
from karavel.matching.history.past import Past
from karavel.matching.history.ranker import trees
from karavel.matching.history.references import REFERENCES
from karavel.matching.history.spaces import Floats

Direction: TypeAlias = Literal["suppliers", "contracts"]
Values: TypeAlias = Mapping[str, Floats]

#: Features that need no win: what remains for a firm known by its name alone.
_BY_NAME: Final = ("named", "trade")
_SHOWN: Final = 100


def evaluate_ranking(
    lake: Lake,
    first: date,
    last: date,
    scope: Scope = "it",
    predictions: Path | None = None,
    *,
    direction: Direction = "suppliers",
    ablate: bool = False,
) -> RankingEvaluation:
    """Ranks the contracts published from ``first`` to the day before ``last`` for everybody who won one of them.

    Args:
        lake: with award tables of Portal BASE.
        first: history ends before this day.
        last: candidates end before this day.
        scope: of the candidates; history is always whole.
        predictions: where to write lists, a line each.
        direction: which lists are written: a supplier's first hundred contracts, or a contract's first suppliers.
        ablate: also judge without each feature, and by each alone: over all contracts that takes long.

    Raises:
        LakeMissing: there is no lake.
        InvalidInput: the lake has no supplier with a win before and one after.
    """
    with lake.view() as view:
        part = split(contracts(view.notices()), first, last, scope)
    if not part.suppliers:
        raise InvalidInput(
            f"The lake has no supplier with a contract before {first} and another one before {last}.",
            remedy="karavel eval ranking needs award tables of Portal BASE: karavel ingest PATH, then try other days.",
        )
    past, kept = Past(part.past), list[Values]()
    found = sides(part, past, learnt(part, past, trees(), kept))
    values = {name: np.concatenate([block[name] for block in kept], axis=1) for name in trees().features}
    if predictions:
        lines = _lists(part, found.scores) if direction == "suppliers" else _firms(part, past, found)
        predictions.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in lines))
    return _evaluation(part, past, found, values, scope, ablate=ablate)


def _evaluation(
    part: Split, past: Past, found: Sides, values: Values, scope: Scope, *, ablate: bool
) -> RankingEvaluation:
    own = _places(part, found.scores)
    others = {name: sides(part, past, plain(ask(past), part.calls)) for name, ask in REFERENCES.items()}
    return RankingEvaluation(
        scope=scope,
        suppliers=len(part.suppliers),
        candidates=len(part.candidates),
        wins=sum(map(len, part.wins)),
        intervals=metrics.intervals(own),
        references={name: _figures(part, one.scores) for name, one in others.items()},
        without={name: _figures(part, _neutral(values, {name})) for name in values} if ablate else {},
        alone={name: _figures(part, value) for name, value in values.items()} if ablate else {},
        slices=_slices(part, found.scores, values),
        contracts=_contracts(part, past, found, others),
        **metrics.judge(own),
    )


def _neutral(values: Values, silent: Collection[str]) -> Floats:
    """The ranker's scores with some features held at their median, where they tell no contract from another."""
    middle = {name: np.full_like(values[name], np.median(values[name])) for name in silent}
    return trees().score({**values, **middle})


def _figures(part: Split, scores: Floats) -> Figures:
    return Figures(**metrics.judge(_places(part, scores)))


def _places(part: Split, scores: Floats) -> list[metrics.Places]:
    return [metrics.places(row, wins) for row, wins in zip(scores, part.wins, strict=True)]


def _contracts(part: Split, past: Past, found: Sides, others: Mapping[str, Sides]) -> ContractFigures:
    ranks = _ranks(found)
    known = _repeated(part)
    again = np.array([known(part.candidates[at]) for at in found.contracts.tolist()], bool)
    kept = {"repeated": found.ranks[again], "not-repeated": found.ranks[~again]}
    return ContractFigures(
        contracts=len(ranks),
        suppliers=len(past),
        intervals=metrics.intervals(ranks, metrics.FIRMS),
        references={name: FirmFigures(**metrics.judge(_ranks(one), metrics.FIRMS)) for name, one in others.items()},
        slices={
            name: {"contracts": len(some), **metrics.judge([np.array([one]) for one in some], metrics.FIRMS)}
            for name, some in kept.items()
            if len(some)
        },
        **metrics.judge(ranks, metrics.FIRMS),
    )


def _ranks(found: Sides) -> list[metrics.Places]:
    return [np.array([rank]) for rank in found.ranks.tolist()]


def _repeated(part: Split) -> Callable[[Contract], bool]:
    known = {(one.call.title, one.call.buyer) for one in part.past}
    return lambda one: (one.call.title, one.call.buyer) in known


def _slices(part: Split, scores: Floats, values: Values) -> dict[str, dict[str, float]]:
    won = _won(part)
    buyers = [{one.call.buyer for one in past} for past in won]
    repeated = _repeated(part)
    kept: dict[str, Callable[[int, Contract], bool]] = {
        "one-win": lambda supplier, _: len(won[supplier]) == 1,
        "new-buyers": lambda supplier, one: one.call.buyer not in buyers[supplier],
        "repeated": lambda _, one: repeated(one),
        "not-repeated": lambda _, one: not repeated(one),
    }
    by_name = _neutral(values, set(values).difference(_BY_NAME))
    return {name: _slice(part, scores, keep) for name, keep in kept.items()} | {
        "name-only": _slice(part, by_name, lambda _supplier, _one: True)
    }


def _slice(part: Split, scores: Floats, keep: Callable[[int, Contract], bool]) -> dict[str, float]:
    """The figures over the wins that are kept; the other wins are taken out of the lists."""
    found = []
    for supplier, wins in enumerate(part.wins):
        wanted = [place for place in wins if keep(supplier, part.candidates[place])]
        if wanted:
            row = scores[supplier].copy()
            row[[place for place in wins if place not in wanted]] = -np.inf
            found.append(metrics.places(row, wanted))
    return {"suppliers": len(found), **(metrics.judge(found) if found else {})}


def _won(part: Split) -> list[list[Contract]]:
    past: dict[str, list[Contract]] = {supplier: [] for supplier in part.suppliers}
    for one in part.past:
        for winner in one.winners:
            if winner in past:
                past[winner].append(one)
    return [past[supplier] for supplier in part.suppliers]


def _lists(part: Split, scores: Floats) -> Iterator[Prediction]:
    for supplier, row, wins in zip(part.suppliers, scores, part.wins, strict=True):
        best = np.argsort(-row, kind="stable")[:_SHOWN]
        yield Prediction(supplier, _ids(part, best.tolist()), row[best].round(5).tolist(), _ids(part, wins))


def _firms(part: Split, past: Past, found: Sides) -> Iterator[SuppliersFound]:
    for at, rank, best in zip(found.contracts.tolist(), found.ranks.tolist(), found.best, strict=True):
        one = part.candidates[at]
        known = sorted(set(one.winners).intersection(past.suppliers))
        yield SuppliersFound(one.id, [past.suppliers[place] for place in best.tolist()], rank, known)


def _ids(part: Split, places: Sequence[int]) -> list[str]:
    return [part.candidates[place].id for place in places]
