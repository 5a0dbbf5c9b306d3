"""The opportunities page: filters, their counts and addresses; thumbs, following, pursuits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from msgspec.structs import replace
from tests.web.world import World

from karavel.verbs.board import Filters
from karavel.web import scope
from karavel.web.accounts.models import User
from karavel.web.opportunities.asked import Asked
from karavel.web.opportunities.buttons import buttons
from karavel.web.opportunities.mine import mine, opinions
from karavel.web.permissions import Role
from karavel.web.workspace.models import CompanyProfile, Feedback, Follow, Pursuit

As = Callable[[User], Client]
TODAY = date.today()


@pytest.fixture
def bidder(world: World, lake: Path, as_user: As) -> Client:
    return as_user(world.ours.members[Role.BID_MANAGER])


@pytest.fixture
def profile(world: World) -> CompanyProfile:
    assert world.ours.profile
    return world.ours.profile


def titles(client: Client, query: str = "") -> list[tuple[str, str]]:
    """The notices and lots of a page, in its order."""
    shown = client.get(f"/opportunities/?{query}").content.decode()
    return re.findall(
        r'<form class="lot-acts.*?name="notice_id" value="([^"]*)".*?name="lot_id" value="([^"]*)"', shown, re.DOTALL
    )


# The filters of an address


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("market=pt&market=AO&market=x1", Filters(markets=("AO", "PT"))),
        ("verdict=open&verdict=nonsense&best=none", Filters(direct=("open",), best=("none",))),
        ("cpv=72&cpv=7&cpv=xx&cpv=99&language=PT", Filters(cpv=("72",), languages=("pt",))),
        ("cpv=72212000&cpv=722", Filters(cpv=("722", "72212"))),
        (
            "buyer=pt:++City+of+Porto&buyer=Porto&buyer=:&buyer=:Somebody",
            Filters(buyers=(":Somebody", "PT:City of Porto")),
        ),
        ("hidden=1&hidden=yes", Filters(hidden=True)),
        ("value_min=1e5&value_max=nan&value=junk", Filters(value_min=100_000.0)),
        ("value=10000000", Filters(value_min=10_000_000.0)),
        ("value_min=10&value_min=9&value_max=1e30", Filters(value_min=9.0)),
        ("within=7", Filters(deadline_until=date(2026, 3, 8))),
        ("within=30&until=2026-03-04", Filters(deadline_until=date(2026, 3, 4))),
        (
            "from=2026-03-05&until=2026-13-01&since=2026-03-01",
            Filters(deadline_from=date(2026, 3, 5), published_from=date(2026, 3, 1)),
        ),
        ("q=+tax++portal+&fit=1", Filters(words="tax portal", fitting=True)),
        ("fit=0&sort=worst&page=2&other=1", Filters()),
    ],
)
def test_an_address_says_what_is_wanted_and_nonsense_nothing(query: str, wanted: Filters) -> None:
    assert Asked.of(QueryDict(query)).wanted(date(2026, 3, 2)) == wanted


def test_a_class_of_value_ends_below_the_next_one() -> None:
    found = Asked.of(QueryDict("value=140000")).wanted(TODAY)
    assert found.value_min == 140_000
    assert found.value_max is not None
    assert 499_999.99 < found.value_max < 500_000


def test_equal_filters_have_one_address_and_survive_being_kept() -> None:
    one, other = Asked.of(QueryDict("market=PT&q=a&market=AO")), Asked.of(QueryDict("q=a&market=ao&market=PT&x=1"))
    assert one.address == other.address == "q=a&market=AO&market=PT"
    assert Asked(json.loads(json.dumps(one.kept()))).address == one.address
    assert one.without("market", "PT").address == "q=a&market=AO"


# The page


def test_each_count_is_what_its_filter_leaves(bidder: Client, profile: CompanyProfile, world: World) -> None:
    with scope.within(world.ours.organisation):
        lots = mine(profile, TODAY)
    facets = lots.facets()
    shown = bidder.get("/opportunities/").context
    for facet in shown["facets"]:
        assert facet.about == (facet.name == "best")
        for option in [] if facet.about else facet.options[:3]:
            page = bidder.get(f"/opportunities/?{facet.name}={option.value}").context["found"]
            assert page.total == option.lots, (facet.name, option.value)
    assert sum(facets.markets.values()) == shown["found"].total


def test_a_filter_in_use_is_a_chip_that_takes_it_away(bidder: Client) -> None:
    answer = bidder.get("/opportunities/?market=PT&within=30&sort=deadline")
    assert [(chip.value, chip.rest) for chip in answer.context["chips"]] == [
        ("Portugal", "within=30&sort=deadline"),
        ("under 30 days", "market=PT&sort=deadline"),
    ]
    left = [lot.days_left for lot in answer.context["found"].lots]
    assert left == sorted(left)
    assert max(left) < 30


def test_the_tree_of_subjects_opens_to_the_last_code_and_each_count_holds(
    bidder: Client, profile: CompanyProfile
) -> None:
    page = bidder.get("/opportunities/?cpv=7221").content.decode()
    assert re.search(r'<input id="cpv-7221"[^>]* checked>', page)
    assert '<details id="below-722" open>' in page, "a chosen branch is seen"
    assert 'id="below-48" open' not in page
    part = bidder.get("/opportunities/subjects/?under=72&market=PT").content.decode()
    found = re.findall(r'name="cpv" value="(\d+)".*?class="count">(\d+)<', part)
    assert found
    assert {digits[:2] for digits, _ in found} == {"72"}
    for digits, count in found:
        total = bidder.get(f"/opportunities/?market=PT&cpv={digits}").context["found"].total
        assert total == int(count), digits


def test_without_a_script_a_branch_is_opened_by_its_link(bidder: Client) -> None:
    page = bidder.get("/opportunities/?market=PT").content.decode()
    (link,) = re.findall(r'id="below-72">.*?<a class="small" href="([^"]+)"', page)
    assert '<details id="below-72" open>' in bidder.get(link.replace("&amp;", "&")).content.decode()


@pytest.mark.parametrize("query", ["under=", "under=7", "under=99", "under=72x"])
def test_what_is_no_branch_has_nothing_below(bidder: Client, query: str) -> None:
    assert bidder.get(f"/opportunities/subjects/?{query}").status_code == 404


def test_a_buyer_is_found_by_a_part_of_its_name_and_narrows_the_list(bidder: Client) -> None:
    facet = next(one for one in bidder.get("/opportunities/").context["facets"] if one.name == "buyer")
    wanted = facet.options[-1]
    word = wanted.value.partition(":")[2].split()[0][:4]
    part = bidder.get("/opportunities/buyers/", {"who": word.upper()})
    assert wanted.value in [one.value for one in part.context["facet"].options]
    page = bidder.get("/opportunities/", {"buyer": wanted.value.upper(), "who": "zzz"})
    assert page.context["found"].total == wanted.lots
    assert {lot.buyer.name for lot in page.context["found"].lots} == {wanted.value.partition(":")[2]}
    (only,) = next(one for one in page.context["facets"] if one.name == "buyer").options
    assert only.chosen, "a buyer in use stays where it can be taken away"


def test_a_hidden_lot_leaves_list_feed_search_and_api_and_comes_back(bidder: Client, profile: CompanyProfile) -> None:
    first = titles(bidder)[0]
    total = bidder.get("/opportunities/").context["found"].total
    sent = {"notice_id": first[0], "lot_id": first[1], "opinion": "hide"}
    answer = bidder.post("/opportunities/opinion/", sent, headers={"HX-Request": "true"})
    assert "karavel-ranked" in answer["HX-Trigger-After-Settle"]
    assert "Undo" in answer.content.decode()
    page = bidder.get("/opportunities/")
    assert first not in titles(bidder)
    assert (page.context["found"].total, "1 hidden: show" in page.content.decode()) == (total - 1, True)
    assert titles(bidder, "hidden=1") == [first]
    api = bidder.get("/api/v1/match?limit=100").json()
    assert (api["total"], api["hidden"]) == (total - 1, 1)
    assert first not in [(lot["notice_id"], lot["lot_id"]) for lot in api["lots"]]
    bidder.post("/opportunities/opinion/", sent | {"opinion": ""})
    assert titles(bidder)[0] == first


def test_one_may_page_to_the_last_lot(bidder: Client, profile: CompanyProfile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karavel.verbs.board.EXACT", 30)
    pages = bidder.get("/opportunities/").context["page"].paginator.num_pages
    seen = [lot for number in range(1, pages + 1) for lot in titles(bidder, f"page={number}")]
    assert len(seen) == len(set(seen)) == bidder.get("/opportunities/").context["found"].total


def test_words_are_found_in_any_language_and_shown_as_text(bidder: Client) -> None:
    assert bidder.get("/opportunities/?q=portal").context["found"].total > 0
    hostile = bidder.get("/opportunities/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in hostile


def test_htmx_gets_the_search_alone_and_its_address(bidder: Client) -> None:
    answer = bidder.get("/opportunities/?q=&market=PT&fit=&page=1", headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert answer["HX-Push-Url"] == "/opportunities/?market=PT"
    again = bidder.get(
        "/opportunities/?market=PT",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/opportunities/?market=PT"},
    )
    assert "HX-Push-Url" not in again


def test_buttons_are_what_their_template_says_for_each_lot_and_hostile_names_stay_text(
    bidder: Client, rf: RequestFactory
) -> None:
    page = bidder.get("/opportunities/?market=PT&sort=deadline")
    row, may = page.context["rows"][0], page.context["may"]
    request = rf.get("/opportunities/", {"q": '"><script>mark7token'})
    shown = {"lot": row.lot, "place": row.place, "mark": row.mark, "may": may, "csrf_token": "t", "request": request}
    own = buttons(row.lot, row.place, row.mark, may, request.get_full_path(), "t")
    assert own == render_to_string("opportunities/_acts.html", shown)
    hostile = replace(row.lot, notice_id='mark7lot"><b>', lot_id="mark7notice")
    made = buttons(hostile, "p", row.mark, may, "/", "t")
    assert 'name="notice_id" value="mark7lot&quot;&gt;&lt;b&gt;"' in made
    assert 'name="lot_id" value="mark7notice"' in made


def test_pages_follow_each_other_and_end(bidder: Client) -> None:
    first, second = titles(bidder), titles(bidder, "page=2")
    assert len(first) == len(second) == 25
    assert not set(first) & set(second)
    last = bidder.get("/opportunities/?page=9999").context
    assert last["page"].number == last["page"].paginator.num_pages
    assert last["rows"]


def test_a_page_begins_without_toasts(bidder: Client) -> None:
    assert 'class="toast"' not in bidder.get("/opportunities/?market=PT").content.decode()


def test_nothing_found_says_so(bidder: Client) -> None:
    assert "No lot fits these filters" in bidder.get("/opportunities/?market=ZZ").content.decode()


def test_old_tenders_are_said_to_be_old(bidder: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bidder.get("/opportunities/").context["stale"] is None
    later = TODAY + timedelta(days=20)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: later)
    assert "The newest tender is from" in bidder.get("/opportunities/").content.decode()


def test_a_viewer_may_follow_but_not_judge(world: World, lake: Path, as_user: As) -> None:
    shown = as_user(world.ours.members[Role.VIEWER]).get("/opportunities/").content.decode()
    assert "/opportunities/follow/" in shown
    assert "/opportunities/opinion/" not in shown
    assert "/opportunities/pursue/" not in shown


# What the buttons do


def test_a_thumb_changes_the_rank_and_can_be_taken_back(bidder: Client, profile: CompanyProfile, world: World) -> None:
    before = titles(bidder)
    notice, lot = before[10]
    form = {"notice_id": notice, "lot_id": lot}
    answer = bidder.post("/opportunities/opinion/", form | {"opinion": "more"}, headers={"HX-Request": "true"})
    assert "karavel-ranked" in answer["HX-Trigger-After-Settle"]
    assert 'aria-pressed="true"' in answer.content.decode()
    liked = titles(bidder)
    assert liked.index((notice, lot)) < 10
    row = next(
        one
        for one in bidder.get("/opportunities/").context["rows"]
        if one.lot.lot_id == lot and one.lot.notice_id == notice
    )
    assert "You liked 1 lot like this" in row.heard
    bidder.post("/opportunities/opinion/", form | {"opinion": "less"})
    assert (notice, lot) not in titles(bidder)[:10]
    with scope.within(world.ours.organisation):
        assert Feedback.objects.get().opinion == "less"
    bidder.post("/opportunities/opinion/", form | {"opinion": ""})
    assert titles(bidder) == before


def test_what_became_of_a_pursuit_counts_more_than_a_thumb(
    bidder: Client, profile: CompanyProfile, world: World
) -> None:
    notice, lot = titles(bidder)[0]
    form = {"notice_id": notice, "lot_id": lot}
    bidder.post("/opportunities/opinion/", form | {"opinion": "less"})
    bidder.post("/opportunities/pursue/", form)
    with scope.within(world.ours.organisation):
        assert [one.opinion for one in opinions(profile)] == ["down"]
        Pursuit.objects.filter(notice_id=notice).update(state=Pursuit.State.WON)
        assert [one.opinion for one in opinions(profile)] == ["won"]
        Pursuit.objects.filter(notice_id=notice).update(decision=Pursuit.Decision.NO_GO)
        assert [one.opinion for one in opinions(profile)] == ["down"]


def test_a_pursuit_is_made_once_as_the_lot_is_that_day(bidder: Client, world: World, profile: CompanyProfile) -> None:
    notice, lot = titles(bidder)[0]
    for _ in range(2):
        bidder.post("/opportunities/pursue/", {"notice_id": notice, "lot_id": lot})
    with scope.within(world.ours.organisation):
        made = Pursuit.objects.get(notice_id=notice)
        shown = mine(profile, TODAY).lot(notice, lot)
        assert shown is not None
        assert (made.title, made.buyer, made.amount_eur) == (shown.title, shown.buyer.name, shown.value_eur)
        assert made.deadline == (shown.deadline or "")
        assert made.moves.count() == 1
        assert made.owner == world.ours.members[Role.BID_MANAGER]
    assert "pursued" in bidder.get("/opportunities/").content.decode()


def test_a_lot_is_followed_once_and_let_go(bidder: Client, world: World) -> None:
    notice, lot = titles(bidder)[0]
    form = {"notice_id": notice, "lot_id": lot, "follow": "1", "next": "/opportunities/?market=PT"}
    for _ in range(2):
        assert bidder.post("/opportunities/follow/", form)["Location"] == "/opportunities/?market=PT"
    with scope.within(world.ours.organisation):
        assert set(Follow.objects.get().seen) == {"version", "kind", "title", "deadline", "lot"}
    for _ in range(2):
        bidder.post("/opportunities/follow/", form | {"follow": "0"})
    with scope.within(world.ours.organisation):
        assert not Follow.objects.exists()


@pytest.mark.parametrize("act", ["opinion", "follow", "pursue"])
def test_a_lot_that_is_not_open_cannot_be_acted_on(bidder: Client, act: str) -> None:
    form = {"notice_id": "no-such", "lot_id": "1", "follow": "1", "opinion": "more"}
    assert bidder.post(f"/opportunities/{act}/", form).status_code == 404


def test_opinions_of_others_change_nothing(world: World, lake: Path, as_user: As) -> None:
    ours = as_user(world.ours.members[Role.BID_MANAGER])
    before = titles(ours)
    theirs = as_user(world.others.members[Role.BID_MANAGER])
    notice, lot = before[3]
    theirs.post("/opportunities/opinion/", {"notice_id": notice, "lot_id": lot, "opinion": "less"})
    assert titles(ours) == before
