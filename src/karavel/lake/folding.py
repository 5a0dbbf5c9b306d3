"""Text as the index compares it: lower case, without accents, in any alphabet.

``Təhlükəsizlik``, ``TEHLUKESIZLIK`` and ``təhlükəsizlik`` are one word here, so are ``Straße`` and ``strasse``,
``λογισμικό`` and ``ΛΟΓΙΣΜΙΚΟ``, ``ёлка`` and ``елка``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Letters that Unicode does not take apart into a plain one and a mark.
_LETTERS: Final = {
    "ə": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ς": "σ", "ĸ": "k", "ґ": "г", "є": "е", "ј": "и",
}  # fmt: skip
_LETTER: Final = re.compile(f"[{''.join(_LETTERS)}]")
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_WORD: Final = re.compile(r"\w+")
_STEM: Final = 6  # letters: what inflection changes stands behind them in most of the languages of tenders
_HEAD: Final = re.compile(rf"\b\w{{1,{_STEM}}}")


def fold(text: str) -> str:
    """The text in lower case, without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _LETTER.sub(_plain, _MARKS.sub("", plain))


def _plain(letter: re.Match[str]) -> str:
    return _LETTERS[letter[0]]


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


def stem(word: str) -> str:
    """The head of a folded word: related forms share it, and so do many languages' words of one origin."""
    return word[:_STEM]


def stems(folded: str) -> str:
    """The heads of all words of a folded text."""
    return " ".join(_HEAD.findall(folded))
