"""The gateways' page: a map with its text, figures that are never added up, a choice of gateways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.test import Client
from django.urls import reverse
from tests.web.world import World

from karavel.companies import parse
from karavel.web.accounts.models import User
from karavel.web.board import board
from karavel.web.permissions import Role
from karavel.web.routes.world import drawn

As = Callable[[User | None], Client]


def test_the_page_says_what_each_gateway_opens(world: World, lake: Path, as_user: As) -> None:
    page = as_user(world.ours.members[Role.VIEWER]).get(reverse("routes"))
    text = page.content.decode()
    assert world.ours.profile
    openings = board().routes(parse(world.ours.profile.text), date.today()).routes
    portugal = next(one for one in openings if (one.kind, one.via) == ("subsidiary", "PT"))
    assert portugal.opens.right_gained > 0
    row = text[text.index("route=subsidiary-PT") :]
    row = row[: row.index("</tr>")]
    for figure in (portugal.opens.lots, portugal.opens.right_gained, portugal.opens.lots_in_time):
        assert f">{figure}<" in row
    assert 'role="img"' in text
    assert "are not added up" in text


def test_chosen_gateways_are_the_only_ones(world: World, lake: Path, as_user: As) -> None:
    text = as_user(world.ours.members[Role.VIEWER]).get(reverse("routes"), {"via": ["PT", "no"]}).content.decode()
    assert "route=subsidiary-PT" in text
    assert "route=subsidiary-GE" not in text


def test_the_map_shades_by_lots_and_says_so_in_words() -> None:
    sheet = drawn({"FR": 25, "DE": 5, "MT": 1}, ["PT", "GE"], "PT", "told")
    shades = {one.code: one.shade for one in sheet.shapes}
    assert (shades["FR"], shades["DE"], shades["ES"]) == (3, 2, 0)
    assert [(one.code, one.shade) for one in sheet.points] == [("MT", 1)]
    assert [(pin.code, pin.chosen) for pin in sheet.pins] == [("GE", False), ("PT", True)]
    assert all(0 <= pin.x <= sheet.width and 0 <= pin.y <= sheet.height for pin in sheet.pins)
    assert sheet.told == "told"
