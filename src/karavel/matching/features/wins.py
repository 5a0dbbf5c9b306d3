"""Likeness to what the firm has done before."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np

from karavel.matching import sentences
from karavel.matching.columns import Floats
from karavel.matching.features.cpv import affinity
from karavel.matching.part import Part
from karavel.matching.profile import Win
from karavel.matching.question import Question
from karavel.texts import gettext as _

#: Years after which a past win counts half; buyers ask for references of the last three to five years.
HALF_LIFE: Final = 5.0

#: How a likeness is made of codes and words.
BY_CPV, BY_TEXT = 0.5, 0.5

_YEAR = 365.25


def wins(question: Question) -> Part:
    """How like the lot is to the most similar of your references, by codes and words; old ones count less."""
    past = question.profile.wins
    if not past:
        return Part(np.zeros(len(question.lots)), lambda _row: _(sentences.WIN_ABSENT))
    likeness = np.array([_likeness(question, number) for number in range(len(past))])
    values = likeness.max(axis=0)

    def say(row: int) -> str:
        if not values[row]:
            return _(sentences.WIN_NONE)
        win = past[int(likeness[:, row].argmax())]
        return _(sentences.WIN_LIKE).format(title=win.title, year=f", {win.ended.year}" if win.ended else "")

    return Part(values, say)


def _likeness(question: Question, number: int) -> Floats:
    win, words = question.profile.wins[number], question.texts.wins[number]
    by_text = np.zeros(len(question.lots)) if words is None else words
    alike = BY_CPV * affinity(question.lots.cpv, win.cpv) + BY_TEXT * by_text
    return alike * win.share * freshness(win, question.as_of)


def freshness(win: Win, as_of: date) -> float:
    """1 for a contract that runs or has just ended, half of it every :data:`HALF_LIFE` years; 0.7 without a date."""
    if win.ended is None:
        return 0.7
    years = max((as_of - win.ended).days, 0) / _YEAR
    return float(0.5 ** (years / HALF_LIFE))
