"""Rates that do not move: currencies that the euro replaced, and pegs to the euro or the dollar."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from karavel.codes.tables import rows
from karavel.money.rate import Based, Rate


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[date, Based]]:
    return {
        row["currency"]: (
            date.fromisoformat(row["since"]),
            Based(row["base"], Rate(row["currency"], float(row["per_base"]), "", row["source"])),
        )
        for row in rows("karavel.money", "fixed.csv")
    }


def fixed_rate(currency: str, on: date) -> Based | None:
    """The fixed rate in force on a day, or None; legacy currencies keep theirs for ever."""
    since, based = _table().get(currency, (date.max, None))
    return based if on >= since else None
