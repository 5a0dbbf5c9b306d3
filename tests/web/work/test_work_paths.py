"""The main paths in a browser: from a card to a bid, from a mail to the page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect
from tests.web.pages import Screen
from tests.web.work.desk import desk
from tests.web.work.samples import company, pursuit
from tests.web.world import build

from karavel.web.alerts import sending
from karavel.web.permissions import Role
from karavel.web.workspace.models import SavedSearch


@pytest.mark.django_db(transaction=True)
def test_a_pursuit_is_decided_moved_by_keys_and_dragged(screen: Screen, lake: Path) -> None:
    world = desk()
    screen.login(world.ours.members[Role.BID_MANAGER])
    page = screen.go(f"/pursuits/{pursuit(world.ours).pk}/")
    page.get_by_label("Go", exact=True).check()
    page.get_by_label("Reasons").fill("We have done the like twice.")
    page.get_by_role("button", name="Keep the decision").click()
    page.get_by_role("button", name="Make the checklist").click()
    assert page.locator("#checklist .ticks li").count() > 2
    page = screen.go("/pursuits/")
    card = page.locator("[data-card=qualifying]").first
    card.locator("select").select_option("bidding")
    card.locator("form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast-success")
    assert page.locator("[data-column=bidding] .pursuit").count() == 2
    page.locator("[data-card=watching]").first.drag_to(page.locator("[data-column=qualifying] h2"))
    expect(page.locator("[data-column=qualifying] .pursuit")).to_have_count(2)  # wait_for_function would need eval
    assert screen.serious() == []


@pytest.mark.django_db(transaction=True)
def test_a_mistake_is_told_beside_its_field_while_it_is_written(screen: Screen, lake: Path) -> None:
    world = build()
    screen.login(world.ours.members[Role.BID_MANAGER])
    page = screen.go(f"/profiles/{company(world.ours).pk}/")
    page.get_by_label("Share, per cent").fill("130")
    page.locator("#e-owners-0-share p").wait_for()
    page.get_by_label("Share, per cent").fill("100")
    page.locator("#e-owners-0-share p").wait_for(state="detached")
    page.locator("#check .notice-good").wait_for()
    page.locator("button[name=add][value=owners]").click()
    assert page.get_by_label("Share, per cent").count() == 2
    page.locator(".editor-save button").click()
    page.wait_for_url("**/profiles/")
    page.wait_for_selector(".toast-success")


@pytest.mark.django_db(transaction=True)
def test_from_an_alert_in_the_inbox_to_the_page(
    screen: Screen, lake: Path, live_server: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = build()
    assert world.ours.search
    old = timezone.now() - timedelta(days=60)
    SavedSearch.everywhere.filter(pk=world.ours.search.pk).update(query={}, frequency="daily", created=old)
    monkeypatch.setenv("KARAVEL_URL", str(live_server))
    sending.send_due()
    (message,) = mail.outbox
    link = next(line for line in str(message.body).splitlines() if "/opportunities/" in line).rpartition(" ")[2]
    screen.login(world.ours.members[Role.BID_MANAGER])
    screen.page.goto(link)
    assert screen.page.locator(".lot").count() > 0
    out = str(message.extra_headers["List-Unsubscribe"]).strip("<>")
    screen.logout()
    screen.page.goto(out)
    assert screen.serious() == []
    screen.page.get_by_role("button", name="Stop these mails").click()
    assert screen.page.get_by_text("No more of these mails will come.").is_visible()
