"""Makes two spellings of one name meet, and finds the code that a misspelt text was meant to be."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Letters that carry no combining mark and so survive decomposition: Azerbaijani, Turkish, Nordic, Polish, German; and
# the apostrophes that Unicode counts as letters (Oʻzbekiston), which people write as any other apostrophe.
_LETTERS = str.maketrans(
    {"ə": "e", "ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "\u02bb": " ", "\u02bc": " "}
)
_LONGEST_NAME = 200


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """``text`` in lower case without accents and punctuation: ``"Xəzər  Évora!"`` is ``"xezer evora"``."""
    # Compatibility letters (𝐀) have no lower case before they are decomposed, ß and ſ none that lower() knows.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text[:_LONGEST_NAME]).casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
    words = "".join(letter if letter.isalnum() else " " for letter in bare).split()
    return " ".join(words)[:_LONGEST_NAME].rstrip()


def closest(text: str, names: Mapping[str, str]) -> str | None:
    """The code whose folded name looks most like ``text``, or None when none does; ``names``: folded name → code."""
    found = get_close_matches(fold(text), names, n=1, cutoff=0.75)
    return names[found[0]] if found else None


def by_name(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Folded name → code, out of rows of a code and its names; the first row that claims a name keeps it."""
    names: dict[str, str] = {}
    for code, spellings in rows:
        for spelling in spellings:
            names.setdefault(fold(spelling), code)
    names.pop("", None)
    return names
