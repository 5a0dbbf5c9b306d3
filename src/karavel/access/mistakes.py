"""Checks law files and tells every mistake at once, in words for a lawyer who edits YAML.

A file is read as plain text values first (``NO`` is Norway, not *false*), then each part is checked by itself, so that
one mistyped key does not hide the next mistake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from karavel.access.decision import Confidence
from karavel.access.model import (
    CountryList,
    Coverage,
    CpvList,
    Instrument,
    Join,
    OpenQuestion,
    Regime,
    Rule,
    Side,
    ThresholdTable,
    When,
)
from karavel.access.plain_yaml import read_plain
from karavel.access.situation import UNION, Facts
from karavel.codes import countries
from karavel.errors import Mistake

PARTS: dict[str, type[msgspec.Struct]] = {
    "countries": CountryList,
    "cpv": CpvList,
    "thresholds": ThresholdTable,
    "regimes": Regime,
    "coverage": Coverage,
    "rules": Rule,
    "conditions": Side,
    "joins": Join,
    "open_questions": OpenQuestion,
}
_COUNTRY_CODE = 2


def check(path: Path) -> list[Mistake]:
    """Every mistake in the law files of a folder (or in one file, read beside the package's own others)."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return check_files(files)[1]


def check_files(files: list[Path]) -> tuple[list[Instrument], list[Mistake]]:
    """The instruments of some files, and what is wrong with them."""
    instruments: list[Instrument] = []
    mistakes: list[Mistake] = []
    for file in files:
        instrument, wrong = _read(file)
        mistakes += wrong
        if instrument is not None:
            instruments.append(instrument)
    if not mistakes:
        mistakes += _Book(instruments).mistakes()
    return instruments, mistakes


def _read(file: Path) -> tuple[Instrument | None, list[Mistake]]:
    # All scalars stay text: msgspec turns them into dates and numbers by the model, and NO stays Norway.
    data = read_plain(file)
    if isinstance(data, Mistake):
        return None, [data]
    if not isinstance(data, dict):
        return None, [Mistake(file.name, "holds no instrument; start with id, title, kind, reviewed")]
    wrong = list(_misfits(file.name, data))
    if wrong:
        return None, wrong
    instrument = msgspec.convert(_typed(data), Instrument, strict=False)
    if instrument.id != file.stem:
        wrong.append(Mistake(file.name, f"holds the instrument {instrument.id!r}; name the file after it"))
    return instrument, wrong


def _misfits(name: str, data: dict[str, Any]) -> Iterator[Mistake]:
    """Convert each part by itself, so that each tells its own mistake."""
    data = _typed(data)
    head = {key: value for key, value in data.items() if key not in PARTS}
    yield from _fits(name, head, Instrument)
    for key, kind in PARTS.items():
        parts = data.get(key, [])
        if not isinstance(parts, list):
            yield Mistake(f"{name}: {key}", "is a list; begin each entry with a dash")
            continue
        for number, part in enumerate(parts):
            label = part.get("id", number) if isinstance(part, dict) else number
            yield from _fits(f"{name}: {key}[{label}]", part, kind)


def _fits(place: str, data: Any, kind: type[msgspec.Struct]) -> Iterator[Mistake]:
    try:
        msgspec.convert(data, kind, strict=False)
    except msgspec.ValidationError as error:
        yield Mistake(place, str(error))


def _typed(data: Any, key: str = "") -> Any:
    """Give the free values under ``facts`` their types; all else is typed by the model."""
    if isinstance(data, dict):
        if key in ("facts", "open_facts"):
            return {name: _plain(value) for name, value in data.items()}
        return {name: _typed(value, name) for name, value in data.items()}
    if isinstance(data, list):
        return [_typed(item) for item in data]
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: float(number) for name, number in value.items()}
    if isinstance(value, list):
        return value
    return {"true": True, "false": False, "null": None}.get(value, value)


