"""Learns the ranker's trees on windows that lie before the one it will be judged on.

LambdaRank by gradient boosting (Burges 2010; Ke and others 2017): the wins of each supplier should stand above the
other candidates. A list holds the candidates of one sector, because a firm chooses among contracts of its trade;
lists of the scope that is wanted count three times, so that it leads and the other sectors keep it from being learnt
by heart. Trees are few and small, and may only rise with a feature.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, NamedTuple, TypeAlias

import lightgbm
import numpy as np
from numpy.typing import NDArray

from karavel.errors import InvalidInput
from karavel.matching.history.contracts import Call, Contract, Scope, Split, split, within
from karavel.matching.history.past import Past
from karavel.matching.history.ranker import measured
from karavel.matching.history.table import FEATURES
from karavel.matching.history.trees import Node, Trees

#: Days of each window, and how many windows are learnt from.
DAYS: Final = 5
WINDOWS: Final = 5

#: Divisions whose contracts are chosen among together.
SECTORS: Final[tuple[tuple[str, ...], ...]] = (
    ("33",),
    ("44", "45"),
    ("50", "51"),
    ("73", "75", "79"),
    ("71",),
    ("03", "15", "55"),
    ("34", "60", "63"),
    ("77", "90"),
    ("18", "22", "37", "39"),
    ("80", "85", "92", "98"),
    ("09", "64", "65", "66"),
    ("30", "31", "32", "35", "38", "42"),
)

#: How much more a list of the scope that is wanted counts than another.
WANTED: Final = 3.0

#: Other candidates kept of a list: more of them tell little more, and take long.
_OTHERS: Final = 100
_TREES: Final = 200
_LEARNING: Final[dict[str, Any]] = {
    "objective": "lambdarank",
    "learning_rate": 0.07,
    "num_leaves": 7,
    "min_data_in_leaf": 200,
    "lambda_l2": 10,
    "lambdarank_truncation_level": 20,
    "feature_fraction": 0.4,
    "seed": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}

_Rows: TypeAlias = NDArray[np.float32]


class Lists(NamedTuple):
    """Lists of candidates, end to end.

    Attributes:
        values: features of every candidate of every list, (candidates, features).
        wins: whether each candidate was won.
        sizes: how many candidates each list has.
        wanted: whether each list is of the scope that is wanted.
    """

    values: _Rows
    wins: NDArray[np.bool_]
    sizes: NDArray[np.int64]
    wanted: NDArray[np.bool_]


class _List(NamedTuple):
    values: _Rows
    wins: NDArray[np.bool_]
    wanted: bool


def learn(found: Sequence[Contract], before: date, scope: Scope, features: Sequence[str] = ()) -> Trees:
    """Trees over features, from contracts published before a day.

    Args:
        found: contracts; those from the day on are not looked at.
        before: the day.
        scope: of the lists that count most.
        features: those to be used; all when empty.

    Raises:
        InvalidInput: there is no supplier to learn from.
    """
    names = tuple(features) or tuple(FEATURES)
    lists = gathered(found, before, scope, names)
    counts = np.repeat(np.where(lists.wanted, WANTED, 1.0), lists.sizes)
    data = lightgbm.Dataset(lists.values, lists.wins.astype(int), group=lists.sizes, weight=counts)
    model = lightgbm.train({**_LEARNING, "monotone_constraints": [1] * len(names)}, data, _TREES)
    return Trees(tuple(_node(one["tree_structure"], names) for one in model.dump_model()["tree_info"]))


def _node(one: Mapping[str, Any], names: Sequence[str]) -> Node:
    if "left_child" not in one:
        return Node(float(one["leaf_value"]))
    left, right = _node(one["left_child"], names), _node(one["right_child"], names)
    return Node(float(one["internal_value"]), names[one["split_feature"]], float(one["threshold"]), left, right)


def gathered(found: Sequence[Contract], before: date, scope: Scope, names: Sequence[str]) -> Lists:
    """The lists of all windows before a day."""
    known = [one for one in found if one.published < before]
    lists = [one for part in windows(known, before) for one in _window(part, scope, names)]
    if not lists:
        raise InvalidInput(
            f"Nothing to learn from: nobody won again in the {DAYS * WINDOWS} days before {before}.",
            remedy="The lake needs award tables of Portal BASE, some weeks of them before that day.",
        )
    return Lists(
        np.concatenate([one.values for one in lists]),
        np.concatenate([one.wins for one in lists]),
        np.array([len(one.wins) for one in lists]),
        np.array([one.wanted for one in lists]),
    )


def windows(known: Sequence[Contract], before: date) -> Iterator[Split]:
    """Each window with all other contracts before the day as its past, so that pasts are as long as the one judged by.

    How large shares and likenesses are depends on how much past there is; were only earlier contracts taken, trees
    would learn from pasts of half the length.
    """
    for back in range(WINDOWS):
        last = before - timedelta(DAYS * back)
        part = split(known, last - timedelta(DAYS), last)
        yield replace(part, past=part.past + tuple(one for one in known if one.published >= last))


def _window(part: Split, scope: Scope, names: Sequence[str]) -> Iterator[_List]:
    past = Past(part.past)
    rows = np.searchsorted(past.suppliers, part.suppliers)
    blocks = [np.stack([values[name][rows] for name in names], axis=2) for values in measured(past, part.calls, names)]
    if not len(rows) or not blocks:
        return
    values = np.concatenate(blocks, axis=1)
    random = np.random.default_rng(0)
    for number, members in enumerate(_sectors(part.calls, scope)):
        for supplier, wins in enumerate(part.wins):
            won = np.isin(members, wins)
            if won.any():
                kept = won | (random.permutation(len(won)) < _OTHERS)
                yield _List(values[supplier, members[kept]], won[kept], wanted=number == 0)


def _sectors(calls: Sequence[Call], scope: Scope) -> Iterator[NDArray[np.int64]]:
    """Places of the candidates of the scope that is wanted, then of each sector."""
    yield np.array([at for at, call in enumerate(calls) if within(call, scope)], np.int64)
    for divisions in SECTORS:
        inside = (at for at, call in enumerate(calls) if any(code.startswith(divisions) for code in call.cpv))
        yield np.array(list(inside), np.int64)
