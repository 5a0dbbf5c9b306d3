"""Which words of a text tell its subject: not the small words of a language, nor those that every tender uses."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

_WORD = re.compile(r"[^\W\d_][\w’'-]*[^\W_]", re.UNICODE)
_SHORTEST = 3


@lru_cache
def _words(name: str) -> frozenset[str]:
    text = resources.files("karavel.matching").joinpath("data", name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def subject_words(text: str) -> list[str]:
    """The words that tell a text's subject, lower case, each once, in order."""
    words = (word.lower() for word in _WORD.findall(text))
    kept = (word for word in words if len(word) >= _SHORTEST and word not in _words("words.txt"))
    return list(dict.fromkeys(kept))


def is_common(word: str) -> bool:
    """Whether a word stands in tenders of every trade, as ``management`` does, and so tells little of the subject."""
    return word in _words("common-words.txt")
