"""Without a mouse: a bid is handed in, points are given, a contract is signed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.procurement.signing.authorities import PASSPHRASE
from tests.web.desk import bids as made
from tests.web.desk import contracting
from tests.web.desk.evaluation import Judged
from tests.web.pages import Screen
from tests.web.world import World, build

from karavel.web import scope
from karavel.web.desk.bids.models import Bid
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.evaluation.models import Score
from karavel.web.permissions import Role


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_bid_is_handed_in_by_the_keyboard(screen: Screen) -> None:
    world = build()
    sealed = made.call(world.ours)
    with scope.within(world.others.organisation):
        bid = Bid(call=sealed.call)
        bid.save()
    screen.login(world.others.members[Role.BID_MANAGER])
    page = screen.go(reverse("bids-one", args=[bid.pk]))
    with scope.within(world.ours.organisation):
        lot, requirement = sealed.call.lots.all()[0], sealed.call.requirements.all()[0]
    for field, text in (
        (f"price-{lot.pk}", "180000"),
        (f"answer-{requirement.pk}", "Page 3."),
        ("email", "bids@karvan.example"),
    ):
        screen.reach(f"[name={field}]")
        page.keyboard.type(text)
    screen.reach("[name=true]")
    page.keyboard.press("Space")
    screen.reach("main form button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/receipt/1/" in page.url


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_points_are_given_by_the_keyboard(screen: Screen) -> None:
    judged = Judged(build(), ("100000", ""), ("125000", ""))
    judged.admit_all()
    screen.login(next(iter(judged.sealed.members.values())))
    page = screen.go(judged.url("scores", judged.lots[0].pk))
    for points in ("90", "60"):
        screen.reach("[name$=-points]")
        page.keyboard.type(points)
        screen.reach("main textarea")
        page.keyboard.type("A sound plan.")
    screen.reach("[value=hand-in]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert sorted(int(row.points) for row in Score.everywhere.exclude(handed_in=None)) == [60, 90]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_contract_is_signed_by_the_keyboard(screen: Screen, settings: Any, tmp_path: Path) -> None:
    settings.TRUST, settings.DATA = contracting.trust(tmp_path / "trust"), tmp_path / "data"
    world: World = build()
    contract = contracting.offered(world.ours, world.others.organisation)
    key = tmp_path / "key.p12"
    key.write_bytes(contracting.BUYERS)
    screen.login(world.ours.members[Role.PROCUREMENT])
    page = screen.go(reverse("contracts-one", args=[contract.pk]))
    screen.reach("details:has([name=key]) > summary")
    page.keyboard.press("Enter")
    screen.reach("[name=key]")
    page.set_input_files("[name=key]", key)  # the system's own window chooses the file
    screen.reach("[name=passphrase]")
    page.keyboard.type(PASSPHRASE)
    screen.reach("main form button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#signatures")).to_contain_text("held on arrival")
    assert [row.side for row in _signatures(contract)] == ["buyer"]


def _signatures(contract: Contract) -> list[Any]:
    with scope.within(contract.organisation_id):
        return list(contract.signatures.all())
