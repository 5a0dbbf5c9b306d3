"""A worker reads law and lake before anybody asks; until then it is not ready."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.web.world import World

from karavel.companies import Company
from karavel.errors import KaravelError
from karavel.lake import Lake
from karavel.matching.open_lots import OpenLots
from karavel.verbs.board import Board as OpenBoard
from karavel.verbs.board import _Ranking
from karavel.verbs.similar import similar
from karavel.web import lookups
from karavel.web.accounts.models import User
from karavel.web.board import Board, board
from karavel.web.pages import health
from karavel.web.permissions import Role
from karavel.web.warming import Warmth

TODAY = date.today()


class _Begun(Warmth):
    """One whose thread is still to run."""

    pending = property(lambda self: not self._warm.is_set())


def test_the_server_is_ready_once_the_lake_is_read(db: None, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warmth = _Begun()
    monkeypatch.setattr(health, "warmth", warmth)
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()["lake"]) == (503, "being read")
    warmth.look()
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()["lake"]) == (200, "ok")


def test_a_worker_that_still_reads_is_no_error_in_the_log(
    db: None, lake: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(health, "warmth", _Begun())
    with caplog.at_level(logging.INFO):
        assert Client().get("/ready").status_code == 503
    said = [record for record in caplog.records if record.name.startswith("django")]
    assert [record.levelname for record in said] == ["INFO"]


def test_a_lake_that_cannot_be_read_is_an_error_in_the_log(
    db: None, no_lake: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_board: Board) -> int:
        raise KaravelError("torn")

    monkeypatch.setattr(Board, "generation", broken)
    assert Client().get("/ready").status_code == 503
    assert "ERROR" in {record.levelname for record in caplog.records}


def test_a_process_that_never_began_is_ready(db: None, lake: Path) -> None:
    assert Client().get("/ready").status_code == 200


def test_a_lake_is_read_once_and_again_after_a_commit(db: None, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[date] = []
    monkeypatch.setattr(Board, "warm", lambda _self, day: read.append(day))
    warmth = Warmth()
    warmth.look()
    warmth.look()
    assert len(read) == 1
    with Lake(lake).writer() as writer:
        writer.commit([], finished=True)
    warmth.look()
    assert len(read) == 2


def test_without_a_lake_there_is_nothing_to_wait_for(db: None, no_lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warmth = _Begun()
    monkeypatch.setattr(health, "warmth", warmth)
    warmth.look()
    assert Client().get("/ready").json()["lake"] == "none yet"


def test_similar_awards_out_of_what_is_kept_are_those_of_the_verb(db: None, lake: Path) -> None:
    lots = [lot for lot in _lots() if lookups.similar(*lot, TODAY)]
    assert lots
    for notice, lot in lots:
        assert lookups.similar(notice, lot, TODAY) == similar(Lake(lake), notice, lot, TODAY, lots=False, top=8).awards


def _lots() -> list[tuple[str, str]]:
    with board().lake.view() as view:
        table = view.unordered("open_calls", ("notice_id", "lot_id"), TODAY)
    return sorted((row["notice_id"], row["lot_id"]) for row in table.to_pylist())[:12]


def test_what_is_seldom_used_stands_behind_more(world: World, lake: Path, as_user: Callable[[User], Client]) -> None:
    page = as_user(world.ours.members[Role.VIEWER]).get("/suppliers/").content.decode()
    bar, _, more = page.partition('<details class="menu nav-more">')
    assert 'href="/opportunities/"' in bar
    assert 'href="/buyers/" aria-current="page"' in more
    assert '<summary aria-current="true">' in more
    assert "/programme/" not in page


def test_the_lists_of_those_who_came_last_are_ranked_before_they_ask(
    world: World, lake: Path, as_user: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    user = world.ours.members[Role.VIEWER]
    user.language = "pt"
    user.save()
    client = as_user(user)
    Warmth().look()
    made: list[Company] = []
    before = _Ranking.__init__

    def counted(self: _Ranking, board: OpenBoard, lots: OpenLots, company: Company, *rest: Any) -> None:
        made.append(company)
        before(self, board, lots, company, *rest)

    monkeypatch.setattr(_Ranking, "__init__", counted)
    assert client.get("/opportunities/").status_code == 200
    assert made == []
    user.language = "az"
    user.save()
    assert client.get("/opportunities/").status_code == 200
    assert len(made) == 1, "nobody was here in Azerbaijani before"
