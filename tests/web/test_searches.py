"""Saved searches: from the filters in use to a name, and back to the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.models import User
from karavel.web.permissions import Role
from karavel.web.workspace.models import SavedSearch

As = Callable[[User], Client]


@pytest.fixture
def client(world: World, lake: Path, as_user: As) -> Client:
    return as_user(world.ours.members[Role.BID_MANAGER])


def test_filters_are_saved_once_under_a_name_and_found_again(client: Client, world: World) -> None:
    form = {"market": ["AO", "pt"], "q": "portal", "sort": "deadline", "nonsense": "1"}
    for name in ("", "Portals"):
        assert client.post("/searches/save/", form | {"name": name}).status_code == 302
    with scope.within(world.ours.organisation):
        saved = SavedSearch.objects.get(name="Portals")
        assert SavedSearch.objects.count() == 2  # with the one that was there
    assert saved.query == {"q": ["portal"], "market": ["AO", "PT"], "sort": ["deadline"]}
    found = next(one for one in client.get("/searches/").context["found"] if one.search == saved)
    listed = client.get(f"/opportunities/?{found.address}").context
    assert listed["found"].total == found.lots
    assert listed["asked"].order == "deadline"


def test_a_search_without_a_name_is_called_by_its_filters(client: Client, world: World) -> None:
    client.post("/searches/save/", {"market": "AO", "verdict": "open"})
    with scope.within(world.ours.organisation):
        assert SavedSearch.objects.filter(name="admitted, Angola").exists()


def test_name_and_news_can_be_changed(client: Client, world: World) -> None:
    assert world.ours.search
    address = f"/searches/{world.ours.search.pk}/"
    assert client.post(address, {"name": "", "frequency": "daily"}).status_code == 422
    assert client.post(address, {"name": "Lusophone", "frequency": "weekly", "last_chance": "on"}).status_code == 302
    world.ours.search.refresh_from_db()
    search = world.ours.search
    assert (search.name, search.frequency, search.last_chance) == ("Lusophone", "weekly", True)
    assert search.query == {"market": ["PT"]}


def test_a_search_is_deleted_by_post_alone(client: Client, world: World) -> None:
    assert world.ours.search
    address = f"/searches/{world.ours.search.pk}/delete/"
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert "No saved search yet" in client.get("/searches/").content.decode()


def test_searches_of_a_colleague_are_theirs(world: World, lake: Path, as_user: As) -> None:
    assert world.ours.search
    colleague = as_user(world.ours.members[Role.VIEWER])
    assert colleague.get(f"/searches/{world.ours.search.pk}/").status_code == 404
    assert colleague.get("/searches/").context["found"] == []
