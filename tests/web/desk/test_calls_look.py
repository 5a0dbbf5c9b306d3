"""The pages of calls in a browser: axe finds nothing serious, nothing overflows, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.desk.calling import draft, published
from tests.web.pages import Screen
from tests.web.world import build

from karavel.web.desk.calls.models import Call
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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_texts_of_one_section_stand_side_by_side(screen: Screen, lake: Path) -> None:
    world = build()
    call, officer = draft(world.ours), world.ours.members[Role.PROCUREMENT]
    screen.login(officer)
    page = screen.go(f"/desk/calls/{call.pk}/edit/")
    Call.everywhere.filter(pk=call.pk).update(description={"en": "What the other officer wrote meanwhile."})
    page.fill("[name=what-description-en]", "What I wrote.")
    with page.expect_navigation():
        page.locator('form[action$="/edit/what/"] button').last.click()
    assert "409" in screen.errors.pop(), "Chromium calls a refusal an error"
    text = page.locator("main").inner_text()
    assert "What the other officer wrote meanwhile." in text
    assert page.locator("[name=what-description-en]").input_value() == "What I wrote."
    assert screen.serious() == []
    screen.shots("calls-meanwhile-en-light")
    assert not screen.overflows()
    with page.expect_navigation():
        page.get_by_role("button", name="Save mine over it").click()
    call.refresh_from_db()
    assert call.description["en"] == "What I wrote."
