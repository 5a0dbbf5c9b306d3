"""Country names in the languages that notices are written in, out of CLDR (library babel).

Apart from ``countries``, because loading a language costs milliseconds that most runs need not pay.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from babel import Locale

from karavel.codes import countries
from karavel.codes.spelling import fold

_LANGUAGES = (
    "en pt az es fr de it nl ru uk tr ro pl cs sk hu bg el hr sl lt lv et fi sv da nb ka hy kk uz ar he sr mk sq"
)
LANGUAGES = tuple(_LANGUAGES.split())
"""Languages whose country names are understood."""

_LOCALES: Final = {"pt": "pt_PT"}
"""The spelling of names that we write: Portugal's ``Roménia``; CLDR's plain ``pt`` is Brazil's ``Romênia``."""


@lru_cache(maxsize=64)
def _territories(locale: str) -> dict[str, str]:
    """Canonical code → name in a locale of ours; empty for another."""
    names = Locale.parse(locale).territories if locale in (*LANGUAGES, *_LOCALES.values()) else {}
    return {code: str(names[code]) for code in countries.NAMES if code in names}


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    known: dict[str, str] = {}
    for locale in (*LANGUAGES, *_LOCALES.values()):
        for code, name in _territories(locale).items():
            known.setdefault(fold(name), code)
    return known


@lru_cache(maxsize=16_384)
def from_name(text: str | None) -> str | None:
    """The canonical code of a country named in any of ``LANGUAGES`` (``"Əfqanıstan"``, ``"Парагвай"``), or None."""
    if not text:
        return None
    return countries.from_any(text) or _spellings().get(fold(text))


def name_in(code: str, language: str) -> str:
    """The country's name in a language (ISO 639-1), else its English name."""
    return _territories(_LOCALES.get(language, language)).get(code) or countries.name(code)
