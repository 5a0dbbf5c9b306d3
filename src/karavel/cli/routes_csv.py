"""What routes open as CSV: a row a route, or a row a route and buyer country; safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final, TypeAlias

from karavel.answers.routes import Routes

Cell: TypeAlias = str | int | float

_COUNTS: Final = (
    "lots",
    "lots_in_time",
    "lots_qualified",
    "lots_unread",
    "right_gained",
    "newly_possible",
    "unsettled",
)
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def by_route(answer: Routes) -> Iterator[tuple[Cell, ...]]:
    """A row a route, under a row of names; amounts in euro, days in calendar days."""
    yield ("kind", "via", *_COUNTS, "value_eur", "cost_min", "cost_max", "days_min", "days_max")
    for row in answer.routes:
        counts = (getattr(row.opens, name) for name in _COUNTS)
        cost = (row.cost_eur.min, row.cost_eur.max) if row.cost_eur else ("", "")
        days = (row.days.min, row.days.max) if row.days else ("", "")
        yield (row.kind, row.via or "", *counts, row.opens.value_eur, *cost, *days)


def by_market(answer: Routes) -> Iterator[tuple[Cell, ...]]:
    """A row a route and buyer country in which it opens lots, under a row of names; amounts in euro."""
    yield ("kind", "via", "market", "lots", "value_eur")
    for row in answer.routes:
        for country, market in row.opens.by_market.items():
            yield (row.kind, row.via or "", country, market.lots, market.value_eur)


def table_of(rows: Iterable[tuple[Cell, ...]]) -> str:
    """The rows as CSV without the last line's end."""
    table = StringIO()
    csv.writer(table, lineterminator="\n").writerows(tuple(map(_safe, row)) for row in rows)
    return table.getvalue().removesuffix("\n")


def _safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_BEGINS_A_FORMULA) else cell
