"""Text as published into values of the model, gathering what was wrong on the way.

Each function takes what a document holds, the :class:`Problems` of its reading and a place in it, and returns a value
or None. Nothing is guessed: an amount without a currency, a date that no calendar has, a code that no list knows give
a problem and no value. They run millions of times, so codes are looked up once and remembered.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from karavel.codes import countries, country_names, currencies, identifiers, languages
from karavel.codes import cpv as cpv_codes
from karavel.notices import Moment, Money, Problem
from karavel.notices.reading import Severity

Text: TypeAlias = str | None
Number: TypeAlias = str | float | None

_KEPT = 1000  # problems kept of one document; a hostile one must not fill the memory with them
_REMEMBERED = 8192  # times of day remembered
_DAY_LENGTH = 10
_FIRST_YEAR, _LAST_YEAR = 1901, 2199  # outside of them programs keep dates that nobody gave: 0001, 1900, 9999
_LARGEST = 2**53  # beyond it a float no longer tells whole numbers apart
_LONGEST_CODE = 3  # letters; to look among names in all languages takes a third of a second once
_LINE = 60  # characters of a value that a message quotes

_ZONE = r"(?P<zone>[Zz]|[+-]\d\d:?\d\d)?"
_DAY = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)" + _ZONE)
_TIME = re.compile(r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)? ?" + _ZONE)
_PUBLICATION = re.compile(
    r"0*(?P<number>[1-9]\d*)-(?P<year>(?:19|20)\d\d)|(?P<series>(?:19|20)\d\d)/S ?\d+-0*(?P<in_series>[1-9]\d*)"
)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")


class Problems:
    """What was wrong in one document; the same thing at the same place is told once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Problem] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, code: str, message: str, place: str = "", severity: Severity = "warning") -> None:
        """Notes a problem; beyond a thousand of one document only errors are kept."""
        if len(self._found) < _KEPT or severity == "error":
            self._found.setdefault((code, message, place), Problem(code, message, place, severity))

    def found(self) -> tuple[Problem, ...]:
        """All problems in the order in which they were met."""
        return tuple(self._found.values())


def money(amount: Number, currency: Text, problems: Problems, place: str = "") -> Money | None:
    """An amount with its currency; None, and a problem, when either is missing or wrong."""
    value = number(amount, problems, place)
    if value is None:
        return None
    if not currency:
        problems.add("missing-currency", f"The amount {amount} has no currency, so it was left out.", place)
        return None
    code = currencies.from_any(currency)
    if code is None:
        problems.add("unknown-currency", f"{currency!r} is no currency of ISO 4217, so {amount} was left out.", place)
        return None
    return Money(value, code)


def number(value: Number, problems: Problems, place: str = "") -> float | None:
    """A finite decimal number; the point is the decimal sign and nothing groups thousands."""
    if value is None:
        return None
    if isinstance(value, str):
        bare = value.strip()  # takes more for blank than float() does
        if not _NUMBER.fullmatch(bare):
            problems.add("not-a-number", f"{_short(value)} is no number, so it was left out.", place)
            return None
        value = float(bare)
    if not math.isfinite(value):
        problems.add("not-a-number", f"{value} is no finite number, so it was left out.", place)
        return None
    return float(value)


def integer(value: Number, problems: Problems, place: str = "") -> int | None:
    """A whole number; ``3.0`` counts as one."""
    found = number(value, problems, place)
    if found is None:
        return None
    if abs(found) > _LARGEST:
        problems.add("not-a-whole-number", f"{value} is too large to count anything, so it was left out.", place)
        return None
    if not found.is_integer():
        problems.add("not-a-whole-number", f"{value} should be a whole number, so it was left out.", place)
        return None
    return int(found)


def indicator(value: Text, problems: Problems, place: str = "") -> bool | None:
    """An XML boolean: ``true``, ``false``, ``1`` or ``0``."""
    if value is None:
        return None
    found = {"true": True, "1": True, "false": False, "0": False}.get(value.strip().lower())
    if found is None:
        problems.add("not-an-indicator", f"{_short(value)} is neither true nor false, so it was left out.", place)
    return found


def day(text: Text, problems: Problems, place: str = "") -> date | None:
    """The day of a date (``2023-05-16``, ``2023-05-16+03:00``) or of a time stamp; its zone shifts nothing."""
    if text is None:
        return None
    try:
        found = date.fromisoformat(_year_first(text[:_DAY_LENGTH]))
    except ValueError:
        problems.add("not-a-date", f"{_short(text)} is no date of the calendar, so it was left out.", place)
        return None
    if _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return found
    problems.add("placeholder-date", f"{_short(text)} stands for a date that is not known; it was left out.", place)
    return None


def moment(day_text: Text, time_text: Text, problems: Problems, place: str = "") -> Moment | None:
    """A day and a time of day, each with or without a zone, as one moment with the offset that was published.

    The time's offset wins over the day's. Seconds are dropped when they are zero, ``Z`` becomes ``+00:00``, and
    ``24:00`` becomes the last second of its day, so that the day stays right. Without a time the moment is the day.
    """
    if day_text is None:
        return None
    parts = _DAY.fullmatch(day_text)
    if parts is None or day(parts["day"], problems, place) is None:
        if parts is None:
            problems.add("not-a-date", f"{_short(day_text)} is no date, so it was left out.", place)
        return None
    if time_text is None:
        return Moment(parts["day"])
    clock = _clock(time_text)
    if clock is None:
        problems.add("not-a-time", f"{_short(time_text)} is no time of day, so only its day was kept.", place)
        return Moment(parts["day"])
    return Moment(f"{parts['day']}T{clock[0]}{clock[1] or _offset(parts['zone'])}")


