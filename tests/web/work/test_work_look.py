"""The pages of daily work in a browser: axe finds nothing serious, nothing overflows, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.pages import Screen
from tests.web.work.desk import desk
from tests.web.work.samples import company, place, pursuit

from karavel.web.permissions import Role


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("pt", "light"), ("az", "dark")])
def test_every_page_of_work_is_sound(screen: Screen, lake: Path, language: str, theme: str) -> None:
    world = desk()
    screen.cookie("karavel-theme", theme)
    screen.cookie("karavel-language", language)
    assert world.ours.search
    pages = {
        "pursuits": "/pursuits/",
        "pursuit": f"/pursuits/{pursuit(world.ours).pk}/",
        "calendar": "/pursuits/calendar/",
        "profiles": "/profiles/",
        "profile": f"/profiles/{company(world.ours).pk}/",
        "profile-text": f"/profiles/{company(world.ours).pk}/text/",
        "alerts": f"/searches/{world.ours.search.pk}/alerts/",
    }
    screen.login(world.ours.members[Role.BID_MANAGER])
    for name, path in pages.items():
        _sound(screen, path, f"work-{name}-{language}-{theme}")
    screen.logout()
    screen.login(world.officer)
    for name, path in {
        "programme": "/programme/",
        "company": f"/programme/company/{place(world).pk}/",
        "listed": "/programme/pursuits/?what=won",
        "home": "/programme/home/",
    }.items():
        _sound(screen, path, f"work-{name}-{language}-{theme}")


def _sound(screen: Screen, path: str, name: str) -> None:
    screen.go(path)
    assert screen.serious() == [], path
    screen.shots(name)
    assert not screen.overflows(), path
