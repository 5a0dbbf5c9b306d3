"""Which situations are the same for the law: a key by which 100,000 lots fall into a few hundred questions.

Two tenders with the same key get the same decision for every bidder. A key keeps of a tender only what some part of
the law for that buyer can tell apart: the span of days in which nothing changes for the buyer, how the value compares
with each amount that is named, the CPV prefixes and the facts that are asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from karavel.access.checks import Check, matches, within
from karavel.access.law import ANY, ARMS, BuyerLaw, Entry, Law
from karavel.access.look import View
from karavel.access.model import Amount, Coverage, Regime, Side, Valued
from karavel.access.situation import Bidder, Director, Facts, Member, Origin, Owner, Partner, Tender, placed

_NOBODY = Bidder(country="")


class Days(NamedTuple):
    """The days on which something changes for buyers of a country: by the day that rules look at."""

    start: tuple[date, ...]
    award: tuple[date, ...]
    deadline: tuple[date, ...]


def situation_key(law: Law, tender: Tender) -> tuple[Hashable, ...]:
    """A key that two tenders share only if the law treats them alike. Cheap enough to ask for every lot."""
    tender = placed(tender)
    return (*place_of(law, tender).key(tender), tender.assumed)


def verdict_key(law: Law, tender: Tender, bidder: Bidder) -> tuple[Hashable, ...]:
    """A key that two tenders share only if a firm's verdict is the same, whatever stands beside it.

    Far fewer differences tell for one firm's verdict than for all that can be said to all firms.
    """
    tender = placed(tender)
    return place_of(law, tender, bidder).key(tender)


def place_of(law: Law, tender: Tender, bidder: Bidder | None = None) -> Place:
    """What the law can tell apart in a tender of this buyer, level, nature, span of days, year and currency.

    With a bidder, only what can make a difference to that firm's verdict.
    """
    start = tender.procedure_start
    span = bisect_right(days_of(law, tender.buyer_country).start, start)
    ground = _ground(law, tender, span, bidder)
    where = (
        tender.buyer_country,
        tender.buyer_level,
        tender.nature,
        span,
        start.year,  # converted amounts take the rate of the year
        tender.value.currency if tender.value else None,
        id(ground),
    )
    place = law.places.get(where)
    if place is None:
        place = law.places[where] = Place(law, tender, ground)
    return place


class Ground(NamedTuple):
    """What of the law may count before buyers of one country, level and nature in one span of days.

    Attributes:
        prefixes: groups of CPV prefixes that are asked for.
        wanted: facts that are compared, and with what.
        presuming: directives that apply from the thresholds on.
        tables, amounts: of thresholds, and further bounds on the value.
    """

    prefixes: tuple[tuple[str, ...], ...]
    wanted: tuple[tuple[str, Any], ...]
    presuming: frozenset[str]
    tables: tuple[str, ...]
    amounts: tuple[Amount, ...]


def _ground(law: Law, tender: Tender, span: int, bidder: Bidder | None) -> Ground:
    where = "ground", tender.buyer_country, tender.buyer_level, tender.nature, span, bidder
    ground: Ground | None = law.places.get(where)
    if ground is None:
        found = _surveyed(law, tender) if bidder is None else _telling(law, tender, bidder)
        # Equal ones are one, so that firms between which the law makes no difference share all that rests on it.
        ground = law.places[where] = law.places.setdefault(("grounds", repr(found)), found)
    return ground


def _surveyed(law: Law, tender: Tender) -> Ground:
    """All that can be told apart, for whatever firm."""
    buyer = law.for_buyer(tender.buyer_country, tender.procedure_start)
    meant = buyer.meant_for(None, tender.buyer_level, tender.nature)
    regimes = [regime for regime in buyer.regimes if _may_apply(regime, tender)]
    checks = tuple(entry.check for entry in meant.entries())
    return _ground_of(law, buyer, checks, meant.coverage, regimes)


def _telling(law: Law, tender: Tender, bidder: Bidder) -> Ground:
    """What can tell for a firm's verdict: rules, promises and joins that may hold for it or for those bound with it."""
    firms = (bidder, *(Bidder(country=country) for country in sorted(_bound(bidder))))
    views = [View(law, firm, tender) for firm in firms]
    entries = {id(entry): entry for view in views for entry in _counting(view)}.values()
    checks = tuple(entry.check for entry in entries)
    coverage = tuple(entry for entry in entries if isinstance(entry.part, Coverage))
    buyer = views[0].buyer
    asked = any(_asked(law, check).threshold for check in checks)
    regimes = [regime for regime in buyer.regimes if asked and _may_apply(regime, tender)]
    return _ground_of(law, buyer, checks, coverage, regimes)


def _bound(bidder: Bidder) -> frozenset[str]:
    """The countries whose standing may be asked for besides the firm's: its partners', owners', directors', goods'."""
    others: tuple[Member | Partner | Owner | Origin | Director, ...] = (
        *bidder.consortium,
        *bidder.partners,
        *bidder.owners,
        *bidder.goods_origin,
        *bidder.directors,
    )
    return frozenset(other.country for other in others)


