"""Which situations are the same for the law: a key by which 100,000 lots fall into a few hundred questions.

Two tenders with the same key get the same decision for every bidder. Days fall into the spans between the law's
breakpoints, values between the amounts that any rule for that buyer compares them with, CPV codes by the prefixes
that any rule names.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator

from karavel.access.law import Law
from karavel.access.look import NEAR, View
from karavel.access.model import Amount
from karavel.access.situation import Bidder, Tender, Value, placed

_NOBODY = Bidder(country="")


def situation_key(law: Law, tender: Tender) -> tuple[Hashable, ...]:
    """A key that two tenders share only if the law treats them alike."""
    tender = placed(tender)
    return (
        tender.buyer_country,
        tender.buyer_level,
        tender.nature,
        law.bucket(tender.procedure_start),
        None if tender.award is None else law.bucket(tender.award),
        None if tender.deadline is None else law.bucket(tender.deadline),
        law.cpv_class(tender.cpv),
        _value_class(law, tender),
        tender.facts,
        tender.assumed,
    )


def _value_class(law: Law, tender: Tender) -> tuple[Hashable, ...] | None:
    """Currency, year of the rate, and the place of the value among the amounts it is compared with."""
    value = tender.value
    if value is None:
        return None
    year = tender.procedure_start.year
    place = (
        tender.buyer_country,
        tender.buyer_level,
        tender.nature,
        value.currency,
        year,
        law.bucket(tender.procedure_start),
    )
    breaks = law.breaks.get(place)
    if breaks is None:
        breaks = law.breaks[place] = tuple(sorted(set(_breaks(law, tender, value))))
    # Both sides, because some bounds count the amount itself and some do not.
    return year, value.currency, bisect_left(breaks, value.amount), bisect_right(breaks, value.amount)


def _breaks(law: Law, tender: Tender, value: Value) -> Iterator[float]:
    view = View(law, _NOBODY, tender)
    tables = {entry.part.threshold for entry in view.buyer.coverage if entry.part.threshold}
    tables |= {regime.table for regime in view.buyer.regimes}
    for name in tables:
        yield from view.bounds(law.tables[name], value.currency)
    for amount in _amounts(view):
        yield from _bounds(view, amount, value.currency)


def _amounts(view: View) -> Iterator[Amount]:
    checks = [entry.check for rules in view.buyer.rules.values() for entry in rules]
    checks += [entry.check for entry in view.buyer.coverage]
    checks += [entry.check for entry in view.buyer.sides]
    checks += [entry.check for entry in view.buyer.joins]
    for check in checks:
        yield from check.amounts()


def _bounds(view: View, amount: Amount, currency: str) -> Iterator[float]:
    for bound in (amount.at_least, amount.over, amount.below, amount.up_to):
        if bound is None:
            continue
        if amount.currency == currency:
            yield bound
        elif rate := view.yearly_rate(amount.currency, currency):
            yield from (bound * rate * (1 - NEAR), bound * rate * (1 + NEAR))
