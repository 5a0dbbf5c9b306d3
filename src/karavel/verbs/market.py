"""What comparable contracts say together, and which of them a figure counts."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from karavel.answers.market import Count, Market, Share, Spread
from karavel.answers.similar import Comparable

_ENOUGH: Final = 3  # figures that make quartiles
_SMALL: Final = frozenset({"micro", "small", "medium", "sme"})
_MONTHS: Final = 12


def market(compared: Sequence[Comparable]) -> Market:
    """The figures of comparable contracts; of those that name what is needed, where these are enough."""
    counted = counting(compared)
    years = [one.award.date.year for one in counted if one.award.date]
    return Market(
        contracts=len(counted),
        close=sum(one.close for one in compared),
        first=min(years, default=None),
        last=max(years, default=None),
        prices=_spread(one.award.value_eur for one in counted if one.award.value_eur and one.award.value_eur > 0),
        tenders=_spread(one.award.tenders for one in counted if one.award.tenders),
        days=_spread(one.days for one in counted if one.days and one.days > 0),
        single=_share(counted, lambda one: one.award.tenders, is_single),
        small=_share(counted, lambda one: one.sizes, is_small),
        abroad=_share(counted, _countries_told, is_abroad),
        procedures=_counts(one.procedure for one in counted),
        countries=_counts(who.country for one in counted for who in one.award.suppliers),
        months=_months(counted),
    )


def counting(compared: Sequence[Comparable]) -> Sequence[Comparable]:
    """Those that the figures are of: the close ones, or all where the close ones are fewer than three."""
    close = [one for one in compared if one.close]
    return close if len(close) >= _ENOUGH else compared


def is_single(one: Comparable) -> bool:
    """Only one tender came in."""
    return one.award.tenders == 1


def is_small(one: Comparable) -> bool:
    """All winners whose size is told are micro, small or medium firms (Recommendation 2003/361/EC)."""
    return bool(one.sizes) and set(one.sizes) <= _SMALL


def is_abroad(one: Comparable) -> bool:
    """A winner is of another country than the buyer."""
    return any(who.country and who.country != one.award.buyer.country for who in one.award.suppliers)


def _countries_told(one: Comparable) -> bool:
    return bool(one.award.buyer.country) and any(who.country for who in one.award.suppliers)


def _share(
    counted: Iterable[Comparable], told: Callable[[Comparable], object], is_so: Callable[[Comparable], bool]
) -> Share:
    telling = [one for one in counted if told(one)]
    return Share(part=sum(is_so(one) for one in telling), of=len(telling))


def _spread(values: Iterable[float | None]) -> Spread | None:
    known = [value for value in values if value is not None]
    if len(known) < _ENOUGH:
        return None
    low, middle, high = statistics.quantiles(known, n=4, method="inclusive")
    return Spread(low=low, middle=middle, high=high, of=len(known))


def _counts(names: Iterable[str | None]) -> tuple[Count, ...]:
    found = Counter(name for name in names if name)
    return tuple(Count(name=name, contracts=found[name]) for name in sorted(found, key=lambda one: (-found[one], one)))


def _months(counted: Iterable[Comparable]) -> tuple[Count, ...]:
    found = Counter(one.award.date.month for one in counted if one.award.date)
    return tuple(Count(name=str(month), contracts=found[month]) for month in range(1, _MONTHS + 1)) if found else ()
