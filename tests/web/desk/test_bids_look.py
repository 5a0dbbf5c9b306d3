"""A bid in a browser: files go up in parts, the form is sealed, the committee opens; axe finds nothing serious."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from tests.web.desk import bids as made
from tests.web.desk.bids import give, passed
from tests.web.pages import Screen
from tests.web.world import build

from karavel.procurement.sealing import CHUNK
from karavel.web import scope
from karavel.web.desk.bids.models import Bid, Offer, SealedFile
from karavel.web.permissions import Role


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("pt", "light"), ("az", "dark")])
def test_a_bid_goes_up_in_parts_is_handed_in_and_opened(
    screen: Screen, tmp_path: Path, language: str, theme: str
) -> None:
    world = build()
    sealed = made.call(world.ours)
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF-1.7" + bytes(2 * CHUNK))
    screen.cookie("karavel-theme", theme)
    screen.cookie("karavel-language", language)
    screen.login(world.others.members[Role.BID_MANAGER])
    bid = Bid(call=sealed.call)
    with scope.within(world.others.organisation):
        bid.save()
    page = screen.go(reverse("bids-one", args=[bid.pk]))
    page.set_input_files("#upload", plan)
    page.locator("[data-files] [data-key]").wait_for()
    assert SealedFile.everywhere.get().digest
    _sound(screen, f"desk-bid-{language}-{theme}")
    with scope.within(world.ours.organisation):
        lot, requirement = sealed.call.lots.first(), sealed.call.requirements.first()
    assert lot
    assert requirement
    page.fill(f"[name=price-{lot.pk}]", "180000")
    page.fill(f"[name=answer-{requirement.pk}]", "Page 3.")
    page.fill("[name=email]", "bids@karvan.example")
    page.check("[name=true]")
    with page.expect_navigation():
        page.locator(f'form[action="{reverse("bids-submit", args=[bid.pk])}"] button').click()
    assert "/receipt/1/" in page.url
    _sound(screen, f"desk-receipt-{language}-{theme}")
    screen.go(reverse("bids"))
    _sound(screen, f"desk-bids-{language}-{theme}")
    screen.go(reverse("bids-one", args=[bid.pk]))
    assert page.locator("[data-name]").first.inner_text() == "plan.pdf", "this browser remembers the name"
    screen.logout()
    passed(sealed)
    screen.login(next(iter(sealed.members.values())))
    screen.go(reverse("desk"))
    assert page.locator("#t-openings").is_visible(), "the desk says that an opening is due"
    _sound(screen, f"desk-home-{language}-{theme}")
    screen.go(reverse("bids-opening", args=[sealed.call.pk]))
    _sound(screen, f"desk-opening-{language}-{theme}")
    key = tmp_path / "key.txt"
    key.write_bytes(sealed.key(0))
    page.set_input_files("[name=key]", key)
    with page.expect_navigation():
        page.locator("main form button").click()
    give(sealed, 1)
    screen.go(reverse("bids-opening", args=[sealed.call.pk]))
    _sound(screen, f"desk-opened-{language}-{theme}")
    assert Offer.everywhere.get().bidder


def _sound(screen: Screen, name: str) -> None:
    assert screen.serious() == [], name
    screen.shots(name)
    assert not screen.overflows(), name
