"""How like one lot another is: a weighted sum of what they share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from karavel.matching.columns import Coded, CodedLists, Floats
from karavel.matching.similar import likeness
from karavel.matching.similar.wanted import Wanted
from karavel.texts.marking import N_

#: What each part counts; they sum to 1. Codes count more than for suppliers: they are the same in every language.
WEIGHTS: Final = {"text": 0.5, "cpv": 0.3, "buyer": 0.1, "value": 0.1}

#: Parts, as users read them.
SENTENCES: Final[dict[str, str]] = {
    "text": N_("Its words are like those of the lot."),
    "cpv": N_("It has the same CPV codes, or near ones."),
    "buyer": N_("It is of the same buyer."),
    "value": N_("It is of the same size."),
}


def parts(wanted: Wanted, scores: Floats, cpv: CodedLists, buyer: Coded, value_eur: Floats) -> Mapping[str, Floats]:
    """The value of each part, 0 to 1, for rows with these BM25 scores, codes, buyers and values.

    Size counts only as far as words or codes do: two lots of one price are not alike for that.
    """
    words, codes = likeness.by_words(scores), likeness.by_codes(cpv, wanted.cpv)
    return {
        "text": words,
        "cpv": codes,
        "buyer": likeness.by_buyer(buyer, wanted.buyer) * np.maximum(words, codes),
        "value": likeness.by_value(value_eur, wanted.value_eur) * np.maximum(words, codes),
    }


def total(found: Mapping[str, Floats]) -> Floats:
    """The weighted sum, 0 to 1."""
    weighted = [WEIGHTS[name] * np.round(values, 6) for name, values in found.items()]
    return np.asarray(np.round(np.sum(weighted, axis=0), 8))
