"""The order of lots: best first, the same whatever order they came in, and worked out no further than needed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.matching.tables import ask, row

from karavel.matching.entries import Entry
from karavel.matching.ranking import Ranked, rank
from karavel.matching.scoring import score
from karavel.matching.table import FEATURES

CODES = ("72212000", "72000000", "48000000", "30200000", "45000000", "15800000")
COUNTRIES = ("PT", "DE", "GE", "MT", "NO")
WAYS = (
    Entry("guaranteed", "guaranteed"),
    Entry("discretionary", "guaranteed", cost_eur=12_000, days=40, way="a company in Portugal"),
    Entry("excluded", None),
    Entry("unknown", "unknown"),
)


def some_lots(count: int, seed: int) -> list[dict[str, Any]]:
    dice = random.Random(seed)  # invented lots, nothing secret
    return [
        row(
            number,
            cpv=[dice.choice(CODES)],
            value_eur=dice.choice([None, 50_000.0, 5e7]),
            published=date(2026, 2, dice.choice([1, 2])),
            buyer_country=dice.choice(COUNTRIES),
            lot_id=dice.choice(["LOT-0001", "LOT-0002"]),
        )
        for number in range(count)
    ]


def way_of(lot: dict[str, Any]) -> Entry:
    """Buyers of one country are entered alike."""
    return WAYS[COUNTRIES.index(lot["buyer_country"]) % len(WAYS)]


class Office:
    """Works out ways in, and remembers for which rows it was asked."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows, self.asked = rows, list[int]()

    def __call__(self, numbers: Sequence[int]) -> dict[int, Entry]:
        self.asked.extend(numbers)
        return {number: way_of(self.rows[number]) for number in numbers}


def named(rows: list[dict[str, Any]], ranked: Sequence[Ranked]) -> list[tuple[str, float]]:
    return [(rows[one.row]["notice_id"], one.score) for one in ranked]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 30))
def test_the_order_of_lots_never_matters(seed: int, top: int) -> None:
    rows = some_lots(25, seed)
    mixed = random.Random(seed + 1).sample(rows, len(rows))  # a shuffle
    one, other = (rank(ask(*table), top, enter=Office(table)).lots for table in (rows, mixed))
    assert named(rows, one) == named(mixed, other)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 200))
def test_working_out_only_the_best_gives_the_list_of_working_out_all_where_countries_are_entered_alike(
    seed: int, top: int
) -> None:
    rows = some_lots(200, seed)
    question = ask(*rows)
    question.entries.add({number: way_of(lot) for number, lot in enumerate(rows)})
    scores = score(question, FEATURES).scores
    order = sorted(
        range(200), key=lambda n: (-scores[n], rows[n]["published"], rows[n]["notice_id"], rows[n]["lot_id"])
    )
    found = rank(ask(*rows), top, enter=Office(rows)).lots
    assert [one.row for one in found] == order[:top]


def test_few_ways_in_are_worked_out_for_a_short_list() -> None:
    rows = some_lots(5000, 7)
    office = Office(rows)
    rank(ask(*rows, trade=np.linspace(0, 1, 5000)), 5, enter=office)
    assert len(office.asked) == len(set(office.asked)) < 1000


def test_no_unrelated_lot_is_worked_out_while_related_ones_fill_the_list() -> None:
    rows = [row(number, cpv=["15800000"]) for number in range(500)] + [row(number) for number in range(500, 600)]
    office = Office(rows)
    assert len(rank(ask(*rows), 10, enter=office).lots) == 10
    assert min(office.asked) >= 500


def test_a_filter_on_verdicts_looks_on_until_the_list_is_full() -> None:
    rows = some_lots(300, 3)
    found = rank(ask(*rows), 40, enter=Office(rows), admit=lambda entry: entry.direct == "excluded").lots
    assert len(found) == 40
    assert all(way_of(rows[one.row]).direct == "excluded" for one in found)


def test_ties_break_by_publication_then_notice_then_lot() -> None:
    rows = [
        row(3, published=date(2026, 2, 1)),
        row(1, published=date(2026, 2, 2)),
        row(2, published=date(2026, 2, 1), lot_id="LOT-0002"),
        row(2, published=date(2026, 2, 1), lot_id="LOT-0001"),
        row(4, published=None),
    ]
    assert [one.row for one in rank(ask(*rows), 5).lots] == [3, 2, 0, 1, 4]


def test_ranks_count_from_one_and_an_empty_lake_ranks_nothing() -> None:
    assert [one.rank for one in rank(ask(row(1), row(2)), 5).lots] == [1, 2]
    assert rank(ask(), 5).lots == ()
    assert rank(ask(row(1)), 0).lots == ()


def test_lots_of_another_trade_do_not_count_as_fitting() -> None:
    rows = [row(1), row(2, cpv=["72000000"]), row(3, cpv=["15800000"])]
    assert rank(ask(*rows), 1).fitting == 2
