"""Code lists that services are described by: short codes on our side, addresses of concepts in RDF.

Languages, countries and currencies are those of :mod:`karavel.codes`, under the addresses of the Publications Office's
authority tables. What no list has keeps the address that its source gave it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from karavel.codes import countries, currencies, languages
from karavel.codes.tables import rows

_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
#: The languages that names of concepts are given in.
SPOKEN: Final = ("en", "pt", "az")


class Concept(NamedTuple):
    """A concept of a list; ``names`` by language."""

    code: str
    uri: str
    names: dict[str, str]


def _lists() -> dict[str, dict[str, Concept]]:
    found: dict[str, dict[str, Concept]] = {}
    for row in rows("karavel.services", "codes.csv"):
        concept = Concept(row["code"], row["uri"], {language: row[language] for language in SPOKEN})
        found.setdefault(row["list"], {})[row["code"]] = concept
    return found


#: Name of a list to its concepts by code, in the order of the table.
LISTS: Final = _lists()
_BY_URI: Final = {name: {one.uri: one for one in concepts.values()} for name, concepts in LISTS.items()}

#: Levels of online sophistication by number; from :data:`FULL` on everything is done online, from request to result.
LEVELS: Final = {int(code): concept for code, concept in LISTS["level"].items()}
FULL: Final = 4


class _Authority(NamedTuple):
    """An authority table: its folder, and its codes to and from ours."""

    folder: str
    outward: Callable[[str], str | None]
    inward: Callable[[str], str | None]


_TABLES: Final = {
    "language": _Authority("language", languages.to_authority, languages.from_any),
    "country": _Authority("country", countries.to_alpha3, countries.from_any),
    "currency": _Authority("currency", lambda code: code if code in currencies.NAMES else None, currencies.from_any),
}


def address(name: str, code: str) -> str:
    """The address of a code of a list; a code that is an address already stays."""
    if name in _TABLES:
        outward = None if ":" in code else _TABLES[name].outward(code)
        return f"{_AUTHORITY}{_TABLES[name].folder}/{outward}" if outward else code
    concept = LISTS.get(name, {}).get(code)
    return concept.uri if concept else code


def code(name: str, uri: str) -> str:
    """The code that an address has in a list; the address itself where the list lacks it."""
    if name not in _TABLES:
        concept = _BY_URI.get(name, {}).get(uri)
        return concept.code if concept else uri
    folder = f"{_AUTHORITY}{_TABLES[name].folder}/"
    found = _TABLES[name].inward(uri.removeprefix(folder)) if uri.startswith(folder) else None
    return found if found and address(name, found) == uri else uri


def known(name: str, text: str) -> bool:
    """Whether a code belongs to a list, as opposed to an address of somebody else's concept."""
    return address(name, text) != text


def concept(name: str, text: str) -> Concept | None:
    """The concept of a code of our own lists; None for authority tables and for concepts of others."""
    return LISTS.get(name, {}).get(text)
