"""The rows of ``law/signatures/recognition.yaml``, read and checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec

from karavel.access.plain_yaml import read_plain
from karavel.codes import countries
from karavel.errors import InvalidLaw, Mistake
from karavel.procurement.recognition.model import ANY, RecognitionRule
from karavel.texts import LANGUAGES

FILE: Final = "recognition.yaml"
_COUNTRY_CODE: Final = 2


def read(folder: Path) -> tuple[RecognitionRule, ...]:
    """All rows of a folder's file, in order, checked.

    Raises:
        InvalidLaw: the file does not hold; every mistake is told at once.
    """
    rows: list[RecognitionRule] = []
    wrong = [*_read(folder / FILE, rows)] or [*_mistakes(rows)]
    if wrong:
        told = f"What is known of signatures ({FILE}) has {len(wrong)} mistakes."
        raise InvalidLaw(told, tuple(wrong), remedy="Mend the places that are named and run karavel law check again.")
    return tuple(rows)


def lists(rows: tuple[RecognitionRule, ...]) -> Iterator[tuple[str, str]]:
    """The lists of countries that rows name, each with its row: whether they exist, the law data says."""
    for row in rows:
        yield from ((row.id, name) for name in (*row.law, *row.provider) if len(name) != _COUNTRY_CODE and name != ANY)


def _read(file: Path, rows: list[RecognitionRule]) -> Iterator[Mistake]:
    content = read_plain(file)
    if isinstance(content, Mistake):
        yield content
    elif not isinstance(content, list):
        yield Mistake(file.name, "is a list of rows; begin each with a dash")
    else:
        for number, row in enumerate(content):
            yield from _row(_place(row, number), row, rows)


def _place(row: Any, number: int) -> str:
    return f"{FILE}: {row.get('id', number) if isinstance(row, dict) else number}"


def _row(place: str, row: Any, rows: list[RecognitionRule]) -> Iterator[Mistake]:
    try:
        rows.append(msgspec.convert(row, RecognitionRule, strict=False))
    except msgspec.ValidationError as error:
        yield Mistake(place, str(error))


def _mistakes(rows: list[RecognitionRule]) -> Iterator[Mistake]:
    twice = Counter(row.id for row in rows)
    for number, row in enumerate(rows):
        told = (*_shape(row, twice), *_countries(row), *_cited(row), *_hidden(row, rows[:number]))
        yield from (Mistake(f"{FILE}: {row.id}", message) for message in told)


def _shape(row: RecognitionRule, twice: Counter[str]) -> Iterator[str]:
    if twice[row.id] > 1:
        yield "stands twice"
    if row.valid_until and row.valid_until < row.valid_from:
        yield f"ends on {row.valid_until}, before it begins on {row.valid_from}"
    if not (row.law and row.provider and row.level):
        yield "needs a law, a provider and a level"
    if set(row.sentence) != set(LANGUAGES) or not all(row.sentence.values()):
        yield f"sentence: needs {', '.join(LANGUAGES)}, and no other"


def _countries(row: RecognitionRule) -> Iterator[str]:
    if ANY in row.law or (ANY in row.provider and len(row.provider) > 1):
        yield f"{ANY} stands for every provider, alone, and for no law"
    for name in (*row.law, *row.provider):
        if len(name) == _COUNTRY_CODE and countries.from_any(name) != name:
            yield f"{name!r} is not a country code of ISO 3166-1"


def _cited(row: RecognitionRule) -> Iterator[str]:
    if not row.url.startswith(("https://", "http://")):
        yield "needs the address where it can be read (url)"
    if not (row.instrument and row.article):
        yield "cites no instrument, or no article of it"
    if row.confidence == "high" and not row.looked_up:
        yield "claims high confidence in what nobody looked up"


def _hidden(row: RecognitionRule, above: list[RecognitionRule]) -> Iterator[str]:
    for other in above:
        if _covers(other, row):
            yield f"is never reached: {other.id!r} stands above it and fits wherever it does"


def _covers(wide: RecognitionRule, narrow: RecognitionRule) -> bool:
    return (
        set(narrow.law) <= set(wide.law)
        and (wide.provider == (ANY,) or set(narrow.provider) <= set(wide.provider))
        and set(narrow.level) <= set(wide.level)
        and wide.valid_from <= narrow.valid_from
        and (wide.valid_until or date.max) >= (narrow.valid_until or date.max)
    )
