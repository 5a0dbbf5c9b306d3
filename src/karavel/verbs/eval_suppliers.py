"""Eval suppliers: would the winner of a contract have stood among the first? Award history in a lake, split by time."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct

from karavel.codes.cpv import is_it
from karavel.codes.cpv_labels import compact
from karavel.codes.spelling import fold
from karavel.errors import InvalidInput
from karavel.lake import Lake, write_part
from karavel.matching.similar.wanted import Wanted, of_lot
from karavel.money import Rates
from karavel.notices import Document, Notice, Reading
from karavel.partners.awards import History
from karavel.partners.firms import Named, numbers
from karavel.partners.ranking import rank
from karavel.partners.scoring import Scorer, transparent

_SOURCE: Final = "base"
_HITS: Final = 2000  # as karavel suppliers has it
_SHOWN: Final = 50
_RESAMPLES: Final = 2000
_FIRST: Final = 5
_NOBODY: Final = 0  # the rank of a winner that is not in the list


class Hits(Struct, frozen=True):
    """How often a winner stood first, how often among the first five, and the mean of one over its rank."""

    contracts: int
    top_1: float
    top_5: float
    mrr: float


class SuppliersEvaluation(Struct, frozen=True, kw_only=True):
    """The figures of ``karavel eval suppliers``.

    Attributes:
        contracts: of the window whose winner had won before; ``unknown`` counts the others, whom nobody could name.
        top_1, top_5, mrr: over these contracts.
        intervals: 95 % bootstrap intervals, over contracts.
        slices: ``new-buyers`` where the winner had not won from this buyer; ``not-repeated`` where the past has no
            contract of the same title and buyer.
        references: plain lists: those who won most often, and those who won most often from the buyer.
    """

    scope: str
    contracts: int
    top_1: float
    top_5: float
    mrr: float
    intervals: dict[str, tuple[float, float]]
    unknown: int
    slices: dict[str, Hits]
    references: dict[str, Hits]


class Prediction(Struct, frozen=True):
    """One contract's list: numbers of firms, best first, with their scores, and who won it."""

    contract: str
    suppliers: list[str]
    scores: list[float]
    won: list[str]


@dataclass(frozen=True)
class _Past:
    """What plain lists and slices look at: how often each firm won, from whom, and what was bought before."""

    wins: Counter[str]
    by_buyer: dict[str, Counter[str]]
    titles: frozenset[tuple[str, str]]


def evaluate_suppliers(
    lake: Lake,
    first: date,
    last: date,
    scope: str = "all",
    predictions: Path | None = None,
    scorer: Scorer = transparent,
) -> SuppliersEvaluation:
    """Ranks firms for the contracts published from ``first`` to the day before ``last``, by those published before.

    The contracts of the past are laid into a lake of their own, so that nothing of the window is there to be found,
    neither as a win nor in how rare a word is. Of the window only title, codes and buyer are read: its prices are what
    was agreed in the end, which nobody knew.

    Args:
        lake: with award tables of Portal BASE.
        first: history ends before this day.
        last: contracts end before this day.
        scope: ``all``, or ``it`` for contracts with any CPV 48*, 72* or 302*.
        predictions: where to write a line a contract.
        scorer: says what each contract of the past proves.

    Raises:
        LakeMissing: there is no lake.
        InvalidInput: no winner of the window had won before.
    """
    past, window = _split(lake, first, last)
    looked_at = _past(past)
    asked = [notice for notice in window if scope == "all" or any(map(is_it, notice.cpv))]
    known = [notice for notice in asked if _winners(notice) & looked_at.wins.keys()]
    if not known:
        raise InvalidInput(
            f"The lake has no contract published from {first} on and before {last} whose winner had won before.",
            remedy="karavel eval suppliers needs award tables of Portal BASE, of earlier days too: karavel ingest.",
        )
    found = list(_ranked(past, known, first, scorer))
    if predictions:
        predictions.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in found))
    return _evaluation(scope, known, found, looked_at, len(asked) - len(known))


def _split(lake: Lake, first: date, last: date) -> tuple[list[Notice], list[Notice]]:
    """Contracts before the first day, and those from it on, by day and number."""
    with lake.view() as view:
        every = [one for one in view.notices() if one.format == _SOURCE and one.published and one.published < last]
    every.sort(key=lambda one: (one.published, one.id))
    return [one for one in every if _day(one) < first], [one for one in every if _day(one) >= first]


def _day(notice: Notice) -> date:
    assert notice.published
    return notice.published


