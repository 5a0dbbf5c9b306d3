"""Exchange rates: what an amount was worth in another currency on a day, and by which rate.

Three sources, the most exact first: rates fixed by law (legacy currencies of the euro, pegs), the dated table of the
ECB where it has been fetched, yearly averages from the package. Every answer names its rate; a currency without one
is None, never a guess. The SDR (``XDR``) of treaty thresholds is a currency like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from karavel.money.daily import Daily, load_daily
from karavel.money.fixed import fixed_rate
from karavel.money.rate import Rate
from karavel.money.yearly import yearly_rate

if TYPE_CHECKING:
    from pathlib import Path

EURO = Rate("EUR", 1.0, "", "the euro itself")
_STALE = timedelta(days=10)
_EURO_BEGAN = date(1999, 1, 1)


@dataclass(frozen=True, slots=True)
class Conversion:
    """An amount in another currency.

    Attributes:
        amount: the converted amount, not rounded.
        currency: its currency, ISO 4217.
        rate: how many units of ``currency`` one unit of the original bought.
        on: the day (``2024-11-20``) or year (``2024``) of the rate; of the older of two; empty for fixed rates alone.
        source: whose rate it is; both, where the way went through the euro.
        approximate: whether any rate on the way was an approximate figure.
    """

    amount: float
    currency: str
    rate: float
    on: str
    source: str
    approximate: bool


class Rates:
    """Converts amounts; give it the ECB's dated table (``Rates(load_daily(path))``) for rates of the day itself."""

    def __init__(self, daily: Daily | None = None) -> None:
        self._daily = daily
        self._known: dict[tuple[str, date], Rate | None] = {}

    @classmethod
    def load(cls, path: Path) -> Rates:
        """With the dated table of the ECB in a CSV file; raises InvalidInput naming the file where it is none."""
        return cls(load_daily(path))

    def per_euro(self, currency: str, on: date) -> Rate | None:
        """Units of a currency (ISO 4217) for one euro on a day, or None; cheap to call for every row of a table."""
        key = (currency, on)
        if key not in self._known:
            self._known[key] = self._find(currency, on)
        return self._known[key]

    def convert(self, amount: float, currency: str, to: str, *, on: date) -> Conversion | None:
        """An amount in another currency at the rate of a day, or None where either currency has no rate then."""
        theirs, ours = self.per_euro(currency, on), self.per_euro(to, on)
        if theirs is None or ours is None:
            return None
        if currency == to:
            return Conversion(amount, to, 1.0, "", "the same currency", approximate=False)
        rate = ours.per_euro / theirs.per_euro
        moving = [each for each in (theirs, ours) if each != EURO]  # by value: rates travel between processes
        return Conversion(
            amount=amount * rate,
            currency=to,
            rate=rate,
            on=min((each.on for each in moving if each.on), default=""),
            source="; ".join(dict.fromkeys(each.source for each in moving)),
            approximate=any(each.approximate for each in moving),
        )

    def _find(self, currency: str, on: date) -> Rate | None:
        if on < _EURO_BEGAN:
            return None
        if currency == "EUR":
            return EURO
        fixed = fixed_rate(currency, on)
        if fixed is None:
            return self._moving(currency, on)
        return fixed.rate if fixed.base == "EUR" else self._through(fixed.base, fixed.rate, on)

    def _moving(self, currency: str, on: date) -> Rate | None:
        dated = self._daily.rate(currency, on, not_before=on - _STALE) if self._daily else None
        if dated is not None:
            return dated
        yearly = yearly_rate(currency, on.year)
        if yearly is None or yearly.base == "EUR":
            return yearly.rate if yearly else None
        return self._through(yearly.base, yearly.rate, on)

    def _through(self, base: str, rate: Rate, on: date) -> Rate | None:
        """A rate against another currency than the euro, turned into one against the euro by that currency's own."""
        via = self.per_euro(base, on)
        if via is None:
            return None
        return Rate(
            currency=rate.currency,
            per_euro=rate.per_euro * via.per_euro,
            on=min(each for each in (rate.on, via.on) if each),
            source=f"{rate.source}, through {base}: {via.source}",
            approximate=rate.approximate or via.approximate,
        )
