"""What a form answers beside its words: whether works, supplies or services are bought, and the buyer's activity.

The nature is BT-23 (II.1.3 of TED's forms), the activity BT-10 or BT-610; buyers answer both on their own, whatever the
code. Words tell works from their planning badly, and packages from services: the nature does it at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from karavel.matching.cpv.model import Weights
from karavel.notices import Notice

#: Questions of the form, by the beginning of their answers.
NATURE: Final = "nature:"
ACTIVITY: Final = "activity:"


def answers_of(notice: Notice) -> tuple[str, ...]:
    """What a notice's form answers."""
    return answers(notice.nature, notice.buyer.activity if notice.buyer else None)


def answers(nature: str | None, activity: str | None) -> tuple[str, ...]:
    """A nature and an activity, in the eForms code lists, as answers; what is not known is left out."""
    return tuple(f"{question}{said}" for question, said in ((NATURE, nature), (ACTIVITY, activity)) if said)


def leaning(found: Sequence[Sequence[str]], weights: Weights) -> NDArray[np.float32]:
    """(forms, divisions): how much likelier the answers make each division, a logarithm; 0 for answers not known."""
    place = {str(name): at for at, name in enumerate(weights.answers)}
    rows = [[place[answer] for answer in answers if answer in place] for answers in found]
    sums = [weights.answer_weights[row].sum(axis=0) for row in rows]
    return np.array(sums, np.float32).reshape(len(found), len(weights.divisions))
