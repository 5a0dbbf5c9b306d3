"""The pages of calls in a browser: axe finds nothing serious, nothing overflows, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.desk.calling import draft, published
from tests.web.pages import Screen
from tests.web.world import build

from karavel.web.permissions import Role


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("pt", "light"), ("az", "dark")])
def test_every_page_of_calls_is_sound(screen: Screen, lake: Path, language: str, theme: str) -> None:
    world = build()
    call = published(world.ours, regime="EU")
    sketch = draft(world.ours, regime="PT", eligibility={})
    screen.cookie("karavel-theme", theme)
    screen.cookie("karavel-language", language)
    pages = {
        "home": "/desk/",
        "buyer": "/desk/buyer/",
        "new": "/desk/calls/new/",
        "edit": f"/desk/calls/{sketch.pk}/edit/",
        "foreign": f"/desk/calls/{sketch.pk}/foreign/?country=PT",
        "key": f"/desk/calls/{sketch.pk}/key/",
        "export": f"/desk/calls/{sketch.pk}/export/",
        "call": f"/desk/calls/{call.pk}/",
        "amend": f"/desk/calls/{call.pk}/amend/",
    }
    screen.login(world.ours.members[Role.PROCUREMENT])
    for name, path in pages.items():
        _sound(screen, path, f"calls-{name}-{language}-{theme}")
    screen.logout()
    for name, path in {"list": "/calls/", "public": f"/calls/{call.slug}/"}.items():
        _sound(screen, path, f"calls-{name}-{language}-{theme}")


def _sound(screen: Screen, path: str, name: str) -> None:
    screen.go(path)
    assert screen.serious() == [], path
    screen.shots(name)
    assert not screen.overflows(), path
