"""More like this lot: open lots and past awards, across languages, with who won and for how much."""

from __future__ import annotations

from datetime import date

import pytest
from tests.lake.made import fill
from tests.partners.made import AWARDS, call

from karavel.lake import Lake
from karavel.verbs.similar import similar

DAY = date(2024, 5, 10)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    calls = [
        call(1),
        call(2, "Portal do cidadão da região"),
        call(3, "Bürgerportal", language="de"),
        call(4, "Pão para escolas", "15811000"),
        call(5, "Portal do cidadão fechado", published=date(2024, 5, 20)),
    ]
    return fill(tmp_path_factory.mktemp("lake"), [*AWARDS, *calls])


def test_lots_come_by_words_then_by_codes_in_other_languages(lake: Lake) -> None:
    found = similar(lake, "1-2024", None, DAY)
    assert [lot.notice_id for lot in found.lots][:2] == ["2-2024", "3-2024"]


def test_the_lot_itself_and_lots_not_yet_known_are_left_out(lake: Lake) -> None:
    ids = {lot.notice_id for lot in similar(lake, "1-2024", None, DAY).lots}
    assert not ids & {"1-2024", "5-2024"}


def test_awards_say_who_won_for_how_much(lake: Lake) -> None:
    best = similar(lake, "1-2024", None, DAY).awards[0]
    assert best.notice_id in {"BASE-2", "BASE-3", "BASE-5"}
    assert best.suppliers[0].name in {"Software Beta, S.A.", "Gama Informática"}
    assert best.value_eur == 50_000.0


def test_either_side_may_be_left_out(lake: Lake) -> None:
    assert similar(lake, "1-2024", None, DAY, awards=False).awards == ()
    assert similar(lake, "1-2024", None, DAY, lots=False).lots == ()


def test_parts_sum_to_the_score_which_falls(lake: Lake) -> None:
    found = similar(lake, "1-2024", None, DAY)
    for listed in (found.lots, found.awards):
        values = [one.score for one in listed]
        assert values == sorted(values, reverse=True)
        assert all(0 < value <= 1 for value in values)
        for one in listed:
            assert sum(part.weight * part.value for part in one.parts) == pytest.approx(one.score, abs=1e-7)
