"""Whether there is time to write a tender."""

from __future__ import annotations

from typing import Final

import numpy as np

from karavel.matching import sentences
from karavel.matching.part import Part
from karavel.matching.question import Question
from karavel.texts import gettext as _
from karavel.texts import ngettext

#: Days left, and what they are worth: three are too few for a firm from abroad, thirty are comfortable.
DAYS: Final = (3.0, 12.0, 30.0)
WORTH: Final = (-1.0, 0.0, 1.0)


def deadline(question: Question) -> Part:
    """Whether enough days are left to write a tender; a closed lot (shown only if asked for) is judged as neutral."""
    left = question.lots.days_left(question.as_of)
    worth = np.interp(np.nan_to_num(left), DAYS, WORTH)
    values = np.where(left > 0, worth, 0.0)

    def say(row: int) -> str:
        days = float(left[row])
        if np.isnan(days):
            return _(sentences.DEADLINE_UNKNOWN)
        if days <= 0:
            return _(sentences.DEADLINE_CLOSED)
        forms = sentences.DEADLINE_LEFT if days >= DAYS[1] else sentences.DEADLINE_LAST
        return ngettext(*forms, int(days)).format(days=int(days))

    return Part(values, say)
