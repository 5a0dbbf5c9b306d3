"""Text without what tells letters apart only for the eye: for addresses, and to look for words."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from itertools import count
from typing import Final

from django.utils.text import slugify

#: Letters that Unicode does not take apart, and what they are written as without their own keyboard.
_WHOLE: Final = str.maketrans({"ə": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
_LONGEST: Final = 80


def plain(text: str) -> str:
    """Small letters without accents, blanks as one: ``Gəncə, İSMAYILLI`` becomes ``gence, ismayilli``."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.translate(_WHOLE).split())


def slug(text: str) -> str:
    """The part of an address that a title gives; ``text`` where it has no letter that an address can hold."""
    made = slugify(plain(text))
    if len(made) > _LONGEST:
        made = made[: _LONGEST + 1].rpartition("-")[0] or made[:_LONGEST]
    return made or "text"


def free(slug: str, taken: Container[str]) -> str:
    """A part of an address that is not taken, by a number at its end where it must be."""
    if slug not in taken:
        return slug
    return next(made for made in (f"{slug}-{number}" for number in count(2)) if made not in taken)
