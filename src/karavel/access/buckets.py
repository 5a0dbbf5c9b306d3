"""Which situations are the same for the law: a key by which 100,000 lots fall into a few hundred questions.

Two tenders with the same key get the same decision for every bidder. A key keeps of a tender only what some part of
the law for that buyer can tell apart: the span of days in which nothing changes for the buyer, how the value compares
with each amount that is named, the CPV prefixes and the facts that are asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

from karavel.access.checks import matches, within
from karavel.access.law import ANY, Entry, Law
from karavel.access.look import View
from karavel.access.model import Amount, Coverage, Join, Regime, Rule, Side, Valued
from karavel.access.situation import Bidder, Facts, Tender, placed

Days: TypeAlias = tuple[tuple[date, ...], tuple[date, ...], tuple[date, ...]]

_NOBODY = Bidder(country="")


def situation_key(law: Law, tender: Tender) -> tuple[Hashable, ...]:
    """A key that two tenders share only if the law treats them alike. Cheap enough to ask for every lot."""
    tender = placed(tender)
    start, value = tender.procedure_start, tender.value
    where = (
        tender.buyer_country,
        tender.buyer_level,
        tender.nature,
        bisect_right(_days(law, tender.buyer_country)[0], start),
        start.year,  # converted amounts take the rate of the year
        value.currency if value else None,
    )
    place = law.places.get(where)
    if place is None:
        place = law.places[where] = Place(law, tender)
    return place.key(tender)


class Place:
    """What the law for one buyer, level, nature, span of days and currency can tell apart in a tender."""

    def __init__(self, law: Law, tender: Tender) -> None:
        self._law = law
        days, self._award_days, self._deadline_days = _days(law, tender.buyer_country)
        span = bisect_right(days, tender.procedure_start)
        self._where = (tender.buyer_country, tender.buyer_level, tender.nature, span)
        view = View(law, _NOBODY, tender)
        meant = view.buyer.meant_for(None, tender.buyer_level, tender.nature)
        regimes = [r for r in view.buyer.regimes if _may_apply(r, tender)]
        checks = tuple(entry.check for entry in meant.entries())
        names = {names for check in checks for names in check.cpv_names()} | {regime.cpv for regime in regimes}
        self._prefixes = tuple(law.prefixes(each) for each in sorted(names))
        self._wanted = _distinct(wanted for check in checks for wanted in check.facts())
        self._presuming = view.buyer.presuming
        tables = {entry.part.threshold for entry in meant.coverage} | {regime.table for regime in regimes}
        self._tables = tuple(sorted(name for name in tables if name))
        self._amounts = tuple(amount for check in checks for amount in check.amounts())
        self._breaks = _breaks(view, self._tables, self._amounts) if tender.value else ()
        self._classes: dict[str | None, Hashable] = {}
        self._values: dict[tuple[int, int], Hashable] = {}
        self._facts: dict[tuple[Facts, bool], Hashable] = {}

    def key(self, tender: Tender) -> tuple[Hashable, ...]:
        """The key of a tender of this place."""
        return (
            *self._where,
            bisect_right(self._award_days, tender.award) if tender.award else None,
            bisect_right(self._deadline_days, tender.deadline) if tender.deadline else None,
            self._cpv(tender.cpv),
            self._value(tender),
            self._known(tender.facts, tender.value is None),
            tender.assumed,
        )

    def _cpv(self, cpv: str | None) -> Hashable:
        if cpv not in self._classes:
            found = None if cpv is None else tuple(cpv.startswith(prefixes) for prefixes in self._prefixes)
            self._classes[cpv] = found
        return self._classes[cpv]

    def _known(self, facts: Facts, valueless: bool) -> Hashable:
        """How each fact compares; the law named and the GPA tick count for a notice without a value."""
        if (facts, valueless) not in self._facts:
            presumed = valueless and (facts.legal_basis in self._presuming or bool(facts.gpa_declared))
            compared = tuple(matches(getattr(facts, key), wanted) for key, wanted in self._wanted)
            raw = facts.financed_by, facts.not_understood, facts.below_domestic_threshold
            self._facts[facts, valueless] = (compared, raw, presumed)
        return self._facts[facts, valueless]

    def _value(self, tender: Tender) -> Hashable:
        """How the value compares with every amount the law names; both sides, as some bounds count themselves."""
        if tender.value is None:
            return None
        amount = tender.value.amount
        span = bisect_left(self._breaks, amount), bisect_right(self._breaks, amount)
        if span not in self._values:
            view = View(self._law, _NOBODY, tender)
            against = tuple(view.against(name) for name in self._tables)
            bounds = tuple(within(view, tender.value, bound, "missing-value") for bound in self._amounts)
            self._values[span] = against, bounds
        return self._values[span]


def _may_apply(regime: Regime, tender: Tender) -> bool:
    return (tender.buyer_level == ANY or tender.buyer_level in regime.level) and (
        tender.nature == ANY or not regime.nature or tender.nature in regime.nature
    )


def _distinct(wanted: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    """Each comparison once; a list is compared as a whole, so its text tells it apart."""
    return tuple({(key, repr(value)): (key, value) for key, value in wanted}.values())


def _breaks(view: View, tables: tuple[str, ...], amounts: tuple[Amount, ...]) -> tuple[float, ...]:
    value = view.tender.value
    currency = value.currency if value else ""
    found = {bound for name in tables for bound in view.bounds(view.law.tables[name], currency)}
    for amount in amounts:
        found.update(view.amount_bounds(amount, currency))
    return tuple(sorted(found))


def _days(law: Law, country: str) -> Days:
    """The days on which something changes for buyers of a country: by start, by award, by deadline."""
    if country not in law.days_by_buyer:
        parts: tuple[Entry[Any], ...] = (*law.rules, *law.coverage, *law.sides, *law.joins)
        mine = [entry for entry in parts if _may_concern(law, entry.part, country)]
        starts: set[date] = set()
        lists = {name for entry in mine for name in entry.check.countries()}
        lists |= {name for e in mine if isinstance(e.part, Coverage) for name in (*e.part.supplier, *e.part.buyer)}
        for name in lists:
            starts.update(_list_days(law, name))
        tables = {e.part.threshold for e in mine if isinstance(e.part, Coverage) and e.part.threshold}
        tables |= {r.table for i in law.instruments for r in i.regimes if _ever_any(law, r.buyer, country)}
        for name in tables:
            starts.update(day for row in law.tables[name].rows for day in _span(row))
        by = {
            looks_at: {d for e in mine if getattr(e.part, "looks_at", "start") == looks_at for d in _span(e.part)}
            for looks_at in ("start", "award", "deadline")
        }
        # A part that looks at another day falls back to the start, so its days count there too.
        law.days_by_buyer[country] = (
            tuple(sorted(starts | by["start"] | by["award"] | by["deadline"])),
            tuple(sorted(by["award"])),
            tuple(sorted(by["deadline"])),
        )
    return law.days_by_buyer[country]


def _may_concern(law: Law, part: Rule | Coverage | Side | Join, country: str) -> bool:
    names = part.buyer if isinstance(part, Coverage) else part.when.buyer
    return not names or _ever_any(law, names, country)


def _ever_any(law: Law, names: tuple[str, ...], country: str) -> bool:
    return any(_ever(law, name, country) for name in names)


def _ever(law: Law, name: str, country: str) -> bool:
    return name == country or any(_ever(law, member.id, country) for member in law.list_members(name))


def _list_days(law: Law, name: str) -> Iterator[date]:
    for member in law.list_members(name):
        yield from _days_of(member.valid_from, member.valid_until)
        yield from _list_days(law, member.id)


def _span(part: Valued) -> Iterator[date]:
    return _days_of(part.valid_from, part.valid_until)


def _days_of(start: date, end: date | None) -> Iterator[date]:
    if start > date.min:
        yield start
    if end is not None:
        yield end + timedelta(days=1)