class _Book:
    """All instruments together: what they name must exist, what they date must make sense."""

    def __init__(self, instruments: list[Instrument]) -> None:
        self.instruments = instruments
        self.lists = {c.id for i in instruments for c in i.countries}
        self.cpv = {c.id for i in instruments for c in i.cpv}
        self.tables = {t.id for i in instruments for t in i.thresholds}
        self.words = {name for i in instruments for name in i.messages}
        self.said = {name for i in instruments for part in _parts(i) for name in _sayings(part)}
        self.rules = {rule.id for i in instruments for rule in i.rules}

    def mistakes(self) -> Iterator[Mistake]:
        yield from self._doubles()
        for instrument in self.instruments:
            yield from self._messages(instrument)
            yield from _addresses(instrument)
            for key in PARTS:
                for part in getattr(instrument, key):
                    place = f"{instrument.id}.yaml: {key}[{getattr(part, 'id', '')}]"
                    yield from self._part(place, instrument, part)

    def _doubles(self) -> Iterator[Mistake]:
        named = (
            (key, part.id) for i in self.instruments for key in PARTS for part in getattr(i, key) if key != "regimes"
        )
        for (key, name), times in Counter(named).items():
            if times > 1:
                yield Mistake(f"{key}[{name}]", f"is written {times} times; an id is used once in all the law")

    def _messages(self, instrument: Instrument) -> Iterator[Mistake]:
        for name, texts in instrument.messages.items():
            if not texts.get("en"):
                yield Mistake(f"{instrument.id}.yaml: messages.{name}", "has no English sentence (en)")
            if name not in self.said and instrument.kind != "words":
                yield Mistake(f"{instrument.id}.yaml: messages.{name}", "is said by no rule; remove it or use it")

    def _part(self, place: str, instrument: Instrument, part: Any) -> Iterator[Mistake]:
        yield from _days(place, part)
        yield from _sourced(place, instrument, part)
        yield from self._said(place, part)
        yield from self._named(place, part)
        if isinstance(part, Rule):
            for name in part.overrides:
                if name not in self.rules:
                    yield Mistake(place, f"overrides {name!r}, which is no rule")
        if isinstance(part, ThresholdTable):
            yield from _rows(place, instrument, part)
        if isinstance(part, CountryList):
            for member in part.members:
                yield from _days(f"{place}.{member.id}", member)
                yield from _looked_up(f"{place}.{member.id}", instrument, member)

    def _said(self, place: str, part: Any) -> Iterator[Mistake]:
        for name in _sayings(part):
            if name not in self.words:
                yield Mistake(place, f"says {name!r}, but no message has that id; add it under messages")

    def _named(self, place: str, part: Any) -> Iterator[Mistake]:
        table = getattr(part, "threshold", None) or getattr(part, "table", None)
        if table and table not in self.tables:
            yield Mistake(place, f"names the threshold table {table!r}, which does not exist")
        for name in _countries_of(part):
            yield from self._country(place, name)
        for name in _cpv_of(part):
            if not name.isdigit() and name not in self.cpv:
                yield Mistake(place, f"{name!r} is neither CPV digits nor a list of CPV codes")
        for when in _whens(part):
            for key in (*when.facts, *when.open_facts):
                if key not in Facts.__struct_fields__:
                    yield Mistake(place, f"asks for the fact {key!r}, which no situation carries")

    def _country(self, place: str, name: str) -> Iterator[Mistake]:
        if len(name) == _COUNTRY_CODE:
            if name != UNION and countries.from_any(name) != name:
                yield Mistake(place, f"{name!r} is not a country code of ISO 3166-1")
        elif name not in self.lists:
            yield Mistake(place, f"{name!r} is not a list of countries; lists are written under countries")


def _parts(instrument: Instrument) -> Iterator[Any]:
    return (part for key in PARTS for part in getattr(instrument, key))


def _sayings(part: Any) -> Iterator[str]:
    if getattr(part, "message", None):
        yield part.message
    yield from (*getattr(part, "missing", ()), *getattr(part, "assumed", ()))
    for when in _whens(part):
        yield from (f"missing-{key}" for key in when.open_facts)


def _days(place: str, part: Any) -> Iterator[Mistake]:
    start, end = getattr(part, "valid_from", None), getattr(part, "valid_until", None)
    if start and end and end < start:
        yield Mistake(place, f"ends on {end}, before it begins on {start}")


def _sourced(place: str, instrument: Instrument, part: Any) -> Iterator[Mistake]:
    source = getattr(part, "source", None)
    if source and source not in instrument.sources:
        yield Mistake(place, f"cites {source!r}, which is not among the file's sources")
    yield from _looked_up(place, instrument, part)
    confidence: Confidence | None = getattr(part, "confidence", None)
    if confidence == "low":
        yield Mistake(place, "has low confidence: that is an open question, not a rule; write it under open_questions")


def _looked_up(place: str, instrument: Instrument, part: Any) -> Iterator[Mistake]:
    name = getattr(part, "looked_up", None)
    if name is None:
        return
    source = instrument.sources.get(name)
    if source is None or not source.looked_up:
        yield Mistake(place, f"was looked up in {name!r}, which is no source marked looked_up: true in this file")


def _addresses(instrument: Instrument) -> Iterator[Mistake]:
    for name, source in instrument.sources.items():
        if source.looked_up and not source.url:
            yield Mistake(f"{instrument.id}.yaml: sources.{name}", "was looked up, so it needs the url where")


def _rows(place: str, instrument: Instrument, table: ThresholdTable) -> Iterator[Mistake]:
    for number, row in enumerate(table.rows):
        yield from _days(f"{place}.rows[{number}]", row)
        yield from _sourced(f"{place}.rows[{number}]", instrument, row)
        for other in table.rows[number + 1 :]:
            if other.currency == row.currency and _overlap(row, other):
                yield Mistake(f"{place}.rows[{number}]", f"overlaps another period in {row.currency}")


def _overlap(one: Any, other: Any) -> bool:
    return bool(
        (one.valid_until is None or other.valid_from <= one.valid_until)
        and (other.valid_until is None or one.valid_from <= other.valid_until)
    )


def _whens(part: Any) -> Iterator[When]:
    when = part if isinstance(part, When) else getattr(part, "when", None)
    if isinstance(when, When):
        yield when
        for inner in when.any + when.none:
            yield from _whens(inner)


def _countries_of(part: Any) -> Iterator[str]:
    if isinstance(part, CountryList):
        yield from (member.id for member in part.members)
    elif not isinstance(part, When):
        for key in ("supplier", "buyer", "countries"):
            yield from getattr(part, key, ())
    for when in _whens(part):
        yield from (*when.buyer, *when.buyer_not, *when.supplier, *when.supplier_not, *when.headquarters_not)
        for shares in (when.owners, when.partners, when.goods_origin, when.directors):
            if shares is not None:
                yield from (*shares.of, *shares.not_of)


def _cpv_of(part: Any) -> Iterator[str]:
    if isinstance(part, CpvList):
        yield from part.prefixes
    elif hasattr(part, "cpv") and not isinstance(part, When):
        yield from (*part.cpv, *getattr(part, "cpv_not", ()))
    for when in _whens(part):
        yield from (*when.cpv, *when.cpv_not)
