"""The page of the morning: what is new since the last visit, what closes, what has changed, what is to be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.world import PASSWORD, World

from karavel.lake import Lake
from karavel.web import scope
from karavel.web.accounts.models import User
from karavel.web.permissions import Role
from karavel.web.today.models import Visit
from karavel.web.workspace.models import Follow, Pursuit, SavedSearch, Task

As = Callable[[User], Client]


@pytest.fixture
def user(world: World) -> User:
    return world.ours.members[Role.BID_MANAGER]


@pytest.fixture
def client(user: User, lake: Path, as_user: As) -> Client:
    return as_user(user)


def seen(world: World, user: User, days: int) -> None:
    """The user has seen what was there so many days ago."""
    moment = timezone.now() - timedelta(days=days)
    with scope.within(world.ours.organisation):
        Visit.objects.update_or_create(
            organisation=world.ours.organisation, user=user, defaults={"seen_until": moment, "began": moment}
        )


def test_home_leads_to_the_morning(client: Client) -> None:
    assert client.get("/")["Location"] == "/today/"


def test_new_is_what_was_published_after_the_last_visit(client: Client, world: World, user: User) -> None:
    counts = []
    for days in (60, 3, 0):
        seen(world, user, days)
        shown = client.get("/today/").context
        since = timezone.localdate() - timedelta(days=days)
        assert all(row.lot.published > since and row.lot.fits for row in shown["rows"])
        counts.append(shown["new"].total)
        listed = client.get(f"/opportunities/?{shown['all_new']}").context["found"]
        assert listed.total == counts[-1]
    assert counts[0] > counts[1] > 0 == counts[2]


def test_looking_changes_nothing_and_saying_so_does(client: Client, world: World, user: User) -> None:
    seen(world, user, 30)
    before = client.get("/today/").context["new"].total
    assert client.get("/today/").context["new"].total == before > 0
    assert client.get("/today/seen/").status_code == 405
    assert client.post("/today/seen/")["Location"] == "/today/"
    shown = client.get("/today/").context
    assert shown["new"].total == 0
    assert shown["since"] == timezone.localdate()


def test_a_login_begins_a_visit(world: World, user: User, lake: Path) -> None:
    user.set_password(PASSWORD)
    user.save()
    seen(world, user, 10)
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert client.get("/today/").context["since"] == timezone.localdate() - timedelta(days=10)
    client.post("/account/logout/")
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert client.get("/today/").context["since"] == timezone.localdate()


def followed(client: Client, world: World, days: int = 7) -> Follow:
    """A followed lot that closes soon."""
    lot = client.get("/opportunities/?within=14&sort=deadline").context["found"].lots[0]
    client.post("/opportunities/follow/", {"notice_id": lot.notice_id, "lot_id": lot.lot_id, "follow": "1"})
    with scope.within(world.ours.organisation):
        return Follow.objects.get()


def test_a_moved_deadline_is_told_until_it_is_seen(client: Client, world: World) -> None:
    follow = followed(client, world)
    assert client.get("/today/").context["changes"] == []
    now = follow.seen["deadline"]
    follow.seen |= {"deadline": "2026-01-05T12:00Z", "version": "0"}
    with scope.within(world.ours.organisation):
        follow.save()
    change = client.get("/today/").context["changes"][0]
    assert change.told[0].startswith("The deadline moved: 5 Jan 2026 → ")
    assert change.told[1] == "There is a new version of the notice."
    client.post("/today/seen/")
    assert client.get("/today/").context["changes"] == []
    follow.refresh_from_db()
    assert follow.seen["deadline"] == now


def test_a_followed_notice_that_is_gone_is_told(client: Client, world: World, user: User) -> None:
    with scope.within(world.ours.organisation):
        Follow(user=user, notice_id="gone-1", lot_id="1", seen={"title": "A portal"}).save()
    change = client.get("/today/").context["changes"][0]
    assert (change.title, change.told) == ("A portal", ["The notice is no longer in the lake."])


def test_a_lot_that_has_closed_has_not_changed(client: Client, world: World, user: User, lake: Path) -> None:
    with Lake(lake).view() as view:
        old = next(one for one in view.notices() if one.kind == "award" and one.lots)
    seen = {"version": old.version, "kind": old.kind, "deadline": "2023-01-01", "lot": True}
    with scope.within(world.ours.organisation):
        Follow(user=user, notice_id=old.id, lot_id=old.lots[0].id, seen=seen).save()
    assert client.get("/today/").context["changes"] == []
    with scope.within(world.ours.organisation):
        Follow.objects.update(seen=seen | {"kind": "call"})
    assert client.get("/today/").context["changes"][0].told == ["It has been awarded."]
    client.post("/today/seen/")
    assert client.get("/today/").context["changes"] == []
    with scope.within(world.ours.organisation):
        assert Follow.objects.get().seen["deadline"] == "2023-01-01"


def test_what_closes_this_week_stands_in_its_order(client: Client, world: World) -> None:
    today = date.today()
    with scope.within(world.ours.organisation):
        pursuit = Pursuit.objects.get()
        shown = {}
        for days in (-1, 0, 7, 8):
            Pursuit.objects.update(deadline_day=today + timedelta(days=days))
            shown[days] = [one.title for one in client.get("/today/").context["closing"]]
        assert shown == {-1: [], 0: [pursuit.title], 7: [pursuit.title], 8: []}
        Pursuit.objects.update(deadline_day=today + timedelta(days=3), state=Pursuit.State.SUBMITTED)
        assert client.get("/today/").context["closing"] == []
        Pursuit.objects.update(state=Pursuit.State.BIDDING)
        Follow(user=world.ours.members[Role.BID_MANAGER], notice_id="9", lot_id="1").save()
        Follow.objects.update(seen={"title": "Soon", "deadline": (today + timedelta(days=1)).isoformat()})
    closing = client.get("/today/").context["closing"]
    assert [(one.title, one.days) for one in closing] == [("Soon", 1), ("A portal", 3)]


def test_tasks_are_ones_own_and_those_of_nobody_in_ones_pursuits(client: Client, world: World, user: User) -> None:
    with scope.within(world.ours.organisation):
        pursuit = Pursuit.objects.get()
        Task(pursuit=pursuit, text="Of nobody").save()
        Task(pursuit=pursuit, text="Mine, overdue", assignee=user, due=date.today() - timedelta(days=1)).save()
        Task(pursuit=pursuit, text="Done", assignee=user, done=timezone.now()).save()
        Task(pursuit=pursuit, text="Another's", assignee=world.ours.members[Role.VIEWER]).save()
    answer = client.get("/today/")
    assert {task.text for task in answer.context["tasks"]} == {"Of nobody", "Mine, overdue"}
    assert "overdue" in answer.content.decode()


def test_saved_searches_say_how_many_are_new(client: Client, world: World, user: User) -> None:
    seen(world, user, 20)
    found = client.get("/today/").context["searches"]
    assert [one.search.name for one in found] == ["Portugal"]
    listed = client.get(f"/opportunities/?{found[0].address_new}").context["found"]
    assert listed.total == found[0].new > 0
    seen(world, user, 0)
    assert client.get("/today/").context["searches"] == []


def test_a_morning_without_news_is_calm(client: Client, world: World, user: User) -> None:
    seen(world, user, 0)
    with scope.within(world.ours.organisation):
        SavedSearch.objects.all().delete()
    assert "Nothing waits for you" in client.get("/today/").content.decode()


def test_without_a_company_or_tenders_it_says_what_to_do(world: World, user: User, as_user: As, no_lake: Path) -> None:
    assert "No tenders yet" in as_user(user).get("/today/").content.decode()
    with scope.within(world.ours.organisation):
        Pursuit.objects.all().delete()
        SavedSearch.objects.all().delete()
        assert world.ours.profile
        world.ours.profile.delete()
    assert "No company yet" in as_user(user).get("/today/").content.decode()
