"""Feedback is given on a lot of the lake, changes what match ranks, and can be withdrawn to the exact list before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.lake.made import fill
from tests.partners.made import call
from tests.routes.firms import firm

from karavel.answers.match import Match
from karavel.companies import Capabilities, Company
from karavel.companies.folder import ProfileFolder
from karavel.companies.opinions import Rated
from karavel.errors import NotFound
from karavel.lake import Lake
from karavel.verbs.feedback import judge, learnt, withdraw
from karavel.verbs.match import match

DAY = date(2024, 5, 10)
COMPANY = firm("PT", capabilities=Capabilities(summary="Portal de serviços", cpv=("72200000",)), references=())


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    calls = [
        call(1, "Portal do cidadão"),
        call(2, "Portal do cidadão da região"),
        call(3, "Sistema de filas de espera"),
        call(4, "Sistema de filas para hospitais"),
        call(5, "Licenças de antivírus", "48761000", published=date(2024, 6, 1)),
    ]
    return fill(tmp_path_factory.mktemp("lake"), calls)


@pytest.fixture
def folder(tmp_path: Path) -> ProfileFolder:
    return ProfileFolder(tmp_path / "firm.toml")


def ranked(lake: Lake, folder: ProfileFolder, company: Company = COMPANY) -> Match:
    return match(lake, company, DAY, opinions=folder.opinions())


def test_a_thumb_moves_lots_like_it_and_is_shown(lake: Lake, folder: ProfileFolder) -> None:
    before = {lot.notice_id: lot.score for lot in ranked(lake, folder).lots}
    judge(lake, COMPANY, folder, ("3-2024", None), "up", DAY)
    after = ranked(lake, folder)
    scores = {lot.notice_id: lot.score for lot in after.lots}
    assert scores["3-2024"] > before["3-2024"]
    assert scores["4-2024"] - before["4-2024"] > scores["1-2024"] - before["1-2024"]
    assert {lot.notice_id: lot.opinion for lot in after.lots}["3-2024"] == "up"
    assert after.feedback == 1


def test_a_hidden_lot_is_out_of_the_list_and_moves_no_other(lake: Lake, folder: ProfileFolder) -> None:
    before = ranked(lake, folder)
    judge(lake, COMPANY, folder, ("2-2024", None), "hide", DAY)
    after = ranked(lake, folder)
    kept = {lot.notice_id: lot.score for lot in before.lots if lot.notice_id != "2-2024"}
    assert {lot.notice_id: lot.score for lot in after.lots} == kept
    assert [one.opinion for one in learnt(COMPANY, folder).opinions] == ["hide"]
    withdraw(folder, "2-2024", None, DAY)
    assert ranked(lake, folder) == before


def test_withdrawing_restores_the_exact_list(lake: Lake, folder: ProfileFolder) -> None:
    judge(lake, COMPANY, folder, ("1-2024", "1"), "up", DAY)
    before = ranked(lake, folder)
    judge(lake, COMPANY, folder, ("1-2024", "1"), "won", DAY)
    judge(lake, COMPANY, folder, ("3-2024", "1"), "down", DAY)
    assert ranked(lake, folder) != before
    withdraw(folder, "3-2024", None, DAY)
    withdraw(folder, "1-2024", None, DAY)
    assert ranked(lake, folder) == before
    assert [one.opinion for one in folder.log()] == ["up", "won", "down", "undo", "undo"]


def test_the_order_in_which_lots_are_judged_does_not_matter(lake: Lake, tmp_path: Path) -> None:
    said = [("1-2024", "up"), ("3-2024", "down"), ("4-2024", "pursued")]
    found = []
    for name, order in (("a", said), ("b", said[::-1])):
        own = ProfileFolder(tmp_path / name)
        for notice, opinion in order:
            judge(lake, COMPANY, own, (notice, None), opinion, DAY)  # type: ignore[arg-type]
        found.append(ranked(lake, own))
    assert found[0] == found[1]


def test_a_lot_that_is_closed_or_not_yet_open_can_be_judged(lake: Lake, folder: ProfileFolder) -> None:
    told = judge(lake, COMPANY, folder, ("5-2024", None), "down", DAY)
    assert told.lot.cpv == ("48761000",)
    assert set(told.lot.parts) == set(told.lot.usual) >= {"text", "cpv", "value"}
    assert "verdict" not in told.lot.parts


def test_what_was_learnt_is_told(lake: Lake, folder: ProfileFolder) -> None:
    judge(lake, COMPANY, folder, ("1-2024", None), "up", DAY)
    judge(lake, COMPANY, folder, ("5-2024", None), "down", DAY)
    told = learnt(COMPANY, folder)
    assert [one.opinion for one in told.opinions] == ["up", "down"]
    assert told.words["cidadão"] > 0 > told.words["antivírus"]
    assert told.cpv["72200000"] > 0 > told.cpv["48761000"]
    assert {one.feature for one in told.weights} >= {"text", "cpv", "verdict"}


def test_there_is_nothing_to_withdraw_from_a_lot_that_was_not_judged(folder: ProfileFolder) -> None:
    with pytest.raises(NotFound, match="1-2024"):
        withdraw(folder, "1-2024", None, DAY)
    assert folder.log() == ()


def test_a_lot_that_is_not_in_the_lake_is_not_judged(lake: Lake, folder: ProfileFolder) -> None:
    with pytest.raises(NotFound):
        judge(lake, COMPANY, folder, ("77-2024", None), "up", DAY)
    assert folder.log() == ()


def test_opinions_kept_elsewhere_count_alike(lake: Lake, folder: ProfileFolder) -> None:
    """A web application keeps opinions in its own tables: only what was said and of which lot matters."""
    told = judge(lake, COMPANY, folder, ("1-2024", None), "up", DAY)
    again = Rated(on=told.on, notice_id=told.notice_id, lot_id=told.lot_id, opinion="up", lot=told.lot)
    assert match(lake, COMPANY, DAY, opinions=[again]) == ranked(lake, folder)
