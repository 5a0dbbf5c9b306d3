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
#: Folders of other addresses of languages.
_OTHER_LANGUAGES: Final = frozenset(
    {
        "http://id.loc.gov/vocabulary/iso639-1",
        "http://id.loc.gov/vocabulary/iso639-2",
        "http://lexvo.org/id/iso639-1",
        "http://lexvo.org/id/iso639-3",
    }
)


def address(name: str, code: str) -> str:
    """The address of a code of a list; a code that is an address already stays."""
    if name in _TABLES:
        outward = None if ":" in code else _TABLES[name].outward(code)
        return f"{_AUTHORITY}{_TABLES[name].folder}/{outward}" if outward else code
    concept = LISTS.get(name, {}).get(code)
    return concept.uri if concept else code


def code(name: str, uri: str) -> str:
    """The code that an address has in a list; the address itself where the list lacks it."""
    plain = uri.replace("https://", "http://", 1)  # none of these lists has an s in its addresses
    if name not in _TABLES:
        concept = _BY_URI.get(name, {}).get(plain)
        return concept.code if concept else uri
    folder, _slash, last = plain.rpartition("/")
    if name == "language" and folder in _OTHER_LANGUAGES:
        return languages.from_any(last) or uri
    found = _TABLES[name].inward(last) if folder == f"{_AUTHORITY}{_TABLES[name].folder}" else None
    return found if found and address(name, found) == plain else uri


def spelled(name: str, text: str) -> str | None:
    """The code of a language, country or currency that is written as a code or a name (``English``)."""
    return _TABLES[name].inward(text.strip()) if name in _TABLES else None


def known(name: str, text: str) -> bool:
    """Whether a code belongs to a list, as opposed to an address of somebody else's concept."""
    return address(name, text) != text


def concept(name: str, text: str) -> Concept | None:
    """The concept of a code of our own lists; None for authority tables and for concepts of others."""
    return LISTS.get(name, {}).get(text)
