"""What forms answer beside their words leans to the divisions whose forms answer so."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from karavel.training.answers import learn

DIVISIONS = ("33", "45", "72")
HOMES = ["45"] * 40 + ["72"] * 40 + ["33"]
ANSWERS = [("nature:works", "activity:defence")] * 40 + [("nature:services",)] * 40 + [()]


def learnt() -> dict[str, NDArray[np.float32]]:
    names, weights = learn(ANSWERS, HOMES, DIVISIONS)
    return dict(zip(names.tolist(), weights, strict=True))


def test_an_answer_speaks_for_the_division_that_gives_it_and_against_the_others() -> None:
    found = learnt()
    assert list(found) == sorted(found) == ["activity:defence", "nature:services", "nature:works"]
    assert found["nature:works"][1] > 0 > found["nature:works"][2]
    assert found["nature:services"][2] > 0 > found["nature:services"][1]


def test_a_division_whose_forms_say_nothing_leans_nowhere() -> None:
    assert all(abs(weights[0]) < 1e-6 for weights in learnt().values())


def test_an_answer_that_everybody_gives_tells_nothing() -> None:
    assert np.abs(learnt()["activity:defence"][1]) < 1e-6


def test_forms_without_answers_give_an_empty_table() -> None:
    names, weights = learn([(), ()], ["33", "45"], DIVISIONS)
    assert len(names) == 0
    assert weights.shape == (0, 3)
