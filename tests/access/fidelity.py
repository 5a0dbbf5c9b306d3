"""Reads the figures of a text (amounts, shares, days) and of the law data, to hold one against the other."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from karavel.access.model import (
    FIRST,
    Amount,
    Instrument,
    ListMember,
    Shares,
    Source,
    ThresholdRow,
    Valued,
    When,
)

_UNITS = {"": 1.0, "k": 1e3, "m": 1e6, "bn": 1e9, "million": 1e6, "billion": 1e9}
_NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(k|m|bn|million|billion)?(?![\w])")
_PERCENT = re.compile(r"(?<![\w.,])(\d+(?:\.\d+)?)(?:\s?[-–]\s?(\d+(?:\.\d+)?))?\s?%")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MONTH = "(" + "|".join(_MONTHS) + ")[a-z]*"
_DAY = re.compile(rf"(\d{{1,2}})(?:[–-](\d{{1,2}}))? {_MONTH}\.? (\d{{4}})")
_MONTH_OF = re.compile(rf"(?:{_MONTH}–)?{_MONTH} (\d{{4}})")
_PERIOD = re.compile(r"\[(\d{4})\s*–(?:\s*(\d{4})\])?")
_MONEY = re.compile(
    r"(?:\b[A-Z]{3} (\d[\d,]*(?:\.\d+)?)|(?<![\d,.])(\d[\d,]*(?:\.\d+)?) [A-Z]{3}\b)( million| billion)?"
)
_GROUPED = re.compile(r"(?<=\d)[,.\s](?=\d{3}\b)")
_SECTION = re.compile(r"^#{2,3} (\d+(?:\.\d+)?)[.\s].*$", re.MULTILINE)


class Figures(NamedTuple):
    """What a text says in figures. ``months`` are given without a day; periods begin in ``starts``, end in ``ends``."""

    amounts: frozenset[float]
    shares: frozenset[float]
    days: frozenset[date]
    months: frozenset[tuple[int, int]]
    starts: frozenset[int]
    ends: frozenset[int]

    def hold(self, figure: Figure) -> bool:
        """Whether the text says that figure."""
        if figure.kind == "amount":
            return any(abs(amount - figure.amount) <= 1e-9 * figure.amount for amount in self.amounts)
        if figure.kind == "share":
            return figure.amount in self.shares
        return self._first(figure.day) if figure.kind == "from" else self._last(figure.day)

    def _first(self, day: date) -> bool:
        begins = day.day == 1 and (day.year, day.month) in self.months
        return day in self.days or begins or ((day.month, day.day) == (1, 1) and day.year in self.starts)

    def _last(self, day: date) -> bool:
        """A last day may be told by the day after it."""
        ends = day.day == monthrange(day.year, day.month)[1] and (day.year, day.month) in self.months
        closes = (day.month, day.day) == (12, 31) and day.year in self.ends
        return bool({day, day + timedelta(days=1)} & self.days) or ends or closes


class Figure(NamedTuple):
    """One figure of the law data: an ``amount``, a ``share`` in per cent, or a day ``from`` or ``until``."""

    kind: str
    amount: float = 0.0
    day: date = date.min

    def __str__(self) -> str:
        return f"{self.kind} {self.day if self.kind in ('from', 'until') else f'{self.amount:g}'}"


def figures(text: str) -> Figures:
    """All figures of a text in English; ``130k``, ``8.7m`` and ``26.5bn`` are read as amounts."""
    months = [(m, y) for one, other, y in _MONTH_OF.findall(text) for m in (one, other) if m]
    days = [(day, m, y) for first, last, m, y in _DAY.findall(text) for day in (first, last) if day]
    periods = _PERIOD.findall(text)
    return Figures(
        frozenset(_amount(*found) for found in _NUMBER.findall(text)),
        frozenset(float(share) for found in _PERCENT.findall(text) for share in found if share),
        frozenset(date(int(y), _MONTHS.index(m) + 1, int(d)) for d, m, y in days),
        frozenset((int(y), _MONTHS.index(m) + 1) for m, y in months),
        frozenset(int(start) for start, _ in periods),
        frozenset(int(end) for _, end in periods if end),
    )


def _amount(whole: str, rest: str, unit: str) -> float:
    return float(whole.replace(",", "") + rest) * _UNITS[unit]


class Sheets:
    """The fact sheets, by the number of their sections; sections of one number in several sheets are one."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._sections: dict[str, str] = {}
        for text in texts:
            cuts = [*_SECTION.finditer(text)]
            for cut, after in zip(cuts, [*cuts[1:], None], strict=True):
                body = text[cut.start() : after.start() if after else None]
                self._sections[cut[1]] = self._sections.get(cut[1], "") + body
        self._figures = {number: figures(body) for number, body in self._sections.items()}

    @classmethod
    def beside(cls, shared: Path) -> Sheets:
        """Those that lie beside the checkout."""
        return cls(file.read_text(encoding="utf-8") for file in sorted((shared.parent / "law").glob("facts*.md")))

    def cited(self, source: Source) -> list[Figures]:
        """The figures of the sections that cite the source, or that it names."""
        return [
            self._figures[number]
            for number, body in self._sections.items()
            if number in source.facts or (source.url and source.url in body)
        ]

    def unknown(self, source: Source) -> bool:
        """Whether a source names a section that no sheet has."""
        return not set(source.facts) <= set(self._sections)


