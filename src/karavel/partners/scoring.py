"""What one contract proves about whoever won it, beside what is wanted: a sum of explained parts, 0 to 1.

Words, codes and buyer say whether it is the same work; size, recency and work abroad count as far as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeAlias

import numpy as np

from karavel.matching.columns import Floats
from karavel.matching.similar import likeness
from karavel.matching.similar.wanted import Wanted
from karavel.partners.awards import Awards

#: What each part counts; they sum to 1. Set on Portal BASE, contracts of 22 to 31 January 2024 by those before.
WEIGHTS: Final = {"text": 0.5, "cpv": 0.2, "buyer": 0.15, "value": 0.05, "recency": 0.05, "abroad": 0.05}
_TOPICS: Final = ("text", "cpv", "buyer")

#: Years after which a contract counts half as recent; buyers ask for references of three to five years.
HALF_LIFE: Final = 3.0

#: Of two contracts the more alike proves much more: likeness to this power.
SHARPNESS: Final = 3

_YEAR: Final = 365.25
_EPOCH: Final = date(1970, 1, 1)

#: Scores contracts for what is wanted on a day: the parts of each row by name, which sum to what it proves. Another
#: one, such as one that has been learnt, may take the place of :func:`transparent`.
Scorer: TypeAlias = Callable[[Wanted, Awards, date], Mapping[str, Floats]]


def transparent(wanted: Wanted, awards: Awards, on: date) -> Mapping[str, Floats]:
    """The parts by :data:`WEIGHTS`, sharpened: their sum is likeness to the power of :data:`SHARPNESS`."""
    topics = {
        "text": WEIGHTS["text"] * likeness.by_words(awards.scores),
        "cpv": WEIGHTS["cpv"] * likeness.by_codes(awards.contracts.cpv, wanted.cpv),
        "buyer": WEIGHTS["buyer"] * likeness.by_buyer(awards.contracts.buyer, wanted.buyer),
    }
    alike = sum(topics.values(), np.zeros(len(awards))) / sum(WEIGHTS[name] for name in _TOPICS)
    others = {
        "value": WEIGHTS["value"] * alike * likeness.by_value(awards.contracts.value_eur, wanted.value_eur),
        "recency": WEIGHTS["recency"] * alike * _recent(awards.contracts.day, on),
        "abroad": WEIGHTS["abroad"] * alike * awards.contracts.abroad,
    }
    parts = topics | others
    sharp = sum(parts.values(), np.zeros(len(awards))) ** (SHARPNESS - 1)
    return {name: np.asarray(part * sharp) for name, part in parts.items()}


def _recent(days: Floats, on: date) -> Floats:
    """1 for today, one half after :data:`HALF_LIFE` years; 0 where the day is unknown."""
    age = np.maximum((on - _EPOCH).days - days, 0.0) / _YEAR
    return np.nan_to_num(0.5 ** (age / HALF_LIFE), nan=0.0)
