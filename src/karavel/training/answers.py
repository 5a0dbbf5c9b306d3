"""How much a form's answers speak for each division: naive Bayes on the notices learnt from, beside their words.

The words' probabilities know nothing of the answers, so that a text without a form is classified as before. An answer
adds the logarithm of how much more often the division's forms give it than all forms do (Maron 1961), by the weight of
its question. What a nature says is taken whole, what an activity says by half: buyers of one activity also write alike,
so that the words have told a part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from karavel.matching.cpv.answers import ACTIVITY, NATURE

#: How much each question counts; measured on held-back fifths, see docs/evaluation.md.
QUESTIONS: Final = {NATURE: 1.0, ACTIVITY: 0.5}

#: Forms' worth of what everybody answers, so that a division of few forms leans little.
_DOUBT: Final = 3.0


def learn(
    found: Sequence[Sequence[str]], own: Sequence[str], divisions: Sequence[str]
) -> tuple[NDArray[np.str_], NDArray[np.float32]]:
    """The answers known, in alphabetical order, and (answers, divisions) what each adds.

    Args:
        found: each form's answers.
        own: each form's division, two digits.
        divisions: those of the columns.
    """
    tables = [_table(found, own, divisions, question) for question in QUESTIONS]
    names = [name for known, _ in tables for name in known]
    weights = np.concatenate([values for _, values in tables]).reshape(len(names), len(divisions))
    order = sorted(range(len(names)), key=lambda at: names[at])
    return np.array([names[at] for at in order], np.str_), weights[order].astype(np.float32)


def _table(
    found: Sequence[Sequence[str]], own: Sequence[str], divisions: Sequence[str], question: str
) -> tuple[list[str], NDArray[np.float64]]:
    """One question's answers, and what each adds."""
    given = Counter(
        (answer, home)
        for answers, home in zip(found, own, strict=True)
        for answer in answers
        if answer.startswith(question)
    )
    known = sorted({answer for answer, _ in given})
    counts = np.array([[given[answer, home] for home in divisions] for answer in known], np.float64)
    counts = counts.reshape(len(known), len(divisions))
    usual = counts.sum(axis=1, keepdims=True) / max(1.0, counts.sum())
    share = (counts + _DOUBT * usual) / (counts.sum(axis=0) + _DOUBT)
    return known, QUESTIONS[question] * np.log(share / usual)
