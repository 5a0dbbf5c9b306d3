"""The board: one a process and lake, as new as the lake and the day, in the language of the request."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.web.world import example

from karavel.companies import parse
from karavel.errors import LakeMissing, NotFound
from karavel.lake import Lake
from karavel.texts import use
from karavel.verbs.board import Filters
from karavel.web.board import Board, board

TODAY = date.today()


def test_there_is_one_board_for_a_lake(db: None, lake: Path) -> None:
    assert board() is board()
    assert board().lake == Lake(lake)


def test_a_folder_without_a_lake_has_no_generation_and_no_lots(tmp_path: Path) -> None:
    empty = Board(tmp_path / "lake")
    assert empty.generation() == 0
    with pytest.raises(LakeMissing):
        empty.opportunities(parse(example()), TODAY)


def test_lists_and_lots_are_those_of_the_day(lake: Path) -> None:
    company, mine = parse(example()), Board(lake)
    page = mine.page(company, TODAY, Filters(markets=("PT",)), limit=3)
    assert {lot.buyer.country for lot in page.lots} == {"PT"}
    first = page.lots[0]
    assert first.days_left is not None
    found = mine.lot(company, TODAY, first.notice_id, first.lot_id)
    assert found is not None
    assert (found.title, found.days_left) == (first.title, first.days_left)
    later = TODAY + timedelta(days=first.days_left + 1)
    assert mine.lot(company, later, first.notice_id, first.lot_id) is None


def test_a_commit_is_seen_by_the_next_request(lake: Path) -> None:
    mine = Board(lake)
    company = parse(example())
    before = mine.opportunities(company, TODAY)
    assert mine.opportunities(company, TODAY) is before
    with Lake(lake).writer() as writer:
        writer.commit([], finished=True)
    assert mine.opportunities(company, TODAY) is not before


def test_answers_are_kept_for_a_language_and_given_in_another(lake: Path) -> None:
    company, mine = parse(example()), Board(lake)
    with use("en"):
        english = mine.routes(company, TODAY)
        assert mine.routes(company, TODAY) is english
    with use("az"):
        other = mine.routes(company, TODAY)
    assert other is not english
    assert [row.opens.lots for row in other.routes] == [row.opens.lots for row in english.routes]


def test_threads_get_the_same_list(lake: Path) -> None:
    company, mine = parse(example()), Board(lake)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: mine.page(company, TODAY, limit=5).lots, range(8)))
    assert all(lots == found[0] for lots in found)


def test_a_title_is_translated_where_the_notice_has_it(lake: Path) -> None:
    mine = Board(lake)
    lot = mine.page(parse(example()), TODAY, Filters(languages=("de",)), limit=1).lots[0]
    whole = replace(lot, notice_title=lot.title, titles={"pt": "Um portal"})
    part = replace(lot, notice_title="All of it", titles={"pt": "Um portal"})
    with use("pt"):
        assert (mine.title(whole), mine.title(part)) == ("Um portal", lot.title)
    with use("az"):
        assert mine.title(whole) == lot.title


def test_what_is_not_in_the_lake_is_not_found(lake: Path) -> None:
    with pytest.raises(NotFound):
        Board(lake).notice("no-such-notice")


def test_a_page_of_nothing_counts_before_anything_was_looked_at(lake: Path) -> None:
    page = Board(lake).page(parse(example()), TODAY, limit=0)
    assert page.total == page.considered > 0
    assert page.lots == ()
