"""Past contracts beside what somebody needs: those of the trade, and what each has to do with the need's subjects."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa

from karavel.matching.columns import Floats
from karavel.matching.similar import likeness
from karavel.matching.similar.wanted import Wanted
from karavel.matching.terms.reading import named
from karavel.partners.awards import Awards, History

#: Lots that one search brings: most of what shares words with a need is of another trade.
HITS: Final = 5000
#: Contracts whose titles are read for the need's subjects, those that share most words.
READ: Final = 1500
#: What the words of a contract count that names none of the subjects: it shares single words by chance.
UNNAMED: Final = 0.4


def beside_need(history: History, wanted: Wanted) -> tuple[Awards, Floats]:
    """The contracts of the trade with how well their words match, and how much of the need each title names (0 to 1).

    Raises:
        LakeError: the text index cannot be written.
    """
    found = history.beside(wanted.words, HITS)
    awards = found.take(likeness.of_trade(found.contracts.cpv, wanted.cpv))
    if not wanted.subjects:
        return awards, np.zeros(len(awards))
    shares = _named(awards, wanted)
    return Awards(awards.contracts, awards.scores * (UNNAMED + (1 - UNNAMED) * shares)), shares


def _named(awards: Awards, wanted: Wanted) -> Floats:
    """How much of the need the titles name of the contracts that share most words with it."""
    rows = np.argsort(-awards.scores, kind="stable")[:READ]
    rows = rows[awards.scores[rows] > 0]
    titles = awards.contracts.table["title"].take(pa.array(rows)).to_pylist()
    shares = np.zeros(len(awards))
    shares[rows] = [named(wanted.subjects, title or "") for title in titles]
    return shares
