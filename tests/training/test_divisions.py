"""Divisions are learnt from texts, however few a division has, and from all the codes that a text carries."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from karavel.training.divisions import Linear, learn

#: Three features: software, roads, maintenance.
SOFTWARE, ROADS, BOTH = [1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]


def learnt(rows: Sequence[Sequence[float]], codes: Sequence[Sequence[str]]) -> Linear:
    leaning, english = np.zeros((3, 1), np.float32), sparse.csr_matrix((3, 1), dtype=np.float32)
    return learn(sparse.csr_matrix(np.array(rows, np.float32)), codes, np.ones(len(rows)), leaning, english)


def scores(learnt: Linear, row: Sequence[float]) -> dict[str, float]:
    (found,) = learnt.scores(sparse.csr_matrix(np.array([row], np.float32)))
    return dict(zip(learnt.divisions, found.tolist(), strict=True))


def test_each_word_speaks_for_the_division_whose_texts_have_it() -> None:
    found = learnt([SOFTWARE, SOFTWARE, ROADS, ROADS], [["72000000"], ["72000000"], ["45000000"], ["45000000"]])
    assert scores(found, SOFTWARE)["72"] > scores(found, SOFTWARE)["45"]
    assert scores(found, ROADS)["45"] > scores(found, ROADS)["72"]


def test_a_division_of_one_text_is_found_among_many_of_another() -> None:
    found = learnt([SOFTWARE, *[ROADS] * 30], [["72000000"], *[["45000000"]] * 30])
    said = scores(found, SOFTWARE)
    assert said["72"] > said["45"]


def test_a_further_code_speaks_as_well_but_less_than_the_main_one() -> None:
    rows = [SOFTWARE, ROADS, BOTH, BOTH]
    plain = learnt(rows, [["72000000"], ["45000000"], ["72000000"], ["72000000"]])
    further = learnt(rows, [["72000000"], ["45000000"], ["72000000", "45000000"], ["72000000", "45000000"]])
    assert scores(plain, BOTH)["45"] < scores(further, BOTH)["45"] < scores(further, BOTH)["72"]
