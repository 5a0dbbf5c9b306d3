"""Reads single values of a profile: each function returns what the model holds, or raises Wrong with a sentence."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, get_args

from karavel.codes import identifiers
from karavel.codes.spelling import by_name, closest
from karavel.companies import sentences
from karavel.companies.model import EstablishmentKind, Role
from karavel.texts.marking import N_, say

FIRST_YEAR, LAST_YEAR = 1950, 2100
_ALL = 100  # per cent
_EXAMPLE_ID = "AZ-VOEN 1400057421"

_KINDS: dict[type, str] = {
    bool: N_("true or false"),
    str: N_("text"),
    int: N_("a number"),
    float: N_("a number"),
    list: N_("a list"),
    dict: N_("a table"),
    datetime: N_("a date with a time"),
    date: N_("a date"),
    time: N_("a time"),
}


class Wrong(ValueError):
    """One value is not what its place asks for; the message is the sentence about it."""


def found(value: Any) -> str:
    """What kind of value stands there, in words."""
    return say(_KINDS[type(value)])


def text(value: Any, *, example: str = "Xəzər Systems MMC") -> str:
    """Text that is not empty, without blanks around it."""
    if not isinstance(value, str):
        raise Wrong(say(sentences.NOT_TEXT_VALUE, found=found(value), example=example))
    if not value.strip():
        raise Wrong(say(sentences.EMPTY, example=f'"{example}"'))
    return value.strip()


def number(value: Any) -> float:
    """A finite number, no truth value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(say(sentences.NOT_NUMBER, found=found(value), example="800000"))
    if not math.isfinite(value):
        raise Wrong(say(sentences.NOT_FINITE, value=value))
    return float(value)


def amount(value: Any) -> float:
    """A number that is not negative."""
    read = number(value)
    if read < 0:
        raise Wrong(say(sentences.NEGATIVE, value=value))
    return read


def whole(value: Any, *, example: str = "60") -> int:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong(say(sentences.NOT_WHOLE, found=found(value), example=example))
    return value


def count(value: Any) -> int:
    """A whole number that is not negative."""
    if whole(value) < 0:
        raise Wrong(say(sentences.NEGATIVE, value=value))
    return int(value)


def truth(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Wrong(say(sentences.NOT_BOOLEAN, found=found(value)))
    return value


def share(value: Any) -> float:
    """Per cent, above 0 and up to 100."""
    read = number(value)
    if not 0 < read <= _ALL:
        raise Wrong(say(sentences.SHARE_RANGE, value=value))
    return read


def year(value: Any) -> int:
    """A financial year."""
    if not FIRST_YEAR <= whole(value, example="2025") <= LAST_YEAR:
        raise Wrong(say(sentences.YEAR_RANGE, value=value, first=FIRST_YEAR, last=LAST_YEAR))
    return int(value)


def day(value: Any) -> date:
    """A date as TOML writes it, without quotes and without a time."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Wrong(say(sentences.NOT_DATE, found=found(value)))
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Wrong(say(sentences.DATE_RANGE, value=value, first=FIRST_YEAR, last=LAST_YEAR))
    return value


def code(require: Callable[[str], str], example: str) -> Callable[[Any], str]:
    """Reads a code by the ``require`` of its kind, which raises InvalidCode with a sentence of its own."""
    return lambda value: require(text(value, example=example))


def choice(choices: tuple[str, ...]) -> Callable[[Any], str]:
    """Reads one of a few words."""
    names = by_name((word, (word,)) for word in choices)

    def read(value: Any) -> str:
        written = text(value, example=choices[0])
        if written in choices:
            return written
        meant = closest(written, names)
        sentence = sentences.NOT_CHOICE_MEANT if meant else sentences.NOT_CHOICE
        raise Wrong(say(sentence, value=written, choices=", ".join(choices), meant=meant))

    return read


establishment_kind = choice(get_args(EstablishmentKind))
role = choice(get_args(Role))


def organisation_id(value: Any) -> str:
    """An organisation's number after its register: ``AZ-VOEN 1400057421``; registers without a known rule pass."""
    written = text(value, example=_EXAMPLE_ID)
    known = identifiers.classify(written)
    if known is not None and known.valid is False:
        raise Wrong(say(sentences.ID_WRONG, value=written, scheme=known.scheme))
    if known is None or not known.scheme:
        raise Wrong(say(sentences.ID_UNKNOWN, value=written, example=_EXAMPLE_ID))
    return str(known)
