"""The law as the engine asks it: who belongs to which list on a day, which parts concern a buyer, which days matter.

A :class:`Law` is made from instruments and never changes. It keeps small answers it has given (membership of a
list on a day), which changes nothing that can be seen from outside.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from msgspec import structs

from karavel.access.checks import Check, check_of
from karavel.access.citing import Citations
from karavel.access.compiled import read_instruments
from karavel.access.decision import Verdict
from karavel.access.model import (
    Coverage,
    Instrument,
    Join,
    Layer,
    ListMember,
    Rule,
    Side,
    Text,
    ThresholdTable,
    Valued,
    When,
)
from karavel.errors import NotFound
from karavel.money import Rates

ANY = "unknown"
"""A level or nature that is not known: what concerns any of them."""

P = TypeVar("P", Rule, Coverage, Side, Join)
Part: TypeAlias = Rule | Coverage | Side | Join


class Entry(NamedTuple, Generic[P]):
    """A part of the law with the instrument it stands in and its conditions made ready."""

    instrument: Instrument
    part: P
    check: Check


class Meant(NamedTuple):
    """What of the law for a buyer can concern one kind of tender and supplier; rules by layer and whom they look at."""

    rules: dict[tuple[Layer, str], tuple[Entry[Rule], ...]]
    coverage: tuple[Entry[Coverage], ...]
    sides: tuple[Entry[Side], ...]
    joins: tuple[Entry[Join], ...]

    def entries(self) -> tuple[Entry[Any], ...]:
        """All its parts."""
        rules = (entry for entries in self.rules.values() for entry in entries)
        return (*rules, *self.coverage, *self.sides, *self.joins)


class _Parts(NamedTuple):
    """Parts of the law, by what they are."""

    rules: tuple[Entry[Rule], ...]
    coverage: tuple[Entry[Coverage], ...]
    sides: tuple[Entry[Side], ...]
    joins: tuple[Entry[Join], ...]

    def kept(self, passes: Callable[[Entry[Any]], bool]) -> _Parts:
        """Those that pass."""
        return _Parts(
            tuple(filter(passes, self.rules)),
            tuple(filter(passes, self.coverage)),
            tuple(filter(passes, self.sides)),
            tuple(filter(passes, self.joins)),
        )


class BuyerLaw:
    """The parts of the law that can concern a buyer of one country on the days of one bucket.

    Parts that look at the start of the procedure are those in force then; whether the others are is still to be
    tested, on the day that each looks at.
    """

    def __init__(self, law: Law, country: str, on: date) -> None:
        self._law = law
        self._on = on
        self._of_supplier: dict[str | None, _Parts] = {}
        self._meant: dict[tuple[str | None, str, str], Meant] = {}
        self._parts = law.parts_for(country).kept(lambda entry: self._concerns(entry, country))
        self.coverage = self._parts.coverage
        self.regimes = tuple(r for i in law.instruments for r in i.regimes if law.contains(r.buyer, country, on))
        self.presuming = frozenset(basis for regime in self.regimes for basis in regime.presumed_by)
        self.questions = tuple(
            question for i in law.instruments for question in i.open_questions if country in question.countries
        )

    def meant_for(self, supplier: str | None, level: str = ANY, nature: str = ANY) -> Meant:
        """What of it can concern suppliers of a country (None: of any) in tenders of a level and nature."""
        kind = supplier, level, nature
        if kind not in self._meant:
            parts = self._for(supplier).kept(lambda entry: _meets(entry.part, level, nature))
            rules: dict[tuple[Layer, str], tuple[Entry[Rule], ...]] = {}
            for entry in parts.rules:
                place = entry.part.layer, entry.part.about
                rules[place] = (*rules.get(place, ()), entry)
            self._meant[kind] = Meant(rules, parts.coverage, parts.sides, parts.joins)
        return self._meant[kind]

    def _for(self, supplier: str | None) -> _Parts:
        """What can concern suppliers of a country, for buyers of any level."""
        if supplier is None:
            return self._parts
        if supplier not in self._of_supplier:
            self._of_supplier[supplier] = self._parts.kept(lambda entry: self._means(entry.part, supplier))
        return self._of_supplier[supplier]

    def _means(self, part: Part, supplier: str) -> bool:
        """Origin by substance may differ from the country of registration, so such rules stay for everybody."""
        if isinstance(part, Coverage):
            return self._law.contains(part.supplier, supplier, self._on)
        when = part.when
        if when.test == "substance":
            return True
        named = not when.supplier or self._law.contains(when.supplier, supplier, self._on)
        return named and not self._law.contains(when.supplier_not, supplier, self._on)

    def _concerns(self, entry: Entry[Any], country: str) -> bool:
        part = entry.part
        lasting = getattr(part, "looks_at", "start") != "start" or in_force(part, self._on)
        return lasting and (not _buyers(part) or self._law.contains(_buyers(part), country, self._on))


ARMS = "military-equipment"
"""The list of CPV codes of arms and the like."""


class Law:
    """All instruments together. Build with :meth:`load`, or from instruments in a test."""

    def __init__(self, instruments: Iterable[Instrument], rates: Rates | None = None) -> None:
        # By id, so that the order of files never shows in an answer.
        self.instruments = tuple(sorted(instruments, key=lambda instrument: instrument.id))
        self.rates = rates or Rates()
        self.citations = Citations(self.instruments)
        self.tables: dict[str, ThresholdTable] = {t.id: t for i in self.instruments for t in i.thresholds}
        self.special = frozenset(basis for i in self.instruments for r in i.regimes for basis in r.basis)
        """Directives with thresholds of their own, whose contracts the treaties cover by annexes of their own."""
        self._lists = {c.id: c.members for i in self.instruments for c in i.countries}
        self._cpv = {c.id: c.prefixes for i in self.instruments for c in i.cpv}
        self.arms = self.prefixes((ARMS,))
        """CPV prefixes of what treaties leave to each party's security, or to annexes of their own."""
        self._words: dict[str, Text] = {}
        for instrument in self.instruments:
            self._words.update(instrument.messages)
        self.rules = tuple(_entry(i, part) for i in self.instruments for part in i.rules)
        self.coverage = tuple(_entry(i, part) for i in self.instruments for part in i.coverage)
        self.sides = tuple(_entry(i, part) for i in self.instruments for part in i.conditions)
        self.joins = tuple(_entry(i, part) for i in self.instruments for part in i.joins)
        self._funders = _funders(self.rules)
        self._days = _days(self.instruments)
        self._members: dict[tuple[str, int], frozenset[str]] = {}
        self._contained: dict[tuple[tuple[str, ...], str, int], bool] = {}
        self._ever: dict[str, frozenset[str]] = {}
        self._parts: dict[str, _Parts] = {}
        self._buckets: dict[date, int] = {}
        self._buyers: dict[tuple[str, int], BuyerLaw] = {}
        self.said: dict[tuple[Hashable, ...], Any] = {}
        self.places: dict[tuple[Hashable, ...], Any] = {}
        self.days_by_buyer: dict[str, tuple[tuple[date, ...], tuple[date, ...], tuple[date, ...]]] = {}

    @classmethod
    def load(cls, path: Path | None = None, rates: Rates | None = None) -> Law:
        """The law of the package, or of the folder ``path``.

        Raises:
            InvalidLaw: a file does not hold; every mistake is told at once.
        """
        return cls(read_instruments(path), rates)

    def breakpoints(self) -> tuple[date, ...]:
        """Every day on which some answer may change: first days in force, and days after the last."""
        return self._days

    def bucket(self, on: date) -> int:
        """The number of the span between two breakpoints in which the day lies."""
        if on not in self._buckets:
            self._buckets[on] = bisect_right(self._days, on)
        return self._buckets[on]

    def members(self, name: str, on: date) -> frozenset[str]:
        """The countries of a list on a day; a country's own code stands for itself."""
        if len(name) == 2:  # noqa: PLR2004  an ISO 3166-1 alpha-2 code; lists have longer names
            return frozenset((name,))
        key = (name, self.bucket(on))
        if key not in self._members:
            self._members[key] = frozenset(self._walk(name, on))
        return self._members[key]

    def _walk(self, name: str, on: date) -> Iterator[str]:
        for member in self._lists.get(name, ()):
            if member.valid_from <= on and (member.valid_until is None or on <= member.valid_until):
                yield from self.members(member.id, on)

    def list_members(self, name: str) -> tuple[ListMember, ...]:
        """The members of a list with their days, whatever the day; nothing for a country's own code."""
        return self._lists.get(name, ())

    def contains(self, names: tuple[str, ...], country: str, on: date) -> bool:
        """Whether the country is named, itself or through a list, on that day."""
        key = names, country, self.bucket(on)
        found = self._contained.get(key)
        if found is None:
            found = self._contained[key] = any(country == name or country in self.members(name, on) for name in names)
        return found

    def ever(self, name: str) -> frozenset[str]:
        """All that a list has on any day, itself and the lists in it among them."""
        if name not in self._ever:
            inner = (self.ever(member.id) for member in self.list_members(name))
            self._ever[name] = frozenset((name,)).union(*inner)
        return self._ever[name]

    def prefixes(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """CPV prefixes: digits stand for themselves, names for their list."""
        return tuple(prefix for name in names for prefix in self._cpv.get(name, (name,)))

    def has_rules_of(self, funder: str, on: date) -> bool:
        """Whether any rule of that funder is in force on a day, whatever it says of a bid."""
        return any(in_force(rule, on) for rule in self._funders.get(funder, ()))

    def text(self, message: str, language: str = "en", **values: str) -> str:
        """A sentence of the law data in a language, English where nobody has written it; ids stand for themselves."""
        words = self._words.get(message)
        if words is None:
            return message
        return words.get(language, words["en"]).format_map(_Blanks(values))

    def spoken(self, message: str, language: str) -> str:
        """The language in which a sentence can be said: the one asked for, else English."""
        return language if language in self._words.get(message, {}) else "en"

    def instrument(self, name: str) -> Instrument:
        """One instrument by its id.

        Raises:
            NotFound: no file has that id.
        """
        for instrument in self.instruments:
            if instrument.id == name:
                return instrument
        raise NotFound(f"No instrument {name!r} in the law data.", remedy="karavel law show lists them.")

    def parts_for(self, country: str) -> _Parts:
        """The parts that concern buyers of a country on any day."""
        if country not in self._parts:
            every = _Parts(self.rules, self.coverage, self.sides, self.joins)
            self._parts[country] = every.kept(lambda entry: self.may_concern(_buyers(entry.part), country))
        return self._parts[country]

    def may_concern(self, buyers: tuple[str, ...], country: str) -> bool:
        """Whether a country is among buyers on any day; no buyers are all."""
        return not buyers or any(country in self.ever(name) for name in buyers)

    def for_buyer(self, country: str, on: date) -> BuyerLaw:
        """What can concern a buyer of that country on that day (validity of each part is still to be tested)."""
        key = (country, self.bucket(on))
        if key not in self._buyers:
            self._buyers[key] = BuyerLaw(self, country, on)
        return self._buyers[key]


def _entry(instrument: Instrument, part: P) -> Entry[P]:
    return Entry(instrument, part, check_of(_asked(part)))


def _asked(part: Rule | Coverage | Side | Join) -> When:
    """What is left to test once a part is known to concern the buyer: that test need not be made again."""
    if not isinstance(part, Coverage):
        return structs.replace(part.when, buyer=())
    return structs.replace(part.when, level=part.level, nature=part.nature, cpv=part.cpv, cpv_not=part.cpv_not)


def _buyers(part: Part) -> tuple[str, ...]:
    return part.buyer if isinstance(part, Coverage) else part.when.buyer


def _meets(part: Part, level: str, nature: str) -> bool:
    """Whether a part can concern tenders of a level and nature; a promise names all that it covers."""
    when = part if isinstance(part, Coverage) else part.when
    needed = isinstance(part, Coverage)
    return (level == ANY or level in when.level or not (when.level or needed)) and (
        nature == ANY or nature in when.nature or not (when.nature or needed)
    )


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def in_force(part: Valued, on: date) -> bool:
    """Whether a part of the law holds on a day; both its first and its last day count."""
    return part.valid_from <= on and (part.valid_until is None or on <= part.valid_until)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The lowest of several verdicts: ``excluded``, then ``unknown`` (it may be as bad), then the order of the rest."""
    order: tuple[Verdict, ...] = ("excluded", "unknown", "discretionary", "open", "guaranteed")
    return min(verdicts, key=order.index)


def _funders(rules: tuple[Entry[Rule], ...]) -> dict[str, list[Rule]]:
    """The rules of each funder, by its name."""
    found: dict[str, list[Rule]] = {}
    for rule in (entry.part for entry in rules if entry.part.layer == "funder"):
        named = rule.when.facts.get("financed_by")
        for name in named if isinstance(named, list) else [named]:
            if name:
                found.setdefault(name, []).append(rule)
    return found


def _days(instruments: tuple[Instrument, ...]) -> tuple[date, ...]:
    found: set[date] = set()
    for start, end in (span for instrument in instruments for span in _spans(instrument)):
        if start > date.min:
            found.add(start)
        if end is not None:
            found.add(end + timedelta(days=1))
    return tuple(sorted(found))


def _spans(instrument: Instrument) -> Iterator[tuple[date, date | None]]:
    for countries in instrument.countries:
        yield from ((member.valid_from, member.valid_until) for member in countries.members)
    for table in instrument.thresholds:
        yield from ((row.valid_from, row.valid_until) for row in table.rows)
    for parts in (instrument.coverage, instrument.rules, instrument.conditions, instrument.joins):
        yield from ((part.valid_from, part.valid_until) for part in parts)
