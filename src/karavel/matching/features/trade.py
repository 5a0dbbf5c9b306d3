"""Nearness of what is asked to what the firm does, by what the words mean in any language."""

from __future__ import annotations

import numpy as np

from karavel.codes.cpv_labels import compact
from karavel.matching import sentences
from karavel.matching.part import Part
from karavel.matching.question import Question
from karavel.texts import current
from karavel.texts import gettext as _


def trade(question: Question) -> Part:
    """How likely the lot is of your trade, told from its words in any language, whatever its codes say."""
    trades = question.trades
    if trades is None:
        return Part(np.zeros(len(question.lots)), lambda _row: _(sentences.TRADE_UNKNOWN))

    def say(row: int) -> str:
        found = trades.likeliest(row)
        if found is None:
            return _(sentences.TRADE_UNKNOWN)
        code, likely = found
        return _(sentences.TRADE_LIKELY).format(label=compact().describe(code, current()), share=round(100 * likely))

    return Part(trades.affinity, say)
