"""Whether the firm may bid."""

from __future__ import annotations

from typing import Final

from karavel.access import Verdict
from karavel.matching import sentences
from karavel.matching.entries import Entry
from karavel.matching.part import Part
from karavel.matching.question import Question
from karavel.matching.sentences import VERDICTS
from karavel.texts import gettext as _

#: What each verdict is worth. ``unknown`` is neutral: silence of the data is no argument either way.
WORTH: Final[dict[Verdict, float]] = {
    "guaranteed": 1.0,
    "open": 0.7,
    "discretionary": 0.2,
    "unknown": 0.0,
    "excluded": -1.0,
}


def verdict(question: Question) -> Part:
    """Whether you may bid, from home or by the best route that is ready in time; a right to bid counts most."""
    entries = question.entries
    values = entries.score(worth)
    return Part(values, lambda row: _sentence(entries[row]))


def worth(entry: Entry) -> float:
    """The better of the direct verdict and that of the best route in time; 0 where neither is known."""
    return max((WORTH[verdict] for verdict in (entry.direct, entry.best) if verdict), default=0.0)


def _sentence(entry: Entry) -> str:
    if entry.direct is None:
        return _(sentences.VERDICT_UNKNOWN)
    direct = _(VERDICTS[entry.direct])
    if entry.best is None or WORTH[entry.best] <= WORTH[entry.direct]:
        return _(sentences.VERDICT_DIRECT).format(verdict=direct)
    return _(sentences.VERDICT_ROUTE).format(direct=direct, way=entry.way, verdict=_(VERDICTS[entry.best]))
