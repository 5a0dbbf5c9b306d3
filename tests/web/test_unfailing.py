"""No page fails for want of a lake, nor for what somebody writes into its address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from tests.web.addresses import Address, addresses
from tests.web.test_permissions import METHODS, asked, where
from tests.web.world import World

from karavel.web.accounts.models import User
from karavel.web.permissions import Role

As = Callable[[User | None], Client]

PAGES = [one for one in addresses() if not one.name.startswith(("api:", "openid_connect_", "social"))]
LARGE = "1" + 30 * "0"


@pytest.mark.parametrize("address", PAGES, ids=lambda one: one.name)
def test_without_a_lake_no_page_fails(address: Address, world: World, no_lake: Path, as_user: As) -> None:
    for user in (world.ours.members[Role.ADMINISTRATOR], world.officer):
        for method in METHODS:
            assert asked(as_user(user), method, where(address, world)).status_code < 500


@pytest.mark.parametrize("text", [LARGE, "-1", "1e400", "\0", "٣", "0001-01-01", f"{LARGE}-{LARGE}", "%", "a" * 3000])
def test_whatever_stands_in_an_address_it_is_answered(text: str, world: World, lake: Path, as_user: As) -> None:
    client = as_user(world.ours.members[Role.ADMINISTRATOR])
    names = (
        "q",
        "market",
        "cpv",
        "value",
        "value_min",
        "value_max",
        "within",
        "from",
        "until",
        "since",
        "sort",
        "page",
    )
    for name in names:
        assert client.get("/opportunities/", {name: text}).status_code == 200, name
    for path, name in (
        ("/pursuits/", "owner"),
        ("/pursuits/calendar/", "month"),
        ("/buyers/", "q"),
        ("/suppliers/", "page"),
        ("/routes/", "via"),
        ("/organisation/audit/", "page"),
    ):
        assert client.get(path, {name: text}).status_code == 200, path


def test_a_part_of_a_page_asked_for_after_the_session_has_ended_leads_to_the_login(db: None) -> None:
    page = {"HX-Request": "true", "HX-Current-URL": "https://testserver/opportunities/?market=PT"}
    answer = Client(headers=page).post("/opportunities/opinion/")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["HX-Redirect"] == "/account/login/?next=/opportunities/%3Fmarket%3DPT"
