"""Nearness of what is asked to what the firm does, by code."""

from __future__ import annotations

from typing import Final

import numpy as np

from karavel.codes.cpv import level as code_level
from karavel.codes.cpv_labels import compact
from karavel.matching import sentences
from karavel.matching.columns import CodedLists, Floats
from karavel.matching.features.trade import trade
from karavel.matching.hierarchy import nearness
from karavel.matching.part import Part
from karavel.matching.question import Question
from karavel.texts import current
from karavel.texts import gettext as _

#: How much a claim is worth by the depth of the firm's code: division, group, class, category and below. A division
#: holds hundreds of trades (48 is every program there is), so naming it tells less of a firm than naming one of them.
SPECIFIC: Final = (0.7, 0.8, 0.9, 1.0)

#: An additional code tells less of what a lot is about than its main code.
ADDITIONAL: Final = 0.7


def cpv(question: Question) -> Part:
    """How near the lot's CPV codes lie to yours, in the tree of codes and by what buyers name together.

    A broad code of yours counts less than a precise one. A lot without a code counts by the trade that its words tell.
    """
    lots, own = question.lots.cpv, question.profile.cpv
    told = trade(question)
    values = np.where(lots.filled, affinity(lots, own), SPECIFIC[0] * told.values)  # words tell a division at most

    def say(row: int) -> str:
        if question.trades and not lots.filled[row]:
            return told.say(row)
        asked = tuple(lots.words[code] for code in lots.codes[lots.starts[row] : lots.starts[row + 1]])
        return _sentence(asked, own, known=bool(values[row]))

    return Part(values, say)


def affinity(lots: CodedLists, own: tuple[str, ...]) -> Floats:
    """For each lot the nearness of its nearest code to any of ``own``; additional and broad codes count less."""
    if not own or not lots.words:
        return np.zeros(len(lots.starts) - 1)
    nearest = (nearness(lots.words, own) * _specific(own)).max(axis=1)
    return lots.highest(nearest[lots.codes] * np.where(lots.is_first(), 1.0, ADDITIONAL))


def _specific(own: tuple[str, ...]) -> Floats:
    """What each of the firm's codes is worth as a claim."""
    return np.array([claim(code) for code in own])


def claim(code: str) -> float:
    """What a code of the firm's is worth as a claim, by its depth."""
    return SPECIFIC[min(max(code_level(code) - 1, 1), len(SPECIFIC)) - 1]


def _sentence(asked: tuple[str, ...], own: tuple[str, ...], *, known: bool) -> str:
    if not asked or not own:
        return _(sentences.CPV_ABSENT)
    near = nearness(asked, own) * _specific(own) * np.where(np.arange(len(asked)) == 0, 1.0, ADDITIONAL)[:, None]
    place = np.unravel_index(int(near.argmax()), near.shape)
    code, mine = asked[place[0]], own[place[1]]
    words = {"label": _label(code), "code": code, "own_label": _label(mine), "own": mine}
    if not known:
        return _(sentences.CPV_NONE).format(**words)
    return _(sentences.CPV_SAME if code == mine else sentences.CPV_NEAR).format(**words)


def _label(code: str) -> str:
    name = compact().describe(code, current())
    return name[:1].lower() + name[1:] if name[1:2].islower() else name  # IT and PC keep their capitals