def _counting(view: View) -> Iterator[Entry[Any]]:
    """Entries that may hold for a firm; buyers of many countries and levels share most of them, and the answer."""
    law, firm = view.law, view.bidder
    known = law.places.setdefault(
        ("may hold", firm, law.bucket(view.day), firm.country == view.tender.buyer_country), {}
    )
    for entry in view.meant.entries():
        if isinstance(entry.part, Side):
            continue
        if id(entry) not in known:
            known[id(entry)] = entry.check.may_hold(view)
        if known[id(entry)]:
            yield entry


class _Asked(NamedTuple):
    """What one part of the law compares."""

    names: frozenset[tuple[str, ...]]
    wanted: tuple[tuple[str, Any], ...]
    amounts: tuple[Amount, ...]
    threshold: bool


def _asked(law: Law, check: Check) -> _Asked:
    key = "asked", id(check)
    found: _Asked | None = law.places.get(key)
    if found is None:
        wanted, amounts = tuple(check.facts()), tuple(check.amounts())
        found = law.places[key] = _Asked(frozenset(check.cpv_names()), wanted, amounts, check.asks_threshold())
    return found


def _ground_of(
    law: Law,
    buyer: BuyerLaw,
    checks: tuple[Check, ...],
    coverage: tuple[Entry[Coverage], ...],
    regimes: list[Regime],
) -> Ground:
    asked = [_asked(law, check) for check in checks]
    names = {names for each in asked for names in each.names} | {regime.cpv for regime in regimes}
    names |= {(ARMS,)} if coverage else set()
    tables = {entry.part.threshold for entry in coverage} | {regime.table for regime in regimes}
    return Ground(
        tuple(law.prefixes(each) for each in sorted(names)),
        _distinct(wanted for each in asked for wanted in each.wanted),
        buyer.presuming if regimes or any(tables) else frozenset(),
        tuple(sorted(name for name in tables if name)),
        tuple(dict.fromkeys(amount for each in asked for amount in each.amounts)),
    )


class Place:
    """What the law for one buyer, level, nature, span of days and currency can tell apart in a tender.

    Each part of a tender falls into a class of its own: two tenders of a place whose classes are equal are alike.

    Attributes:
        breaks: the amounts, in the tender's currency, between which nothing changes.
    """

    def __init__(self, law: Law, tender: Tender, ground: Ground) -> None:
        self._law, self._ground = law, ground
        days = days_of(law, tender.buyer_country)
        self._award_days, self._deadline_days = days.award, days.deadline
        span = bisect_right(days.start, tender.procedure_start)
        self._where = (tender.buyer_country, tender.buyer_level, tender.nature, span)
        view = View(law, _NOBODY, tender)
        self.breaks = _breaks(view, ground.tables, ground.amounts) if tender.value else ()
        self._classes: dict[str | None, Hashable] = {}
        self._values: dict[tuple[int, int], Hashable] = {}
        self._facts: dict[tuple[Facts, bool], Hashable] = {}

    def key(self, tender: Tender) -> tuple[Hashable, ...]:
        """The key of a tender of this place."""
        return (
            *self._where,
            bisect_right(self._award_days, tender.award) if tender.award else None,
            bisect_right(self._deadline_days, tender.deadline) if tender.deadline else None,
            self.of_cpv(tender.cpv),
            self.of_value(tender),
            self.of_facts(tender.facts, tender.value is None),
        )

    def of_cpv(self, cpv: str | None) -> Hashable:
        """The class of a code."""
        if cpv not in self._classes:
            found = None if cpv is None else tuple(cpv.startswith(prefixes) for prefixes in self._ground.prefixes)
            self._classes[cpv] = found
        return self._classes[cpv]

    def of_facts(self, facts: Facts, valueless: bool) -> Hashable:
        """How each fact compares; the law named and the GPA tick count for a notice without a value."""
        if (facts, valueless) not in self._facts:
            named = facts.legal_basis in self._ground.presuming or bool(facts.gpa_declared)
            presumed = valueless and named and bool(self._ground.tables)
            compared = tuple(matches(getattr(facts, key), wanted) for key, wanted in self._ground.wanted)
            special = facts.legal_basis if facts.legal_basis in self._law.special else None
            raw = facts.financed_by, facts.not_understood, facts.below_domestic_threshold, special
            self._facts[facts, valueless] = (compared, raw, presumed)
        return self._facts[facts, valueless]

    def of_value(self, tender: Tender) -> Hashable:
        """How the value compares with every amount the law names; both sides, as some bounds count themselves."""
        if tender.value is None:
            return None
        amount = tender.value.amount
        span = bisect_left(self.breaks, amount), bisect_right(self.breaks, amount)
        if span not in self._values:
            view = View(self._law, _NOBODY, tender)
            against = tuple(view.against(name) for name in self._ground.tables)
            bounds = tuple(within(view, tender.value, bound, "missing-value") for bound in self._ground.amounts)
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


def days_of(law: Law, country: str) -> Days:
    """The days on which something changes for buyers of a country: by start, by award, by deadline."""
    if country not in law.days_by_buyer:
        mine: list[Entry[Any]] = [entry for parts in law.parts_for(country) for entry in parts]
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
        law.days_by_buyer[country] = Days(
            tuple(sorted(starts | by["start"] | by["award"] | by["deadline"])),
            tuple(sorted(by["award"])),
            tuple(sorted(by["deadline"])),
        )
    return Days(*law.days_by_buyer[country])


def _ever_any(law: Law, names: tuple[str, ...], country: str) -> bool:
    return any(country in law.ever(name) for name in names)


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
