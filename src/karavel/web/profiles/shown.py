"""The editor's form as the page shows it: parts, rows and fields with their values and what is wrong beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from karavel import companies, texts
from karavel.codes.cpv_labels import compact
from karavel.companies import Company
from karavel.errors import InvalidProfile, Mistake
from karavel.web.profiles.layout import PARTS, Field, Part
from karavel.web.profiles.sent import entered

_OTHERS: Final = re.compile(r"[^a-z0-9]+")


class Code(NamedTuple):
    """A CPV code with its words; ``chosen`` whether it is in the profile."""

    code: str
    label: str
    chosen: bool


class Offer(NamedTuple):
    """CPV codes that a field is offered, and the words by which somebody looked for them."""

    place: str
    words: str
    codes: tuple[str, ...]


NOTHING_OFFERED: Final = Offer("", "", ())


class Box(NamedTuple):
    """A field.

    Attributes:
        place: as in the file, and the name of its input; ``id`` the same for HTML.
        codes: for CPV codes, those to tick.
    """

    field: Field
    place: str
    id: str
    value: Any
    errors: list[str]
    codes: list[Code]


class Rows(NamedTuple):
    """A part with its rows of fields; one row where the part stands once."""

    part: Part
    rows: list[list[Box]]
    errors: list[str]
    id: str


def id_of(place: str) -> str:
    """A place as an id of HTML."""
    return _OTHERS.sub("-", place.lower()).strip("-")


def checked(text: str) -> tuple[Company | None, tuple[Mistake, ...]]:
    """The company of a text, or what is wrong with it."""
    try:
        return companies.parse(text), ()
    except InvalidProfile as problem:
        return None, tuple(problem.mistakes)


def form(raw: Mapping[str, Any], mistakes: Mapping[str, list[str]], offered: Offer = NOTHING_OFFERED) -> list[Rows]:
    """The form of a profile.

    Args:
        raw: the profile as ``tomllib`` reads it.
        mistakes: place to sentences.
        offered: CPV codes to tick beside those of the profile.
    """
    return [_rows(part, raw, mistakes, offered) for part in PARTS]


def _rows(part: Part, raw: Mapping[str, Any], mistakes: Mapping[str, list[str]], offered: Offer) -> Rows:
    tables: Any = raw.get(part.name) or ([] if part.many else {})
    named = [(f"{part.name}[{n}]", table) for n, table in enumerate(tables)] if part.many else [(part.name, tables)]
    rows = [
        [_box(field, f"{place}.{field.name}", table, mistakes, offered) for field in part.fields]
        for place, table in named
    ]
    boxed = {box.place for row in rows for box in row}
    loose = [f"{sentence}" for place, told in mistakes.items() if _of(place, part, boxed) for sentence in told]
    return Rows(part, rows, loose, id_of(part.name))


def _of(place: str, part: Part, boxed: set[str]) -> bool:
    """Whether a mistake belongs to a part, and to none of its fields."""
    inside = place == part.name or place.startswith((f"{part.name}.", f"{part.name}["))
    return inside and not any(_at(place, box) for box in boxed)


def _at(place: str, box: str) -> bool:
    return place == box or place.startswith((f"{box}.", f"{box}["))


def _box(field: Field, place: str, table: Mapping[str, Any], mistakes: Mapping[str, list[str]], offered: Offer) -> Box:
    value = entered(field, table.get(field.name))
    errors = [sentence for at, told in mistakes.items() if _at(at, place) for sentence in told]
    codes = _codes(value, offered.codes if offered.place == place else ()) if field.kind == "codes" else []
    return Box(field, place, id_of(place), value, errors, codes)


def _codes(chosen: list[str], offered: tuple[str, ...]) -> list[Code]:
    own = [Code(code, label(code), chosen=True) for code in chosen]
    return own + [Code(code, label(code), chosen=False) for code in offered if code not in chosen]


def label(code: str) -> str:
    """What a CPV code means, or the nearest one above it, in the language in use."""
    return compact().describe(code, texts.current())
