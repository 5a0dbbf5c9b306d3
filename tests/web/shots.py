"""Pictures of the main pages for docs/screenshots: ``make shots``. The notices in them are the demo's, all invented."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from django.utils import timezone
from tests.web.pages import WIDTHS, Screen, picture
from tests.web.work.desk import desk
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.models import ProgrammeCompany, User
from karavel.web.opportunities.mine import mine
from karavel.web.permissions import Role

_FOLDER: Final = Path(__file__).parents[2] / "docs/screenshots"


class Look(NamedTuple):
    """How pages are shown."""

    language: str
    theme: str


@pytest.mark.django_db(transaction=True)
def test_shots(screen: Screen, lake: Path) -> None:
    pages = _pages(desk())
    _take(screen, pages, Look("en", "light"), list(WIDTHS))
    _take(screen, {"notice": pages["notice"]}, Look("en", "dark"), ["desktop"])
    _take(screen, {"opportunities": pages["opportunities"]}, Look("az", "light"), ["desktop"])


def _notice(world: World) -> str:
    """The best lot that the company could only bid for by a way in: the page with most to show."""
    assert world.ours.profile
    with scope.within(world.ours.organisation):
        lots = mine(world.ours.profile, timezone.localdate()).page(limit=25).lots
    abroad = [lot for lot in lots if lot.best_route and lot.best_route.kind != "direct"]
    return (abroad or list(lots))[0].notice_id


def _pages(world: World) -> dict[str, tuple[User, str]]:
    """The main pages by their names: who looks, and where."""
    place = ProgrammeCompany.everywhere.get(company=world.ours.organisation).pk
    ours, officer = world.ours.members[Role.BID_MANAGER], world.officer
    pursuit, profile = world.ours.pursuit, world.ours.profile
    assert pursuit
    assert profile
    return {
        "today": (ours, "/today/"),
        "opportunities": (ours, "/opportunities/"),
        "notice": (ours, f"/notices/{_notice(world)}/"),
        "routes": (ours, "/routes/"),
        "buyers": (ours, "/buyers/"),
        "pursuits": (ours, "/pursuits/"),
        "pursuit": (ours, f"/pursuits/{pursuit.pk}/"),
        "profile": (ours, f"/profiles/{profile.pk}/"),
        "programme": (officer, "/programme/"),
        "company": (officer, f"/programme/company/{place}/"),
    }


def _take(screen: Screen, pages: dict[str, tuple[User, str]], look: Look, widths: list[str]) -> None:
    screen.cookie("karavel-theme", look.theme)
    screen.cookie("karavel-language", look.language)
    for name, (user, path) in pages.items():
        screen.logout()
        screen.login(user)
        screen.go(path)
        for width in widths:
            screen.page.set_viewport_size({"width": WIDTHS[width], "height": 900})
            screen.page.reload()  # what folds on a narrow window does so when the page is opened
            assert not screen.overflows(), f"{path} {width}"
            _keep(screen, f"{name}-{look.language}-{look.theme}-{width}")


def _keep(screen: Screen, name: str) -> None:
    picture(screen.page, Path(os.environ.get("KARAVEL_SHOTS", _FOLDER), f"{name}.png"))
