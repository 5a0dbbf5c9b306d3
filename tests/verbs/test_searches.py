"""A search finds by words and filters; a saved one says what is new since its last run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.lake.made import fill, lot
from tests.partners.made import AWARDS, call
from tests.routes.firms import firm

from karavel.companies.folder import ProfileFolder
from karavel.companies.searches import Criteria
from karavel.errors import NotFound, UsageError
from karavel.lake import Lake
from karavel.notices import Buyer, Money
from karavel.verbs.searches import listed, run, save, search

DAY = date(2024, 5, 10)


def _calls() -> list[object]:
    return [
        call(1),
        call(2, "Bürgerportal", language="de", buyers=(Buyer(name="Stadt Köln", country="DE"),)),
        call(3, "Портал громадян", language="uk", buyers=(Buyer(name="Місто Київ", country="UA"),)),
        call(4, "Pão para escolas", "15811000", lots=(lot("1", "2024-07-01", value=Money(9000.0, "EUR")),)),
        call(5, "Portal do emprego", published=date(2024, 5, 20)),
    ]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return fill(tmp_path_factory.mktemp("lake"), [*_calls(), *AWARDS])  # type: ignore[list-item]


def ids(lake: Lake, **asked: object) -> list[str]:
    return [one.notice_id for one in search(lake, Criteria(**asked), DAY).lots]  # type: ignore[arg-type]


def test_words_find_lots_in_any_language_and_never_awards(lake: Lake) -> None:
    assert ids(lake, words="cidadao") == ["1-2024"]
    assert ids(lake, words="BURGERPORTAL") == ["2-2024"]
    assert ids(lake, words="портал") == ["3-2024"]


def test_without_words_the_newest_come_first(lake: Lake) -> None:
    assert ids(lake, every=True)[0] == "5-2024"
    assert set(ids(lake)) == {"1-2024", "2-2024", "3-2024", "4-2024"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"markets": ("DE", "UA")}, {"2-2024", "3-2024"}),
        ({"cpv": ("15000000",)}, {"4-2024"}),
        ({"cpv": ("72212000",)}, set()),
        ({"languages": ("de",)}, {"2-2024"}),
        ({"buyer": "koln"}, {"2-2024"}),
        ({"most_eur": 9000.0}, {"4-2024"}),
        ({"least_eur": 9000.01}, {"1-2024", "2-2024", "3-2024"}),
        ({"closes_from": date(2024, 7, 1)}, {"4-2024"}),
        ({"closes_until": date(2024, 6, 3)}, {"1-2024", "2-2024", "3-2024"}),
        ({"words": "portal", "markets": ("PT",)}, {"1-2024"}),
    ],
)
def test_each_filter_lets_through_what_it_says(lake: Lake, asked: dict[str, object], found: set[str]) -> None:
    assert set(ids(lake, **asked)) == found


def test_verdicts_are_a_companys(lake: Lake) -> None:
    criteria = Criteria(words="portal cidadao", verdicts=("guaranteed",))
    assert [one.verdict for one in search(lake, criteria, DAY, company=firm("PT")).lots] == ["guaranteed"]
    assert search(lake, criteria, DAY, company=firm("AZ")).lots == ()
    with pytest.raises(UsageError, match="--company"):
        search(lake, criteria, DAY)


def test_what_came_since_the_last_run_is_new_once_and_comes_first(tmp_path: Path) -> None:
    folder, company = ProfileFolder(tmp_path / "firm.toml"), firm()
    before = fill(tmp_path / "lake", _calls())  # type: ignore[arg-type]
    save(before, folder, "portals", Criteria(words="portal"), DAY, company)
    later = date(2024, 5, 21)
    (first,) = run(before, folder, company, later).runs
    assert [(one.notice_id, one.new) for one in first.lots if one.new] == [("5-2024", True)]
    assert first.lots[0].notice_id == "5-2024"
    assert first.new == 1
    (second,) = run(before, folder, company, later, only="portals").runs
    assert (second.new, second.matching) == (0, first.matching)


def test_saved_searches_are_listed_and_can_be_named(tmp_path: Path, lake: Lake) -> None:
    folder, company = ProfileFolder(tmp_path / "firm.toml"), firm()
    save(lake, folder, "bread", Criteria(cpv=("15000000",)), DAY, company)
    (kept,) = listed(folder, company).searches
    assert (kept.name, kept.ran, kept.found) == ("bread", DAY, 1)
    with pytest.raises(NotFound, match="cake"):
        run(lake, folder, company, DAY, only="cake")
