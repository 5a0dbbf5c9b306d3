"""Names of firms, so that two spellings of one meet: without legal form, accents, signs; in Latin letters.

Conservative: only whole words that name a legal form are taken off, at the end of a name and a few at its beginning,
and never all of it. What differs beyond that stays different: ``Alfa Norte`` is not ``Alfa Sul``.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import Final

from karavel.codes.tables import rows
from karavel.lake.folding import fold

#: Greek (ELOT 743) and Cyrillic (Russian, Ukrainian, Bulgarian, Serbian and Macedonian letters) to Latin, folded.
_LATIN: Final = str.maketrans(
    {
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
        "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y",
        "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "і": "i",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
        "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
        "ю": "yu", "я": "ya", "ђ": "dj", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѓ": "gj", "ќ": "kj", "ѕ": "dz",
    }
)  # fmt: skip
_WORD: Final = re.compile(r"\w+")
_APOSTROPHES: Final = re.compile(r"['’`´]")
_LONGEST: Final = 6  # words of a legal form
_SINGLES: Final = re.compile(r"\b(\w) (?=\w\b)")


@lru_cache(maxsize=1)
def _forms() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """Legal forms as words: those at the end of a name, and those that also stand at its beginning."""
    table = [(row["where"], tuple(row["form"].split())) for row in rows("karavel.partners", "legal-forms.csv")]
    return frozenset(form for _, form in table), frozenset(form for where, form in table if where == "both")


@lru_cache(maxsize=65_536)
def plain(name: str) -> str:
    """A name in plain Latin words, its legal form still there: ``"Δήμος &amp; Σία Α.Ε."`` → ``"dimos sia ae"``."""
    text = unicodedata.normalize("NFKC", html.unescape(name))
    words = _WORD.findall(_APOSTROPHES.sub("", fold(text)).translate(_LATIN).replace("_", " "))
    return _SINGLES.sub(r"\1", " ".join(words))


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """A name for comparing: ``"ALFA Sistemas, Unipessoal, Lda."`` and ``"Alfa Sistemas"`` → ``"alfa sistemas"``."""
    words = tuple(plain(name).split())
    while (shorter := _without_form(words)) and shorter != words:
        words = shorter
    return " ".join(words)


def _without_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without one legal form, the longest that there is, at the end before the beginning; never none left."""
    ends, starts = _forms()
    for size in range(min(len(words) - 1, _LONGEST), 0, -1):
        if words[-size:] in ends:
            return words[:-size]
    for size in range(min(len(words) - 1, _LONGEST), 0, -1):
        if words[:size] in starts:
            return words[size:]
    return words
