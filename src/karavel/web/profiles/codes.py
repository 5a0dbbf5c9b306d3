"""CPV codes to offer: by words of their labels, and by what a text is about."""

from __future__ import annotations

from typing import Final

from karavel.codes import cpv
from karavel.codes.cpv_labels import compact
from karavel.codes.spelling import fold
from karavel.verbs.classify import suggest

_MOST: Final = 12
_LEAST: Final = 3  # are offered however unlikely
_LIKELY: Final = 0.01


def by_words(words: str) -> tuple[str, ...]:
    """Codes whose label has all words in some language, or that begin with the digits; the general ones first."""
    whole = cpv.normalise(words.strip())
    if whole and not compact().is_unknown(whole):
        return (whole,)
    asked = fold(words).split()
    if not asked:
        return ()
    labels = compact()
    found = [code for code in labels if all(word in code or _says(code, word) for word in asked)]
    return tuple(sorted(found, key=lambda code: (len(code.rstrip("0")), code))[:_MOST])


def _says(code: str, word: str) -> bool:
    return any(word in fold(label) for label in compact().in_all_languages(code).values())


def by_text(text: str) -> tuple[str, ...]:
    """The likeliest branches of a text in any language, best first; none for a text without words."""
    found = suggest(text, top=_MOST) if text.split() else ()
    return tuple(guess.code for at, guess in enumerate(found) if at < _LEAST or guess.probability >= _LIKELY)
