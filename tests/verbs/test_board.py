"""A board shows every firm its lots as ``match`` ranks them; filters, counts and pages never disagree with the list."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.lake.made import fill
from tests.matching.test_situations import some
from tests.routes.firms import AS_OF, firm, lot
from tests.verbs.test_match import award, call

from karavel.answers.match import MatchedLot
from karavel.companies.opinions import Rated
from karavel.lake import Lake
from karavel.texts import use
from karavel.verbs.board import Board, Filters
from karavel.verbs.match import match


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    dice = random.Random(11)  # invented lots, nothing secret
    return fill(tmp_path_factory.mktemp("lake"), [some(number, dice) for number in range(150)])


@pytest.fixture(scope="module")
def board(lake: Lake) -> Board:
    return Board(lake, as_of=AS_OF)


@pytest.fixture(scope="module")
def every(board: Board) -> tuple[MatchedLot, ...]:
    return board.opportunities(firm()).page(limit=1000).lots


def ids(lots: tuple[MatchedLot, ...]) -> list[tuple[str, str]]:
    return [(lot.notice_id, lot.lot_id) for lot in lots]


def best_of(lot: MatchedLot) -> str:
    return lot.best_route.verdict if lot.best_route else "none"


def test_the_list_is_that_of_match(lake: Lake, board: Board, every: tuple[MatchedLot, ...]) -> None:
    assert every == match(lake, firm(), AS_OF, top=1000).lots
    assert len(every) == board.considered > 60
    assert [lot.score for lot in every] == sorted((lot.score for lot in every), reverse=True)


def test_what_the_lake_says_that_a_firm_won_counts_as_in_match(tmp_path: Path) -> None:
    won = award(9, "Queue of clinics", "AZ-VOEN 1400057421")
    lake = fill(tmp_path / "lake", (call(8, lot(title="Queue for clinics")), won))
    asked = firm(ids=("AZ-VOEN 1400057421",), references=())
    (shown,) = Board(lake, as_of=AS_OF).opportunities(asked).page().lots
    assert next(part for part in shown.parts if part.feature == "wins").value > 0
    assert (shown,) == match(lake, asked, AS_OF).lots


def test_pages_one_after_the_other_are_the_list(lake: Lake, every: tuple[MatchedLot, ...]) -> None:
    mine = Board(lake, as_of=AS_OF).opportunities(firm())
    pages = [mine.page(offset=offset, limit=7) for offset in range(0, len(every), 7)]
    assert ids(tuple(lot for page in pages for lot in page.lots)) == ids(every)
    assert [lot.rank for page in pages for lot in page.lots] == list(range(1, len(every) + 1))


FILTERS: dict[str, tuple[Filters, Callable[[Any], bool]]] = {
    "markets": (Filters(markets=("PT", "DE")), lambda lot: lot.buyer.country in {"PT", "DE"}),
    "direct": (Filters(direct=("discretionary",)), lambda lot: lot.direct.verdict == "discretionary"),
    "best": (Filters(best=("guaranteed", "open")), lambda lot: best_of(lot) in {"guaranteed", "open"}),
    "none": (Filters(best=("none",)), lambda lot: best_of(lot) == "none"),
    "cpv": (Filters(cpv=("722", "48")), lambda lot: lot.cpv[0].startswith(("722", "48"))),
    "buyers": (
        Filters(buyers=("PT:CITY  Council", "DE:Firm")),
        lambda lot: (lot.buyer.country, lot.buyer.name) in {("PT", "City council"), ("DE", "Firm")},
    ),
    "values": (Filters(value_min=1e5, value_max=1e6), lambda lot: 1e5 <= (lot.value_eur or 0) <= 1e6),
    "deadline": (
        Filters(deadline_from=date(2026, 12, 1), deadline_until=date(2026, 12, 20)),
        lambda lot: "2026-12-01" <= lot.deadline[:10] <= "2026-12-20",
    ),
    "fitting": (Filters(fitting=True), lambda lot: lot.fits),
    "two": (
        Filters(markets=("KZ",), cpv=("72",)),
        lambda lot: (lot.buyer.country, lot.cpv[0][:2]) == ("KZ", "72"),
    ),
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_leaves_what_it_says_in_the_same_order(name: str, board: Board, every: tuple[MatchedLot, ...]) -> None:
    filters, wanted = FILTERS[name]
    page = board.opportunities(firm()).page(filters, limit=1000)
    expected = [pair for pair, lot in zip(ids(every), every, strict=True) if wanted(lot)]
    assert ids(page.lots) == expected
    assert page.total == len(expected) > 0
    assert page.fitting == sum(lot.fits for lot in page.lots)


def test_counts_say_how_many_each_value_would_leave(board: Board, every: tuple[MatchedLot, ...]) -> None:
    mine = board.opportunities(firm())
    page = mine.page(Filters(markets=("PT",)), facets=True)
    assert page.facets is not None
    assert page.facets.markets == Counter(lot.buyer.country for lot in every), "its own filter does not count"
    ours = [lot for lot in every if lot.buyer.country == "PT"]
    assert page.facets.direct == Counter(lot.direct.verdict for lot in ours)
    assert page.facets.best == Counter(map(best_of, ours))
    assert page.facets.divisions == Counter(lot.cpv[0][:2] for lot in ours)
    assert page.facets.cpv == Counter(
        code[:length] for lot in ours for code in (lot.cpv[0].rstrip("0"),) for length in range(2, len(code) + 1)
    )
    assert page.facets.buyers == Counter(f"{lot.buyer.country}:{lot.buyer.name}" for lot in ours)
    assert sum(page.facets.values.values()) == sum(page.facets.days.values()) == len(ours)
    for market, count in page.facets.markets.items():
        assert mine.page(Filters(markets=(market,))).total == count


def test_buyers_are_found_by_the_beginnings_of_their_words(board: Board) -> None:
    mine = board.opportunities(firm())
    found = mine.buyers("coun CI", Filters(markets=("PT", "DE")))
    assert set(found) == {"PT:City council", "DE:City council"}
    assert found["PT:City council"] == mine.page(Filters(buyers=("PT:city council",))).total
    assert mine.buyers("ouncil") == {}


def test_a_hidden_lot_is_left_out_and_counted_and_hiding_ranks_nothing_anew(
    lake: Lake, board: Board, every: tuple[MatchedLot, ...]
) -> None:
    gone = every[3]
    said = (Rated(on=AS_OF, notice_id=gone.notice_id, lot_id=gone.lot_id, opinion="hide"),)
    mine = board.opportunities(firm(), said)
    page = mine.page(limit=1000, facets=True)
    assert ids(page.lots) == [pair for pair in ids(every) if pair != (gone.notice_id, gone.lot_id)]
    assert (page.total, page.left_out) == (len(every) - 1, 1)
    assert page.facets is not None
    assert sum(page.facets.markets.values()) == len(every) - 1
    shown = mine.page(Filters(hidden=True))
    assert [(lot.notice_id, lot.opinion, lot.score) for lot in shown.lots] == [(gone.notice_id, "hide", gone.score)]
    assert shown.left_out == 0
    assert ids(match(lake, firm(), AS_OF, top=1000, opinions=said).lots) == ids(page.lots)


def test_whoever_pages_to_the_end_sees_each_lot_once(
    lake: Lake, every: tuple[MatchedLot, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("karavel.verbs.board.EXACT", 20)
    monkeypatch.setattr("karavel.matching.desk._KEPT", 30)
    mine = Board(lake, as_of=AS_OF).opportunities(firm())
    found = [lot for offset in range(0, len(every) + 7, 7) for lot in mine.page(offset=offset, limit=7).lots]
    assert ids(tuple(found[:20])) == ids(every[:20])
    assert sorted(ids(tuple(found))) == sorted(ids(every))
    assert [lot.rank for lot in found] == list(range(1, len(every) + 1))
    scores = {(lot.notice_id, lot.lot_id): lot.score for lot in every}
    assert all(lot.score == scores[lot.notice_id, lot.lot_id] for lot in found)


def test_words_leave_lots_that_have_them(tmp_path: Path) -> None:
    dice = random.Random(3)  # invented lots, nothing secret
    board = Board(fill(tmp_path, [some(1, dice), some(2, dice)]), as_of=AS_OF)
    mine = board.opportunities(firm())
    assert mine.page(Filters(words="portal")).total == board.considered > 0
    assert mine.page(Filters(words="zeppelin")).total == 0


@pytest.mark.parametrize(
    ("order", "key"),
    [
        ("deadline", lambda lot: lot.deadline[:10]),
        ("value", lambda lot: -(lot.value_eur or -1)),
        ("published", lambda lot: -lot.published.toordinal()),
    ],
)
def test_another_order_is_kept_across_pages(order: str, key: object, board: Board) -> None:
    mine = board.opportunities(firm())
    pages = [mine.page(offset=offset, limit=10, order=order).lots for offset in (0, 10)]  # type: ignore[arg-type]
    keys = [key(lot) for page in pages for lot in page]  # type: ignore[operator]
    assert keys == sorted(keys)
    assert len(set(ids(pages[0] + pages[1]))) == 20


def test_a_lot_asked_for_alone_has_its_place_in_the_list(lake: Lake, every: tuple[MatchedLot, ...]) -> None:
    scores = Counter(one.score for one in every)
    equal = [one for one in every if scores[one.score] > 1]
    assert equal
    for one in (*every[::14], *equal[:4]):
        found = Board(lake, as_of=AS_OF).opportunities(firm()).lot(one.notice_id, one.lot_id)
        assert found is not None
        assert found.rank == one.rank


def test_one_lot_is_found_wherever_it_stands(board: Board, every: tuple[MatchedLot, ...]) -> None:
    mine = board.opportunities(firm())
    last = every[-1]
    found = mine.lot(last.notice_id, last.lot_id)
    assert found is not None
    assert (found.direct, found.best_route, found.score) == (last.direct, last.best_route, last.score)
    assert mine.lot("none", "LOT-0001") is None


def test_what_comes_into_the_lake_is_shown_after_a_refresh(tmp_path: Path) -> None:
    dice = random.Random(5)  # invented lots, nothing secret
    lake = fill(tmp_path, [some(1, dice), some(2, dice)])
    board = Board(lake, as_of=AS_OF)
    before, old = board.considered, board.opportunities(firm())
    assert not board.refresh()
    fill(tmp_path, [some(number, dice) for number in range(3, 30)])
    assert board.refresh()
    assert board.considered > before
    assert board.opportunities(firm()).page().considered == board.considered
    assert old.page().considered == before, "who looks at the older one still can"
    assert board.refresh(date(2026, 12, 2))
    assert board.as_of == date(2026, 12, 2)


def test_many_threads_get_the_same_answers_each_in_its_language(lake: Lake) -> None:
    board = Board(lake, as_of=AS_OF, firms=2)
    firms = [firm(country) for country in ("AZ", "PT", "BR")]

    def ask(number: int) -> tuple[int, str, tuple[MatchedLot, ...]]:
        language = ("en", "pt", "az")[number % 3]
        with use(language):
            return number % 9, language, board.opportunities(firms[number // 3 % 3]).page(limit=5).lots

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(ask, range(36)))
    answers: dict[int, tuple[MatchedLot, ...]] = {}
    for number, _, lots in found:
        assert answers.setdefault(number, lots) == lots
    assert len({lots[0].parts[0].sentence for number, _, lots in found if number < 3}) == 3
