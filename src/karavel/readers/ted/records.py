"""Small looks into a record that the tree walk filled, and values that only TED writes in this way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from karavel.notices import Money
from karavel.readers import values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from karavel.notices import Moment
    from karavel.readers.ted.takes import Sum
    from karavel.readers.tree import Record
    from karavel.readers.values import Problems

_COMPACT_DAY = 8  # characters of YYYYMMDD
_NOTHING: tuple[Any, ...] = ()


class Form(NamedTuple):
    """What every part of one notice needs: its records, what they belong to, and where problems go."""

    name: str
    coded: Record
    record: Record
    problems: Problems


def first(record: Record, key: str) -> Any:
    """The first value under a key, or None."""
    found = record.get(key)
    return found[0] if found else None


def firsts(record: Record) -> dict[str, Any]:
    """The first value under each key, for records of which most keys are looked at."""
    return {key: found[0] for key, found in record.items()}


def every(record: Record, key: str) -> Any:
    """All values under a key, in document order."""
    return record.get(key, _NOTHING)


def lines(texts: list[str]) -> str | None:
    """Several texts as lines; None when there is none."""
    return "\n".join(texts) or None


def compact_day(text: str | None) -> str | None:
    """``20190902`` as ``2019-09-02``."""
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if text and len(text) == _COMPACT_DAY else text


def compact_moment(text: str | None, problems: Problems, place: str) -> Moment | None:
    """``20191007 12:30`` or ``20191007`` as a moment without a zone, as TED names none."""
    if not text:
        return None
    day, _, time = text.partition(" ")
    return values.moment(compact_day(day), clock(time) if time else None, problems, place)


def day(one: Mapping[str, Any], key: str, problems: Problems) -> date | None:
    """A day in one piece (2015 forms) or in parts (2011 forms: key ``…_parts``); ``one`` holds first values."""
    found = one.get(key) or one.get(f"{key}_parts", _NOTHING)[:1]
    return values.day(found if isinstance(found, str) else found[0], problems, key) if found else None


def moment(one: Mapping[str, Any], key: str, problems: Problems) -> Moment | None:
    """A day with its time of day, in two elements (2015 forms) or in parts (2011 forms); ``one`` holds first values."""
    found, time = one.get(f"{key}_parts") or (one.get(key), one.get(f"{key}_time"))
    return values.moment(found, time and clock(time), problems, key) if found else None


def clock(time: str) -> str:
    """``9:30`` with the zero that ISO 8601 wants."""
    return f"0{time}" if time[1:2] == ":" else time


def money(found: Sum | None, problems: Problems, place: str) -> Money | None:
    """The amount; of a range its upper end, and a problem that says so."""
    if found is None:
        return None
    if found.gross:
        problems.add("value-with-vat", "The amount includes VAT, as the form says; it stands as published.", place)
    if found.amount is not None:
        return values.money(spelt(found.amount), found.currency, problems, place)
    if found.high is None:
        return None
    problems.add("value-is-a-range", f"From {found.low} to {found.high}: the upper end was taken as the value.", place)
    return values.money(spelt(found.high), found.currency, problems, place)


def spelt(amount: str) -> str:
    """``26 000 000,00``, as older notices write it, in the spelling that :func:`values.number` reads."""
    if " " in amount or "\N{NO-BREAK SPACE}" in amount or "," in amount:
        return "".join(amount.split()).replace(",", ".")
    return amount
