"""The weights of ``match`` are learnt from who won what: what led to winners counts, what comes later does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.lake.made import fill, lot, notice

from karavel.errors import InvalidInput
from karavel.matching.scoring import FITS, RELEVANT
from karavel.notices import Award, Notice, Supplier
from karavel.training.weights import KNOWN, NEW, Case, cases, grid, judge, learn

WORDS = ("software", "elevadores", "tendas", "limpeza", "impressoras")
BEFORE = date(2024, 2, 1)


def award(number: int, day: date, title: str, cpv: str, winner: str) -> Notice:
    return notice(
        f"BASE-{number}",
        format="base",
        kind="award",
        published=day,
        title=title,
        cpv=(cpv,),
        lots=(lot(title=title, cpv=(cpv,)),),
        awards=(Award(lot_id="1", suppliers=(Supplier(name="F", ids=(winner,)),)),),
    )


def history(codes: Sequence[str], days: Sequence[date]) -> list[Notice]:
    """Firms of one word each; their codes may tell them apart or not."""
    return [
        award(number * 10 + trade, day, f"{word} {word}aria", codes[trade], f"PT-NIF {trade}")
        for number, day in enumerate(days)
        for trade, word in enumerate(WORDS)
    ]


JANUARY = [date(2024, 1, day) for day in range(3, 31, 3)]


def found(root: Path, notices: Sequence[Notice]) -> list[Case]:
    with fill(root, notices).view() as view:
        return cases(view, BEFORE)


def test_where_only_words_tell_winners_apart_references_find_them(tmp_path: Path) -> None:
    all_ = found(tmp_path, history(["72000000"] * len(WORDS), JANUARY))
    known = [case for case in all_ if case.kind == "known"]
    assert judge(known, {"text": 0.05, "cpv": 0.05, "wins": 0.55}).quality == pytest.approx(1)
    assert judge(known, {"cpv": 0.65}).quality < 0.8
    bare = learn(all_)["without_references"]
    assert bare.weights["text"] + bare.weights["cpv"] == pytest.approx(0.65)


def test_codes_carry_a_firm_abroad_that_has_no_word_in_common_with_its_buyers(tmp_path: Path) -> None:
    codes = ["72000000", "50750000", "39522000", "90910000", "30232000"]
    all_ = found(tmp_path, history(codes, JANUARY))
    assert {case.kind for case in all_} == {*KNOWN, *NEW}
    abroad = [case for case in all_ if case.kind.endswith("abroad")]
    assert judge(abroad, {"text": 0.05, "cpv": 0.30, "wins": 0.30}).quality == pytest.approx(1)


def test_what_is_published_from_the_day_on_changes_no_case(tmp_path: Path) -> None:
    codes = ["72000000", "50750000", "39522000", "90910000", "30232000"]
    late = award(999, date(2024, 2, 3), "software", codes[0], "PT-NIF 3")
    known = found(tmp_path / "known", history(codes, JANUARY))
    until = found(tmp_path / "until", [*history(codes, JANUARY), late])
    for one, other in zip(known, until, strict=True):
        assert np.array_equal(one.wins, other.wins)
        assert np.array_equal(one.values["cpv"], other.values["cpv"])


def test_all_weights_that_are_tried_share_out_the_whole_of_topics() -> None:
    for weights in (*grid(), *grid(wins=False)):
        assert sum(weights.values()) == pytest.approx(0.65)
        assert min(weights["text"], weights["cpv"]) >= FITS * RELEVANT


def test_a_lake_without_awards_says_what_is_missing(tmp_path: Path) -> None:
    with fill(tmp_path, [notice()]).view() as view, pytest.raises(InvalidInput, match="Nothing to learn from"):
        cases(view, BEFORE)
