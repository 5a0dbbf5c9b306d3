"""What getting in costs."""

from __future__ import annotations

from typing import Final

import numpy as np

from karavel.matching import sentences
from karavel.matching.entries import Entry
from karavel.matching.part import Part
from karavel.matching.question import Question
from karavel.texts import compact_money
from karavel.texts import gettext as _

#: Cost in EUR of the way in, and what it is worth: a notary's fee hardly counts, a company abroad with staff does.
COSTS: Final = (0.0, 2_000.0, 10_000.0, 40_000.0)
WORTH: Final = (1.0, 0.5, 0.0, -1.0)


def effort(question: Question) -> Part:
    """What the best way in costs before you may bid; a direct bid costs nothing, no way in counts fully against."""
    entries = question.entries
    values = entries.score(ease)
    return Part(values, lambda row: _sentence(entries[row], known=bool(entries.codes[row])))


def ease(entry: Entry) -> float:
    """From 1 (nothing to arrange) to -1 (no way in, or a very dear one)."""
    if entry.best is None:
        return -1.0 if entry.direct else 0.0
    return 0.0 if entry.cost_eur is None else float(np.interp(entry.cost_eur, COSTS, WORTH))


def _sentence(entry: Entry, *, known: bool) -> str:
    if not known:
        return _(sentences.EFFORT_UNKNOWN)
    if entry.best is None:
        return _(sentences.EFFORT_NO_WAY)
    if entry.cost_eur is None or entry.days is None:
        return _(sentences.EFFORT_NO_FIGURES).format(way=entry.way)
    if not entry.cost_eur and not entry.days:
        return _(sentences.EFFORT_NONE)
    cost = compact_money(entry.cost_eur, "EUR")
    return _(sentences.EFFORT_ROUTE).format(way=entry.way, days=int(entry.days), cost=cost)
