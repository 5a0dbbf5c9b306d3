"""Yearly average rates from the package, for when no dated table has been fetched."""

from __future__ import annotations

from functools import lru_cache

from karavel.codes.tables import rows
from karavel.money.rate import Based, Rate

_CARRIED_YEARS = 2


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return {row["currency"]: row for row in rows("karavel.money", "yearly.csv")}


@lru_cache(maxsize=4_096)
def yearly_rate(currency: str, year: int) -> Based | None:
    """The average of a year; of the last year known, called approximate, for the two years after the table ends."""
    row = _table().get(currency, {})
    known = [column for column, value in row.items() if column.isdigit() and value]
    last = max(known, default="0")
    column = last if int(last) < year <= int(last) + _CARRIED_YEARS else str(year)
    if column not in known:
        return None
    text = row[column]
    rate = Rate(
        currency=currency,
        per_euro=float(text.removeprefix("~")),
        on=column,
        source=f"{row['source']}, average of {column}",
        approximate=text.startswith("~") or column != str(year),
    )
    return Based(row["base"], rate)


def currencies() -> tuple[str, ...]:
    """The currencies that the table has."""
    return tuple(_table())
