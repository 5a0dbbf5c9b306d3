"""Learns the weights of the topics that ``karavel match`` ranks by.

Each supplier of a register is taken for a company with a profile. *Known*: its past contracts are its references,
their main codes its codes, the words that they share its summary. *New*: it has nothing to show yet but a summary, the
title of one past contract, and the codes of that one. Both once more *abroad*, as a firm that writes another language:
no word of its own is in the buyers' texts, only its codes and their names lead to them. Features are the table's own,
asked of the contracts of a later window.

What a register cannot judge keeps the weight that it has: deadlines, languages, foreign buyers, ways in; and the value,
which in a register is the winner's price. All weights on a grid are tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import product
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from karavel.codes.cpv_labels import compact
from karavel.errors import InvalidInput
from karavel.lake import View
from karavel.matching.columns import Floats
from karavel.matching.entries import Entries
from karavel.matching.history.contracts import Contract, Split, contracts, within
from karavel.matching.history.metrics import gain
from karavel.matching.lots import COLUMNS, Lots
from karavel.matching.profile import Profile, Win
from karavel.matching.question import Question
from karavel.matching.table import ALL_TOPICS, TOPICS
from karavel.matching.texts import compare, latest_first
from karavel.matching.words import subject_words
from karavel.training.ranker import DAYS, WINDOWS, windows

#: Kinds of profiles that a firm's table is learnt from: with references, and without.
KNOWN: Final = ("known", "known abroad")
NEW: Final = ("new", "new abroad")

#: Steps of weights that are tried, and the least that a topic counts: alone it must be able to make a lot fit
#: (``scoring.FITS`` of ``scoring.RELEVANT``), or a lot of exactly a firm's code would not, for want of a reference.
STEP: Final = 0.05
LEAST: Final = 0.15

#: Suppliers of a window outside IT that are learnt from; their number, not their luck, is what is limited.
_OTHERS: Final = 150
_WORDS: Final = 12  # of a summary
_CODES: Final = 5  # codes of a profile: the main codes that it won most often
_HITS: Final = 20_000
_TOP: Final = 10  # of the list that is judged

Weights: TypeAlias = dict[str, float]


class Case(NamedTuple):
    """A supplier before a window: the table's features of every contract in it, and which of these it won.

    Attributes:
        values: by feature.
        wins: places of the contracts that it won.
        it: places of the contracts of the scope ``it``.
        kind: of :data:`KNOWN` or :data:`NEW`.
    """

    values: Mapping[str, Floats]
    wins: NDArray[np.int64]
    it: NDArray[np.int64]
    kind: str


@dataclass(frozen=True)
class Judged:
    """How good some weights are.

    Attributes:
        weights: by feature.
        lists: nDCG@10 of every list, by kind of profile and scope.
    """

    weights: Weights
    lists: Mapping[tuple[str, str], Floats]

    @property
    def figures(self) -> dict[tuple[str, str], float]:
        """Means over suppliers."""
        return {key: float(values.mean()) for key, values in self.lists.items()}

    @property
    def quality(self) -> float:
        """The mean of all figures, so that neither IT nor firms with references decide alone."""
        return float(np.mean(list(self.figures.values())))


def cases(view: View, before: date) -> list[Case]:
    """Cases of the windows before a day, each with all other contracts before that day as its past.

    How rare a word is (BM25) is taken from the whole lake, as ``karavel match`` takes it; who won what, is not.

    Raises:
        InvalidInput: nobody won again in these windows.
    """
    known = [one for one in contracts(view.notices()) if one.published < before]
    table = view.unordered("lots", COLUMNS)
    found = [case for part in windows(known, before) for case in _window(view, part, table)]
    if not found:
        raise InvalidInput(
            f"Nothing to learn from: nobody won again in the {DAYS * WINDOWS} days before {before}.",
            remedy="The lake needs award tables of Portal BASE, some weeks of them before that day.",
        )
    return found


def learn(found: Sequence[Case]) -> dict[str, Judged]:
    """The weights that rank the cases best: ``weight`` for firms with references, ``without_references``."""
    known, new = ([case for case in found if case.kind in kinds] for kinds in (KNOWN, NEW))
    return {
        "weight": max((judge(known, weights) for weights in grid()), key=lambda one: one.quality),
        "without_references": max((judge(new, weights) for weights in grid(wins=False)), key=lambda one: one.quality),
    }


def grid(*, wins: bool = True) -> Iterator[Weights]:
    """All weights that are tried."""
    steps, least = round(ALL_TOPICS / STEP), round(LEAST / STEP)
    for text, cpv in product(range(least, steps), repeat=2):
        rest = steps - text - cpv
        if rest >= least if wins else rest == 0:
            counts = {"text": text, "cpv": cpv, "wins": rest}
            yield {name: round(count * STEP, 2) for name, count in counts.items()}


def judge(found: Sequence[Case], weights: Weights) -> Judged:
    """nDCG@10 of some weights, by kind of profile, in IT and in all."""
    figures: dict[tuple[str, str], list[float]] = {}
    for case in found:
        scores = scored(case.values, weights)
        for scope, among in (("it", case.it), ("all", np.arange(len(scores)))):
            wins = np.flatnonzero(np.isin(among, case.wins))
            if len(wins):
                figures.setdefault((case.kind, scope), []).append(gain(_places(scores[among], wins), _TOP))
    return Judged(weights, {key: np.array(values) for key, values in figures.items()})


def _places(scores: Floats, wins: NDArray[np.int64]) -> NDArray[np.int64]:
    """As ``metrics.places``, without sorting a long list for a few wins."""
    before = [1 + (scores > scores[at]).sum() + (scores[:at] == scores[at]).sum() for at in wins]
    return np.sort(np.array(before, np.int64))


def scored(values: Mapping[str, Floats], weights: Weights) -> Floats:
    """The score of :mod:`karavel.matching.scoring` with nothing known but topics."""
    return np.asarray(sum(weights[name] * values[name] for name in weights))


def _window(view: View, part: Split, table: pa.Table) -> Iterator[Case]:
    lots = _lots(table, part.candidates)
    it = np.array([at for at, call in enumerate(part.calls) if within(call, "it")], np.int64)
    won = _won(part.past)
    for supplier, wins in _chosen(part, it):
        for kind, profile in profiles(won[supplier]).items():
            yield Case(_values(view, lots, profile, part.candidates[0].published), wins, it, kind)


def _lots(table: pa.Table, candidates: Sequence[Contract]) -> Lots:
    place = {number: at for at, number in enumerate(table["notice_id"].to_pylist())}
    return Lots(table.take(pa.array([place[one.id] for one in candidates], pa.int64())))


def _won(past: Sequence[Contract]) -> dict[str, list[Contract]]:
    won: dict[str, list[Contract]] = {}
    for one in past:
        for number in one.winners:
            won.setdefault(number, []).append(one)
    return won


def _chosen(part: Split, it: NDArray[np.int64]) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """All suppliers that won IT in the window, and some of the others."""
    every = [(number, np.array(wins)) for number, wins in zip(part.suppliers, part.wins, strict=True)]
    others = [at for at, (_, wins) in enumerate(every) if not np.isin(wins, it).any()]
    left = set(np.random.default_rng(0).permutation(others)[_OTHERS:].tolist())
    return (one for at, one in enumerate(every) if at not in left)


def profiles(won: Sequence[Contract]) -> dict[str, Profile]:
    """A supplier as a company with a profile, of each kind."""
    codes = Counter(one.call.cpv[0] for one in won if one.call.cpv)
    common = tuple(code for code, _ in codes.most_common(_CODES))
    wins = latest_first(Win(one.call.title, one.call.cpv, "PT", None, one.published) for one in won)
    first = won[0].call
    return {
        "known": Profile(_summary(won), common, wins),
        "known abroad": Profile(cpv=common, wins=tuple(replace(win, title="") for win in wins)),
        "new": Profile(summary=first.title, cpv=first.cpv),
        "new abroad": Profile(cpv=first.cpv),
    }


def _summary(won: Sequence[Contract]) -> str:
    """What the firm would say that it does: the words that most of its contracts share."""
    words = Counter(word for one in won for word in subject_words(one.call.title))
    return " ".join(word for word, _ in words.most_common(_WORDS))


def _values(view: View, lots: Lots, profile: Profile, on: date) -> dict[str, Floats]:
    texts = compare(profile, compact(), lots.keys, partial(view.scores, limit=_HITS, kinds=("award",)))
    question = Question(lots, profile, on, texts, Entries.none(len(lots)))
    return {function.__name__: function(question).values for function in TOPICS}
