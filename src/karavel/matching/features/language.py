"""Whether the firm can write the tender in a language that the buyer takes."""

from __future__ import annotations

from typing import Final

import numpy as np

from karavel.matching import sentences
from karavel.matching.part import Part
from karavel.matching.question import Question
from karavel.texts import gettext as _
from karavel.texts import language_name

#: Languages in which a translation is quickly made and checked from one another.
FAMILIES: Final = tuple(
    frozenset(family.split())
    for family in ("pt es gl", "az tr", "ru uk be", "no nb nn da sv", "cs sk", "hr sr bs sl", "bg mk", "nl de", "it es")
)
NEAR: Final = -0.3


def language(question: Question) -> Part:
    """Whether you can write the tender in a language that the buyer takes; translation costs time and money."""
    lots, own = question.lots, question.profile.languages
    if not own:
        return Part(np.zeros(len(lots)), lambda _row: _(sentences.LANGUAGE_NO_PROFILE))
    stated = lots.languages.best(lambda code: ease(code, own))
    values = np.where(lots.languages.filled, stated, lots.language.score(lambda code: ease(code, own)))

    def say(row: int) -> str:
        lot = lots.row(row)
        taken = lot["languages"] or ([lot["language"]] if lot["language"] else [])
        return _sentence(taken, own)

    return Part(values, say)


def ease(code: str, own: frozenset[str]) -> float:
    """1 for a language that the firm writes, :data:`NEAR` for one near it, -1 for any other."""
    if code in own:
        return 1.0
    return NEAR if any(code in family and family & own for family in FAMILIES) else -1.0


def _sentence(taken: list[str], own: frozenset[str]) -> str:
    if not taken:
        return _(sentences.LANGUAGE_UNKNOWN)
    best = max(taken, key=lambda code: ease(code, own))
    worth = ease(best, own)
    form = {1.0: sentences.LANGUAGE_OURS, NEAR: sentences.LANGUAGE_NEAR}.get(worth, sentences.LANGUAGE_OTHER)
    return _(form).format(language=language_name(best))
