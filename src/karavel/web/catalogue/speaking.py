"""Words of the catalogue in the language in use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from karavel import texts
from karavel.codes import countries, languages, nuts
from karavel.services import Text
from karavel.services import codes as lists
from karavel.services.addresses import last_part
from karavel.web.tellings import unit_words
from karavel.web.words import country_name

#: Languages in which words are looked for after the one in use.
_NEXT: Final = ("en", "az", "pt")
#: Durations of one unit of the calendar, and the unit; others are told as they are written.
_SIMPLE: Final = re.compile(r"P(\d{1,4})([DWMY])")
_UNITS: Final = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def duration_words(duration: str) -> str:
    """A duration (ISO 8601) in words: ``P5D`` is *5 days*."""
    found = _SIMPLE.fullmatch(duration)
    return f"{found[1]} {unit_words(_UNITS[found[2]], int(found[1]))}" if found else duration


def said(pairs: Iterable[Sequence[str]]) -> Text:
    """Words in the language in use, else in one that is near, with the language that they are in."""
    found: dict[str, Text] = {}
    for language, text in pairs:
        found.setdefault(language.partition("-")[0], Text(language, text))
    for language in (texts.current(), *_NEXT):
        if language in found:
            return found[language]
    return next(iter(found.values()), Text("", ""))


def concept_name(name: str, code: str) -> str:
    """A code of a list in words; an address that no list has by its last part."""
    concept = lists.concept(name, code)
    if concept:
        return concept.names[texts.current()]
    return last_part(code)


def place_name(place: str) -> str:
    """A country, or the address of a place (NUTS, administrative unit), in words: *Portugal (PT11A)*."""
    last = last_part(place)
    country = countries.from_any(last.partition("_")[0]) or nuts.country(nuts.normalise(last))
    if country is None:
        return last
    whole = country == last or countries.to_alpha3(country) == last
    return country_name(country) if whole else f"{country_name(country)} ({last})"


def language_name(language: str) -> str:
    """A language by its code, or by the last part of its address."""
    return texts.language_name(language) if language in languages.NAMES else last_part(language)
