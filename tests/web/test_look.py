"""Every page in a browser: axe finds nothing serious, nothing overflows, in three languages, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.pages import Screen
from tests.web.world import TOKEN, build

from karavel.web.permissions import Role

#: Address to the role that looks at it; None for a stranger. A new page adds its row.
PAGES: dict[str, Role | None] = {
    "/style/": None,
    "/account/login/": None,
    "/account/password/reset/": None,
    f"/invitation/{TOKEN}/": None,
    "/nowhere/": None,
    "/opportunities/": Role.VIEWER,
    "/opportunities/?verdict=open&market=MZ": Role.VIEWER,
    "/organisation/": Role.ADMINISTRATOR,
    "/organisation/audit/": Role.ADMINISTRATOR,
    "/organisation/delete/": Role.ADMINISTRATOR,
    "/organisations/": Role.VIEWER,
    "/settings/": Role.VIEWER,
    "/settings/delete/": Role.VIEWER,
    "/setup/company/": Role.BID_MANAGER,
    "/account/email/": Role.VIEWER,
    "/account/2fa/": Role.VIEWER,
}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("pt", "light"), ("az", "dark")])
def test_every_page_is_sound(screen: Screen, lake: Path, language: str, theme: str) -> None:
    world = build()
    screen.cookie("karavel-theme", theme)
    screen.cookie("karavel-language", language)
    for path, role in PAGES.items():
        screen.logout()
        if role:
            screen.login(world.ours.members[role])
        screen.go(path)
        assert screen.serious() == [], path
        assert screen.page.locator("html").get_attribute("lang") == language
        screen.shots(f"{path.partition('?')[0].strip('/').replace('/', '-')}-{language}-{theme}")
        assert not screen.overflows(), path
    screen.errors[:] = [error for error in screen.errors if "404" not in error]  # /nowhere/ is meant to be


@pytest.mark.django_db(transaction=True)
def test_a_filter_narrows_the_list_without_a_reload(screen: Screen, lake: Path) -> None:
    world = build()
    screen.login(world.ours.members[Role.VIEWER])
    page = screen.go("/opportunities/")
    before = page.evaluate("document.body.dataset.mark = 'same'; document.querySelectorAll('.lot').length")
    assert before == 25
    market = page.locator('input[name="market"]').first
    code = market.get_attribute("value")
    with page.expect_response(lambda response: "market=" in response.url):
        market.check()
    page.wait_for_url(f"**market={code}**")
    assert page.evaluate("document.body.dataset.mark") == "same"
    assert page.get_by_role("button", name="Apply").is_visible()