def astray(instrument: Instrument, sheets: Sheets) -> Iterator[str]:
    """Each figure of an instrument that neither stands in the facts it cites nor says where it was looked up."""
    for part, source, own in _parts(instrument):
        if source.looked_up or getattr(part, "looked_up", None):
            continue
        # A derived figure rests on those that its words repeat; words without any derive nothing.
        wanted = list(_told(getattr(part, "derived", None) or "")) or own
        place = getattr(part, "id", None) or getattr(part, "article", "")
        sections = sheets.cited(source)
        for figure in wanted:
            if not any(section.hold(figure) for section in sections):
                yield f"{instrument.id}.yaml {place}: {figure} is not where {source.title!r} is cited"


def _parts(instrument: Instrument) -> Iterator[tuple[object, Source, list[Figure]]]:
    for key in ("coverage", "rules", "conditions", "joins"):
        for part in getattr(instrument, key):
            said = _told(instrument.messages.get(part.message, {}).get("en", ""))
            yield part, instrument.sources[part.source], [*_days(part), *_asked(part.when), *said]
    for table in instrument.thresholds:
        for row in table.rows:
            yield row, instrument.sources[row.source], [*_days(row), *_amounts(row)]
    for countries in instrument.countries:
        for member in countries.members:
            yield member, instrument.sources[countries.source], list(_days(member))


def _days(part: Valued | ListMember) -> Iterator[Figure]:
    if part.valid_from != FIRST:
        yield Figure("from", day=part.valid_from)
    if part.valid_until is not None:
        yield Figure("until", day=part.valid_until)


def _amounts(row: ThresholdRow) -> Iterator[Figure]:
    found = {amount for amount in (row.services, row.supplies, row.works) if amount is not None}
    return (Figure("amount", amount) for amount in sorted(found))


def _asked(when: When) -> Iterator[Figure]:
    for amount in (when.value, when.foreign_operations):
        if amount is not None:
            yield from (Figure("amount", bound) for bound in _bounds(amount))
    for shares in (when.owners, when.partners, when.goods_origin, when.directors):
        if shares is not None:
            yield from (Figure("share", bound) for bound in _bounds(shares) if bound)
    for wanted in (*when.facts.values(), *when.open_facts.values()):
        if isinstance(wanted, dict):
            yield from (Figure("share", round(share * 100, 9)) for share in wanted.values())
    for inner in (*when.any, *when.none):
        yield from _asked(inner)


def _bounds(bound: Amount | Shares) -> Iterator[float]:
    values = (getattr(bound, key, None) for key in ("at_least", "over", "below", "up_to"))
    return (value for value in values if value is not None)


def _told(sentence: str) -> Iterator[Figure]:
    """The money, shares and days that a sentence tells."""
    for before, after, unit in _MONEY.findall(sentence):
        yield Figure("amount", _amount(before or after, "", unit.strip()))
    read = figures(sentence)
    yield from (Figure("share", share) for share in sorted(read.shares))
    yield from (Figure("from", day=day) for day in sorted(read.days))


def same_figures(texts: dict[str, str]) -> bool:
    """Whether a sentence carries the same digits in every language; 400,000 and 400 000 are the same."""
    return len({tuple(sorted(re.findall(r"\d+", _GROUPED.sub("", text)))) for text in texts.values()}) <= 1
