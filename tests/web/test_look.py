"""Every page in a browser: axe finds nothing serious, nothing overflows, in three languages, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.web.pages import WIDTHS, Screen
from tests.web.world import TOKEN, build

from karavel.web.permissions import Role

#: Address to the role that looks at it; None for a stranger. A new page adds its row.
PAGES: dict[str, Role | None] = {
    "/": None,
    "/style/": None,
    "/account/login/": None,
    "/account/password/reset/": None,
    f"/invitation/{TOKEN}/": None,
    "/nowhere/": None,
    "/today/": Role.BID_MANAGER,
    "/opportunities/": Role.BID_MANAGER,
    "/opportunities/?verdict=open&market=MZ": Role.VIEWER,
    "/searches/": Role.BID_MANAGER,
    "/routes/": Role.VIEWER,
    "/buyers/": Role.VIEWER,
    "/suppliers/?q=software": Role.VIEWER,
    "/organisation/": Role.ADMINISTRATOR,
    "/organisation/audit/": Role.ADMINISTRATOR,
    "/organisation/delete/": Role.ADMINISTRATOR,
    "/organisations/": Role.VIEWER,
    "/settings/": Role.VIEWER,
    "/settings/delete/": Role.VIEWER,
    "/settings/tokens/": Role.BID_MANAGER,
    "/setup/company/": Role.BID_MANAGER,
    "/account/email/": Role.VIEWER,
    "/account/2fa/": Role.VIEWER,
    "/services/": None,
    "/services/count/": None,
    "/services/changes/": None,
    "/catalogue/": Role.OFFICER,
    "/catalogue/import/": Role.OFFICER,
    "/catalogue/authority/new/": Role.OFFICER,
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
        screen.shots(f"{path.partition('?')[0].strip('/').replace('/', '-') or 'front'}-{language}-{theme}")
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
    assert page.locator(f"#market-{code}").evaluate("field => field === document.activeElement")
    page.get_by_role("link", name="Take away:").click()
    page.wait_for_url(lambda url: "market=" not in url)
    assert page.evaluate("document.body.dataset.mark") == "same"


def _place(page: Page, button: str) -> int:
    """Where the lot of a button stands in the list."""
    rows = page.locator("[data-row]")
    return next(place for place in range(1, 26) if rows.nth(place - 1).locator(f"#{button}").count())


@pytest.mark.django_db(transaction=True)
def test_thumbs_by_key_change_the_rank_in_place(screen: Screen, lake: Path) -> None:
    world = build()
    screen.login(world.ours.members[Role.BID_MANAGER])
    page = screen.go("/opportunities/")
    titles = page.locator(".lot-title")
    before = titles.all_inner_texts()
    for _ in range(9):
        page.keyboard.press("j")
    liked = page.evaluate("document.activeElement.closest('[data-row]').querySelector('.mark').id")
    page.evaluate("document.body.dataset.mark = 'same'")
    stood = _place(page, liked)
    page.keyboard.press("u")
    expect(page.locator(f"#{liked}")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".lot-why strong").first).to_contain_text("You liked 1 lot like this")
    assert _place(page, liked) < stood
    expect(page.locator(".toast")).to_contain_text(
        f"More like this. The lot moved from place {stood} to {_place(page, liked)}."
    )
    assert page.evaluate("document.body.dataset.mark") == "same"
    assert titles.all_inner_texts() != before
    assert screen.serious() == []
    page.locator(f"#{liked}").click()
    expect(page.locator(f"#{liked}")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".lot-why strong")).to_have_count(0)
    assert titles.all_inner_texts() == before
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("portal")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=portal**")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_focus_is_never_under_the_navigation_or_the_save_bar_on_a_phone(screen: Screen, lake: Path) -> None:
    world = build()
    assert world.ours.profile
    screen.login(world.ours.members[Role.BID_MANAGER])
    for path in ("/opportunities/", f"/profiles/{world.ours.profile.pk}/"):
        page = screen.go(path)
        page.set_viewport_size({"width": WIDTHS["phone"], "height": 700})
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
        page.keyboard.press("Enter")
        for _ in range(40):
            page.keyboard.press("Tab")
            assert screen.covered() == "", path


@pytest.mark.django_db(transaction=True)
def test_a_lot_is_hidden_by_a_key_and_brought_back_by_the_toast(screen: Screen, lake: Path) -> None:
    world = build()
    screen.login(world.ours.members[Role.BID_MANAGER])
    page = screen.go("/opportunities/")
    titles = page.locator(".lot-title")
    before = titles.all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(titles.first).to_have_text(before[1])
    expect(page.locator(".lot").first.locator("a:focus")).to_have_count(1)
    expect(page.get_by_role("link", name="1 hidden: show")).to_be_visible()
    assert screen.serious() == []
    page.get_by_role("button", name="Undo").click()
    expect(titles.first).to_have_text(before[0])
    assert titles.all_inner_texts() == before


@pytest.mark.django_db(transaction=True)
def test_the_tree_of_subjects_opens_by_the_keyboard_and_buyers_are_found_as_one_types(
    screen: Screen, lake: Path
) -> None:
    world = build()
    screen.login(world.ours.members[Role.VIEWER])
    page = screen.go("/opportunities/")
    page.locator("#below-72 > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#below-72 .branches label").first).to_be_visible()
    assert screen.serious() == []
    narrower = page.locator("#below-72 .branches input").first
    digits = narrower.get_attribute("value")
    narrower.check()
    page.wait_for_url(f"**cpv={digits}**")
    expect(page.locator(f"#cpv-{digits}")).to_be_checked()
    name = page.locator("#buyers input").first.get_attribute("value") or ""
    page.locator("#who").fill(name.partition(":")[2][:6])
    expect(page.locator("#buyers label").first).to_contain_text(name.partition(":")[2])
    page.locator("#buyers input").first.check()
    page.wait_for_url("**buyer=**")
    screen.shots("opportunities-narrowed")
    assert not screen.overflows()