def time_stamp(text: Text, problems: Problems, place: str = "") -> Moment | None:
    """A moment written in one piece: ``2023-06-01T12:00:00Z``, ``2023-06-01 12:00`` or a day alone."""
    if text is None:
        return None
    return _faultless(text) or _time_stamp(text, problems, place)


@lru_cache(_REMEMBERED)
def _faultless(text: str) -> Moment | None:
    """The moment when nothing is wrong with it: lots and periods of one notice repeat theirs."""
    problems = Problems()
    found = _time_stamp(text, problems, "")
    return None if problems else found


def _time_stamp(text: str, problems: Problems, place: str) -> Moment | None:
    if len(text) > _DAY_LENGTH and text[_DAY_LENGTH] in "Tt ":
        return moment(_year_first(text[:_DAY_LENGTH]), text[_DAY_LENGTH + 1 :], problems, place)
    return moment(_year_first(text), None, problems, place)


def _year_first(text: str) -> str:
    """``2024/03/15`` as ``2024-03-15``: with the year first there is no doubt which is the month."""
    return text.replace("/", "-") if text[4:5] == text[7:8] == "/" else text


@lru_cache(_REMEMBERED)
def _clock(text: str) -> tuple[str, str] | None:
    """The time of day and its offset, or None."""
    parts = _TIME.fullmatch(text)
    if parts is None:
        return None
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    if (hour, minute, second) == (24, 0, 0):
        return "23:59:59", _offset(parts["zone"])
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004  # the clock's own limits
        return None
    return f"{hour:02}:{minute:02}" + (f":{second:02}" if second else ""), _offset(parts["zone"])


def _offset(zone: Text) -> str:
    """``+03:00`` for every way to write it, empty when no zone was published."""
    if not zone:
        return ""
    return "+00:00" if zone in "Zz" else f"{zone[:3]}:{zone[-2:]}"


def country(text: Text, problems: Problems, place: str = "") -> Text:
    """Alpha-2 code of a country given as any code that the European or international lists know, or by its name."""
    look_up = country_names.from_name if text and len(text) > _LONGEST_CODE else countries.from_any
    return _coded(text, look_up, problems, place, "unknown-country", "no country that we know")


def language(text: Text, problems: Problems, place: str = "") -> Text:
    """ISO 639-1 code of a language given by any of its codes."""
    return _coded(text, languages.from_any, problems, place, "unknown-language", "no language that we know")


def cpv(text: Text, problems: Problems, place: str = "") -> Text:
    """A CPV code's eight digits; a check digit is checked and dropped."""
    return _coded(text, cpv_codes.normalise, problems, place, "unknown-cpv", "no CPV code")


def cpvs(texts: Iterable[Text], problems: Problems, place: str = "") -> tuple[str, ...]:
    """CPV codes in the order given, each once."""
    published = [text for text in texts if text]
    found = once(map(cpv_codes.normalise, published))
    if len(found) < len(published):  # some stand twice, or one is wrong, which is told
        for text in published:
            cpv(text, problems, place)
    return found


def _coded(text: Text, look_up: Callable[[str], Text], problems: Problems, place: str, problem: str, what: str) -> Text:
    if not text:
        return None
    found = look_up(text)
    if found is None:
        problems.add(problem, f"{_short(text)} is {what}, so it was left out.", place)
    return found


def organisation_id(text: Text, country: Text = None) -> Text:
    """A registration number as ``SCHEME value`` where its country's rules tell the scheme, else as it stands.

    None when nothing in it is a number (``n/a``, ``none``).
    """
    return identifiers.normalise(text, country)


def publication(text: str) -> str:
    """A publication number of TED as notices are named (``00295399-2023``, ``2023/S 101-295399`` → ``295399-2023``).

    Anything else, such as a notice identifier with its version, stays as it stands.
    """
    parts = _PUBLICATION.fullmatch(text)
    if parts is None:
        return text
    return f"{parts['number'] or parts['in_series']}-{parts['year'] or parts['series']}"


def once(values: Iterable[Text]) -> tuple[str, ...]:
    """The values that are there, in order, each once."""
    return tuple(dict.fromkeys(filter(None, values)))


def check_deadline(deadline: Moment | None, published: date | None, problems: Problems, place: str = "") -> None:
    """Tells when a deadline lies before the day of publication; both are kept as published."""
    if deadline is not None and published is not None and deadline[:_DAY_LENGTH] < published.isoformat():
        problems.add(
            "deadline-before-publication",
            f"The deadline {deadline} lies before the publication on {published}; both stand as published.",
            place,
        )


def _short(text: str) -> str:
    """The text in quotes, cut where it is long."""
    return repr(text if len(text) <= _LINE else f"{text[:_LINE]}...")
