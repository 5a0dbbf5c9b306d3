"""Languages: ISO 639-1 in lower case, out of TED (``EN``), eForms (``ENG``, ISO 639-3) and ISO 639-2/B (``ger``).

Languages without a two-letter code (Hawaiian and the like) are not known here; Montenegrin (``CNR``) reads as ``sr``.
"""

from __future__ import annotations

from functools import lru_cache

from karavel.codes.sentences import LANGUAGE_MEANT, NO_LANGUAGE, invalid
from karavel.codes.spelling import by_name, closest, fold
from karavel.codes.tables import rows

_TABLE = rows("karavel.codes", "languages.csv")
NAMES: dict[str, str] = {row["code"]: row["name"] for row in _TABLE}
"""Code → English name."""

_AUTHORITY = {row["code"]: row["authority"].upper() for row in _TABLE}
_SPELLINGS = by_name(
    (row["code"], (row["code"], row["authority"], row["name"], *row["also"].split("|"))) for row in _TABLE
)
_OFFICIAL_EU = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
OFFICIAL_EU = frozenset(_OFFICIAL_EU.split())
"""The 24 official languages of the Union (Regulation No 1/1958, Article 1)."""

_LONGEST_CODE = 3


@lru_cache(maxsize=4_096)
def from_any(text: str | None) -> str | None:
    """The ISO 639-1 code of a code or name, or None; a region is dropped: ``"pt-BR"`` → ``"pt"``."""
    if not text:
        return None
    if text in NAMES:
        return text
    folded = fold(text)
    return _SPELLINGS.get(folded) or _SPELLINGS.get(_without_region(folded))


def _without_region(folded: str) -> str:
    first, _, region = folded.partition(" ")
    return first if len(first) in (2, 3) and len(region) in (2, 4) else ""


def require(text: str) -> str:
    """The canonical code of a code; raises InvalidCode with the closest language for a name or anything else."""
    code = from_any(text) if len(text) <= _LONGEST_CODE else None
    if code is None:
        meant = suggest(text)
        raise invalid(LANGUAGE_MEANT if meant else NO_LANGUAGE, text, meant=meant)
    return code


def suggest(text: str) -> str | None:
    """The language that a misspelt text was meant to be (``"portugese"`` → ``"pt"``), or None."""
    return from_any(text) or closest(text, _SPELLINGS)


def to_authority(code: str) -> str | None:
    """The three-letter code in capitals that eForms writes (``"pt"`` → ``"POR"``)."""
    return _AUTHORITY.get(code)
