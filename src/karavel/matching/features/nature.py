"""Services, goods or works: what the lot buys, and what the firm sells.

A firm that writes software names 48 (packages) beside 72 (services), and so met every renewal of licences that others
resell. What it has done tells the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from karavel.codes.cpv import nature_of
from karavel.matching import sentences
from karavel.matching.columns import Floats
from karavel.matching.features.cpv import claim
from karavel.matching.features.wins import freshness
from karavel.matching.lots import Lots
from karavel.matching.part import Part
from karavel.matching.question import Question
from karavel.texts import gettext as _

#: What is bought, in the terms of BT-23.
NATURES: Final = ("services", "supplies", "works")

#: Codes and references that stand for what is not known of a firm: half for what the lot buys, half for all else.
PRIOR: Final = 1.0


def nature(question: Question) -> Part:
    """Whether the lot buys what your codes and references say you sell: services, goods (licences too) or works."""
    codes, shares = _codes(question.lots), _shares(question)
    values = np.append(shares, 0.0)[codes]

    def say(row: int) -> str:
        if codes[row] < 0:
            return _(sentences.NATURE_UNKNOWN)
        form = sentences.NATURE_USUAL if values[row] > 0 else sentences.NATURE_RARE
        known = form if values[row] else sentences.NATURE_NO_PROFILE
        return _(known).format(nature=_(sentences.NATURES[NATURES[codes[row]]]))

    return Part(values, say)


def _codes(lots: Lots) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """What each lot buys, as the notice says, else by its main code; -1 where neither tells."""
    stated = lots.nature.score(_place, absent=-1.0)
    return np.where(stated < 0, _by_code(lots), stated).astype(np.int64)


def _by_code(lots: Lots) -> Floats:
    lists = lots.cpv
    found = np.full(len(lots), -1.0)
    main = lists.codes[lists.starts[:-1][lists.filled]]
    found[lists.filled] = np.array([_place(nature_of(word)) for word in lists.words], dtype=np.float64)[main]
    return found


def _place(name: str | None) -> float:
    return float(NATURES.index(name)) if name in NATURES else -1.0


def _shares(question: Question) -> Floats:
    """For each nature from -1 (nothing else is sold more) to 1 (only that is sold); 0 where nothing is known."""
    sold = np.zeros(len(NATURES))
    for code, counts in _sold(question):
        place = int(_place(nature_of(code)))
        if place >= 0:
            sold[place] += counts
    return np.asarray(2 * (sold + PRIOR / 2) / (sold.sum() + PRIOR) - 1)


def _sold(question: Question) -> Iterator[tuple[str, float]]:
    """The firm's codes, as much as each claims, and the main code of each reference, as much as that counts."""
    for code in question.profile.cpv:
        yield code, claim(code)
    for win in question.profile.wins:
        if win.cpv:
            yield win.cpv[0], win.share * freshness(win, question.as_of)
