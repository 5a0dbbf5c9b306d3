"""Figures of the classifier are shares of notices that anybody can count again."""

from __future__ import annotations

import pytest

from karavel.matching.cpv import Judged, by_division, by_language, is_held_back, it_figures, share

JUDGED = [
    Judged("1", "pt", "72260000", ("72260000", "48000000")),
    Judged("2", "pt", "72212000", ("48600000", "72200000", "45000000")),
    Judged("3", "de", "45210000", ("45230000",)),
    Judged("4", None, "33600000", ()),
]


@pytest.mark.parametrize(("digits", "first", "value"), [(2, 1, 0.5), (2, 3, 0.75), (3, 1, 0.5), (4, 1, 0.25)])
def test_a_share_counts_notices_whose_first_codes_agree(digits: int, first: int, value: float) -> None:
    found = share(JUDGED, lambda one: one.right(digits, first))
    assert found.value == value
    assert found.low <= value <= found.high


def test_languages_are_listed_by_their_number_of_notices() -> None:
    assert list(by_language(JUDGED)) == ["pt", "de", "unknown"]
    assert by_language(JUDGED)["pt"] == {"notices": 2, "accuracy_2": 0.5}


def test_it_is_right_when_the_first_code_is_any_of_it() -> None:
    found = it_figures(JUDGED)
    assert (found.notices, found.found, found.precision, found.recall) == (2, 2, 1.0, 1.0)


def test_about_a_fifth_of_notices_is_held_back_and_always_the_same() -> None:
    held = [is_held_back(f"{number}-2020") for number in range(2000)]
    assert 0.17 < sum(held) / len(held) < 0.23
    assert [is_held_back("295399-2023"), is_held_back("1-2020")] == PINNED


PINNED = [False, True]


def test_a_division_has_the_precision_and_recall_of_first_guesses() -> None:
    found = by_division(JUDGED)
    assert list(found) == ["33", "45", "48", "72"]
    assert found["72"] == {"notices": 2, "guessed": 1, "precision": 1.0, "recall": 0.5}
    assert found["48"] == {"notices": 0, "guessed": 1, "precision": 0.0, "recall": 0.0}
    assert found["33"]["recall"] == 0.0