def _ranked(past: Sequence[Notice], window: Sequence[Notice], first: date, scorer: Scorer) -> Iterator[Prediction]:
    """A list for each contract of the window, from a lake that holds the past alone."""
    rates, labels = Rates(), compact()
    with tempfile.TemporaryDirectory() as folder:
        made = _lake(Path(folder), past, rates)
        with made.view() as view:
            history = History(view, None)
            for notice in window:
                wanted = of_lot(notice, notice.lots[0], labels, rates)
                yield _prediction(notice, wanted, history, first, scorer)


def _prediction(notice: Notice, wanted: Wanted, history: History, first: date, scorer: Scorer) -> Prediction:
    found = rank(wanted, history.beside(wanted.words, _HITS), first, _SHOWN, scorer=scorer)
    firms = [_number(Named(one.firm.name, one.firm.country, one.firm.ids)) for one in found]
    scores = [round(one.score, 5) for one in found]
    return Prediction(notice.id, firms, scores, sorted(_winners(notice)))


def _lake(root: Path, notices: Iterable[Notice], rates: Rates) -> Lake:
    with Lake(root).writer() as writer:
        read = ((Document(content=b"", format=_SOURCE, provenance=one.provenance), Reading(one)) for one in notices)
        writer.commit([write_part(root, writer.part_name(), read, writer.run, rates)], finished=True)
    return Lake(root)


def _winners(notice: Notice) -> set[str]:
    """The numbers of the winners whom the register names."""
    return {
        _number(Named(one.name, one.country, one.ids)) for award in notice.awards for one in award.suppliers if one.ids
    }


def _number(named: Named) -> str:
    return min(map(str, numbers(named)), default=named.ids[0] if named.ids else named.name)


def _past(notices: Iterable[Notice]) -> _Past:
    wins: Counter[str] = Counter()
    by_buyer: dict[str, Counter[str]] = {}
    titles = set()
    for notice in notices:
        winners = _winners(notice)
        wins.update(winners)
        by_buyer.setdefault(_buyer(notice), Counter()).update(winners)
        titles.add((notice.title, _buyer(notice)))
    return _Past(wins, by_buyer, frozenset(titles))


def _buyer(notice: Notice) -> str:
    return fold(notice.buyer.name) if notice.buyer else ""


def _evaluation(
    scope: str, window: Sequence[Notice], found: Sequence[Prediction], past: _Past, unknown: int
) -> SuppliersEvaluation:
    ranks = [_rank(one.suppliers, one.won) for one in found]
    pairs = list(zip(window, ranks, strict=True))
    new = [at for notice, at in pairs if not _winners(notice) & past.by_buyer.get(_buyer(notice), Counter()).keys()]
    fresh = [at for notice, at in pairs if (notice.title, _buyer(notice)) not in past.titles]
    often = [_rank(_most(past.wins), _winners(notice)) for notice in window]
    buyer = [_rank(_most(past.by_buyer.get(_buyer(notice), Counter())), _winners(notice)) for notice in window]
    whole = _hits(ranks)
    return SuppliersEvaluation(
        scope=scope,
        contracts=whole.contracts,
        top_1=whole.top_1,
        top_5=whole.top_5,
        mrr=whole.mrr,
        intervals=_intervals(ranks),
        unknown=unknown,
        slices={"new-buyers": _hits(new), "not-repeated": _hits(fresh)},
        references={"most-frequent": _hits(often), "same-buyer": _hits(buyer)},
    )


def _most(wins: Counter[str]) -> list[str]:
    return sorted(wins, key=lambda firm: (-wins[firm], firm))[:_SHOWN]


def _rank(firms: Sequence[str], won: Iterable[str]) -> int:
    """The place of the first winner in a list, from 1."""
    winners = set(won)
    return next((place for place, firm in enumerate(firms, start=1) if firm in winners), _NOBODY)


def _hits(ranks: Sequence[int]) -> Hits:
    return Hits(len(ranks), *(round(float(values.mean()), 4) if ranks else 0.0 for values in _measured(ranks).values()))


def _measured(ranks: Sequence[int]) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    places = np.array(ranks, dtype=np.float64)
    listed = places != _NOBODY
    return {
        "top_1": (places == 1).astype(np.float64),
        "top_5": (listed & (places <= _FIRST)).astype(np.float64),
        "mrr": np.divide(1.0, places, out=np.zeros(len(places)), where=listed),
    }


def _intervals(ranks: Sequence[int]) -> dict[str, tuple[float, float]]:
    """95 % percentile bootstrap over contracts, with a fixed seed."""
    random = np.random.default_rng(0)
    drawn = random.integers(0, len(ranks), (_RESAMPLES, len(ranks)))
    found = {}
    for name, values in _measured(ranks).items():
        low, high = np.percentile(values[drawn].mean(axis=1), (2.5, 97.5))
        found[name] = (round(float(low), 4), round(float(high), 4))
    return found
