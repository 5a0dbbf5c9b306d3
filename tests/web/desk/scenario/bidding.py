"""Bids: one from abroad by its branch, one at home, one withdrawn, one late; then two members open."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect
from tests.web.desk.scenario.stage import FOREIGN, HOME, LATE, SECOND, Stage

from karavel.web.desk.bids.models import Bid, Offer, Submission
from karavel.web.desk.calls.models import Call, CallLot, Requirement


def handed_in(stage: Stage) -> None:
    """Three companies hand in, one of them takes its bid back, a fourth has its page open."""
    _written(stage, "foreign", "210000", route_kind="branch", route_via="AZ")
    stage.sound("06-bid")
    _sealed(stage)
    stage.sound("07-receipt")
    for who, price in (("home", "228000"), ("second", "199000")):
        _written(stage, who, price)
        _sealed(stage)
    stage.page.go_back()
    stage.page.reload()
    stage.page.get_by_text("Withdraw the bid").click()
    stage.press("Withdraw", exact=True)
    states = {str(bid.organisation): bid.state for bid in Bid.everywhere.all()}
    assert states == {FOREIGN: "submitted", HOME: "submitted", SECOND: "withdrawn"}


def _written(stage: Stage, who: str, price: str, **way: str) -> None:
    """Begins a bid from the call's page, uploads a file, fills the form in."""
    page = stage.turn(who, f"/calls/{stage.told['slug']}/")
    stage.press("Bid")
    page.set_input_files("#upload", _plan(stage.folder, who))
    page.locator("[data-files] [data-key]").wait_for()
    lot, requirement = CallLot.everywhere.get(), Requirement.everywhere.get()
    said = {f"price-{lot.pk}": price, f"answer-{requirement.pk}": "Page 3 of the plan.", "true": "on"}
    stage.fill({**said, "email": stage.people[who].email, **way})


def _plan(folder: Path, who: str) -> Path:
    path = folder / f"plan-{who}.pdf"
    path.write_bytes(b"%PDF-1.7\n% the plan of " + who.encode())
    return path


def _sealed(stage: Stage) -> None:
    stage.press("Hand in, sealed")
    expect(stage.page.get_by_role("heading", name="Receipt")).to_be_visible()


def refused_late(stage: Stage) -> None:
    """A bid that was written in time and comes after the deadline is refused with a sentence; nothing is kept."""
    _written(stage, "late", "150000")
    deadline_passes()
    stage.press("Hand in, sealed")
    expect(stage.page.locator("body")).to_contain_text("Refused: bids were due until")
    expect(stage.page.locator("body")).to_contain_text("(Asia/Baku)")
    stage.sound("08-late")
    assert Bid.everywhere.get(organisation__name=LATE).state == "draft"
    assert not Submission.everywhere.filter(bid__organisation__name=LATE).exists()


def deadline_passes() -> None:
    """Nobody waits forty days: the test moves the deadline in the database."""
    Call.everywhere.update(deadline=timezone.now() - timedelta(seconds=1))


def opened(stage: Stage) -> None:
    """One key opens nothing, the administrator gives none; with the second key the bids stand there."""
    path = f"/desk/calls/{stage.told['call']}/opening/"
    assert stage.refused("boss", path) == 403, "an administrator holds no seat"
    for who in ("member", "officer"):
        assert not Offer.everywhere.exists()
        page = stage.turn(who, path)
        page.set_input_files("[name=key]", stage.folder / f"{who}.key")
        stage.press("Open with this key")
    stage.turn("officer", path)
    expect(stage.page.locator("tbody tr")).to_have_count(2)
    stage.sound("09-opening")
    assert [offer.bidder for offer in Offer.everywhere.all()] == [FOREIGN, HOME]
