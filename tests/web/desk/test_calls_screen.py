"""A call in a browser: from a title to a public page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.web.desk.calling import buyer, draft
from tests.web.pages import Screen
from tests.web.world import build

from karavel.procurement import sealing
from karavel.web import scope
from karavel.web.desk.calls.models import Call
from karavel.web.permissions import Role


@pytest.mark.django_db(transaction=True)
def test_a_call_is_drafted_checked_and_published(screen: Screen, lake: Path, tmp_path: Path) -> None:
    """The timetable is told while it is written; a key is made, saved and fits; the call is public."""
    world = build()
    buyer(world.ours)
    call = draft(world.ours)
    member = world.ours.members[Role.PROCUREMENT]
    with scope.within(world.ours.organisation):
        call.seats.filter(user=member).update(recipient="")
    screen.login(member)
    page = screen.go(f"/desk/calls/{call.pk}/edit/")
    expect(page.get_by_role("button", name="Publish the call")).to_be_disabled()
    soon = timezone.now() + timedelta(days=10)
    page.get_by_label("Bids until").fill(soon.strftime("%Y-%m-%dT12:00"))
    with page.expect_response(lambda response: response.url.endswith("/check/")):
        page.get_by_label("Rules for periods").select_option("EU")
    expect(page.locator("#findings")).to_contain_text("Too short by")
    expect(page.locator("#findings")).to_contain_text("Questions end after bids")
    assert screen.serious() == []
    page.get_by_role("link", name="Your seat: key and declaration").click()
    page.get_by_role("button", name="Make my key").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Save the key as a file").click()
    waiting.value.save_as(tmp_path / "key")
    identity = sealing.read_identity((tmp_path / "key").read_bytes())
    with scope.within(world.ours.organisation):
        assert call.seats.get(user=member).recipient == identity.recipient
    page = screen.go(f"/desk/calls/{call.pk}/edit/")
    page.get_by_role("button", name="Publish the call").click()
    page.get_by_role("link", name="Public page").click()
    expect(page.get_by_role("heading", name="Portal for permits", level=1)).to_be_visible()
    assert Call.everywhere.get(pk=call.pk).state == "active"
