"""Lots are classified once; what was found is kept beside the lake and never decides what the lake holds."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pyarrow as pa
from tests.matching.cpv.made import weights
from tests.matching.tables import FIRM, lots, row

from karavel.lake import View
from karavel.matching.classified import probabilities, trades_without_codes
from karavel.matching.cpv import Classifier

CHOSEN = Classifier(weights())
ROWS: list[dict[str, object]] = [
    {"key": 7, "title": "roads", "notice_title": "roads", "description": ""},
    {"key": 3, "title": "software", "notice_title": "", "description": None},
    {"key": 5, "title": None, "notice_title": None, "description": None},
    {"key": 9, "title": "roads", "notice_title": "", "description": "", "nature": "services"},
]


class Lake:
    """A lake's folder and table of lots, which counts how often it is read."""

    def __init__(self, root: Path) -> None:
        self.root, self.read = root, 0

    def unordered(self, _step: str, columns: tuple[str, ...]) -> pa.Table:
        self.read += 1
        answers: dict[str, object] = {"nature": None, "buyer_activity": None}
        return pa.Table.from_pylist([answers | one for one in ROWS]).select(list(columns))


def asked(lake: Lake, *keys: int) -> list[list[float]]:
    found = probabilities(cast(View, lake), np.array(keys, np.int64), CHOSEN)
    return [[round(float(value), 2) for value in row] for row in found]


def test_lots_are_found_in_the_order_of_their_keys(tmp_path: Path) -> None:
    assert asked(Lake(tmp_path), 7, 5, 3) == [[0.98, 0.02], [0, 0], [0.02, 0.98]]


def test_the_nature_that_the_form_answers_counts_beside_the_words(tmp_path: Path) -> None:
    assert asked(Lake(tmp_path), 9, 7) == [[0.12, 0.88], [0.98, 0.02]]


def test_only_what_is_new_is_classified(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first = asked(lake, 7)
    assert asked(lake, 7) == first
    assert lake.read == 1
    assert asked(lake, 3, 7)[1] == first[0]
    assert lake.read == 2


def test_it_is_told_how_far_it_is_and_only_while_something_is_new(tmp_path: Path) -> None:
    lake, told = cast(View, Lake(tmp_path)), list[tuple[int, int]]()
    for _ in range(2):
        probabilities(lake, np.array([7, 5, 3], np.int64), CHOSEN, lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]


def test_a_damaged_file_is_worked_out_again(tmp_path: Path) -> None:
    first = asked(Lake(tmp_path), 7)
    (kept,) = (tmp_path / "trades").glob("*.npz")
    kept.write_bytes(b"no array")
    assert asked(Lake(tmp_path), 7) == first


def test_a_lake_that_cannot_be_written_is_answered_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "trades").write_text("in the way")
    assert asked(Lake(tmp_path), 7) == [[0.98, 0.02]]


def test_another_model_never_reads_the_answers_of_this_one(tmp_path: Path) -> None:
    asked(Lake(tmp_path), 7)
    other = Classifier(weights()._replace(link=np.array([0, 0, 1], np.float32)))
    found = probabilities(cast(View, Lake(tmp_path)), np.array([7], np.int64), other)
    np.testing.assert_allclose(found, [[0.5, 0.5]], atol=0.01)


def test_only_lots_without_a_code_are_read(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    coded = lots(row(7), row(3))
    assert trades_without_codes(cast(View, lake), coded, FIRM) is None
    assert lake.read == 0
    found = trades_without_codes(cast(View, lake), lots(row(7, cpv=["45000000"]), row(3, cpv=None)), FIRM)
    assert found is not None
    assert found.affinity[0] == 0
    assert found.affinity[1] > 0.5
