"""Words in common."""

from __future__ import annotations

from typing import Final

from karavel.lake.folding import fold, stem
from karavel.matching import sentences
from karavel.matching.part import Part
from karavel.matching.question import Question
from karavel.matching.words import subject_words
from karavel.texts import gettext as _

_SAID: Final = 4  # words named in a sentence


def text(question: Question) -> Part:
    """How much of what the lot says is also in your profile, in your words or in the names of your CPV codes."""
    values = question.texts.trade
    heads = {_head(word) for word in question.texts.words}

    def say(row: int) -> str:
        if not values[row]:
            return _(sentences.TEXT_NONE)
        shared = [word for word in subject_words(question.said(row)) if _head(word) in heads]
        quoted = ", ".join(f"“{word}”" for word in shared[:_SAID])
        return _(sentences.TEXT_SHARED).format(words=quoted) if shared else _(sentences.TEXT_ALIKE)

    return Part(values, say)


def _head(word: str) -> str:
    """What the text index compares of an inflected word."""
    return stem(fold(word))
