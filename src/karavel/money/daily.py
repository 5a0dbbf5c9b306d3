"""The dated table of the ECB: euro foreign exchange reference rates, one line a working day.

The file is ``eurofxref-hist.csv`` as the ECB publishes it: ``Date,USD,JPY,…`` and lines ``2024-11-20,1.0562,…``, newest
first, ``N/A`` or nothing where a currency has no rate on the day.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from karavel.errors import InvalidInput
from karavel.money.rate import Rate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_SOURCE = "ECB reference rate"


class Daily:
    """Rates by currency, each a list of (day, units for one euro) in the order of time."""

    def __init__(self, table: Mapping[str, Sequence[tuple[date, float]]]) -> None:
        self._table = table

    def rate(self, currency: str, on: date, *, not_before: date) -> Rate | None:
        """The rate of the day, or of the last working day before it, no older than ``not_before``; else None."""
        series = self._table.get(currency, ())
        place = bisect_right(series, on, key=lambda row: row[0])
        if place == 0 or series[place - 1][0] < not_before:
            return None
        day, per_euro = series[place - 1]
        return Rate(currency, per_euro, day.isoformat(), _SOURCE)


def load_daily(path: Path) -> Daily:
    """The table in a CSV file; raises InvalidInput naming file and line where it is not the ECB's."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(f"{path} cannot be read ({error})") from error
    table: dict[str, list[tuple[date, float]]] = {}
    reader = csv.DictReader(text.splitlines(), skipinitialspace=True)
    try:
        for row in reader:
            _add(table, row)
    except (KeyError, ValueError, TypeError, AttributeError, csv.Error) as error:
        raise _unreadable(f"{path}, line {reader.line_num}: not a line of the ECB's rates ({error})") from error
    if not table:
        raise _unreadable(f"{path}: no rates in it")
    return Daily({currency: sorted(series) for currency, series in table.items()})


def _unreadable(message: str) -> InvalidInput:
    return InvalidInput(message, remedy="karavel fetch rates brings the file anew")


def _add(table: dict[str, list[tuple[date, float]]], row: dict[str, str]) -> None:
    day = date.fromisoformat(row.pop("Date"))
    for currency, value in row.items():
        if currency and value not in ("", "N/A"):
            table.setdefault(currency.strip(), []).append((day, float(value)))
