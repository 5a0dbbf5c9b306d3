"""The committee judges: advice, admission, points given alone, agreement; then award, letters, standstill."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect
from tests.web.desk.scenario.stage import FOREIGN, HOME, Stage

from karavel.web.desk.bids.models import Bid, Offer, OfferLot
from karavel.web.desk.calls.models import Call, CallLot, Criterion, Requirement
from karavel.web.desk.evaluation.models import Admission, Award, AwardLetter

#: Points for quality by who gives them, to whom.
_POINTS: Final = {"officer": {FOREIGN: "88", HOME: "70"}, "member": {FOREIGN: "84", HOME: "76"}}
_AGREED: Final = {FOREIGN: "86", HOME: "73"}
_WHY: Final = "Case workers see each step; the prototype was tried."


def _evaluation(stage: Stage) -> str:
    return f"/desk/calls/{stage.told['call']}/evaluation/"


def admitted(stage: Stage) -> None:
    """Each member says that no bidder is theirs; the engine advises on who may bid; the committee decides."""
    for who in ("member", "officer"):
        stage.turn(who, _evaluation(stage))
        stage.press("I have no interest in any bidder")
    stage.turn("officer", f"/desk/calls/{stage.told['call']}/opening/")
    with stage.page.expect_navigation():
        stage.page.get_by_role("link", name="Evaluation").first.click()
    stage.press("Ask for advice on all bids")
    advice = {row.offer.bidder: row for row in Admission.everywhere.select_related("offer")}
    assert all(row.verdict and row.reasons for row in advice.values())
    stage.sound("10-advice", at="#bids")
    for offer in Offer.everywhere.all():
        _decided(stage, offer)
    assert Admission.everywhere.filter(admitted=True).count() == len(_AGREED)


def _decided(stage: Stage, offer: Offer) -> None:
    requirement, price = Requirement.everywhere.get(), OfferLot.everywhere.get(offer=offer)
    stage.fill({f"checks{offer.pk}-result-{requirement.pk}": "met"})
    stage.send(f"/offers/{offer.pk}/checks/")
    stage.fill({f"a{price.pk}-admitted": "yes", f"a{price.pk}-reason": "It may bid and shows what is asked."})
    stage.send(f"/offers/{offer.pk}/admission/{price.lot_id}/")


def scored(stage: Stage) -> None:
    """Each member gives points alone; once both handed in, they agree."""
    lot, quality = CallLot.everywhere.get(), Criterion.everywhere.get(kind="quality")
    for who, points in _POINTS.items():
        page = stage.turn(who, f"{_evaluation(stage)}lots/{lot.pk}/scores/")
        assert "76" not in page.locator("main").inner_text(), "nobody sees the points of others"
        for offer in Offer.everywhere.all():
            key = f"s{offer.pk}-{quality.pk}"
            stage.fill({f"{key}-points": points[offer.bidder], f"{key}-reason": _WHY})
        stage.press("Hand in for good")
    stage.turn("officer", f"{_evaluation(stage)}lots/{lot.pk}/")
    for offer in Offer.everywhere.all():
        key = f"c{offer.pk}-{quality.pk}"
        stage.fill({f"{key}-points": _AGREED[offer.bidder], f"{key}-reason": _WHY})
        stage.send(f"/agreement/{offer.pk}/{quality.pk}/")
    stage.turn("officer", f"{_evaluation(stage)}lots/{lot.pk}/")
    stage.sound("11-ranking", at="#ranking")


def awarded(stage: Stage) -> None:
    """The first of the ranking wins; each bidder gets a letter by mail and on its page; who withdrew gets none."""
    stage.turn("officer", _evaluation(stage))
    stage.press("Conclude the evaluation")
    stage.fill({f"l{CallLot.everywhere.get().pk}-reasons": "Better in quality, and lower in price."})
    stage.press("Propose the award")
    with stage.page.expect_navigation():
        stage.page.get_by_role("link", name="Tell the bidders").click()
    stage.press("Tell all bidders now")
    award = Award.everywhere.get()
    assert (award.supplier, award.supplier_country, award.state) == (FOREIGN, "PT", "told")
    assert AwardLetter.everywhere.exclude(sent=None).count() == len(_AGREED)
    written = {to for letter in mail.outbox for to in letter.to}
    assert written >= {stage.people["foreign"].email, stage.people["home"].email}
    assert stage.people["second"].email not in written
    _told(stage)


def _told(stage: Stage) -> None:
    bid = Bid.everywhere.get(organisation__name=HOME)
    page = stage.turn("home", f"/bids/{bid.pk}/")
    with page.expect_navigation():
        page.get_by_role("link", name="Decision").click()
    expect(page.locator("pre.letter")).to_contain_text(FOREIGN)
    stage.sound("12-letter")


def stood(stage: Stage) -> None:
    """Before the end of the standstill the award does not stand; the test moves that day in the database."""
    stage.turn("officer", _evaluation(stage))
    expect(stage.page.locator("main")).to_contain_text("standstill up to and with")
    expect(stage.page.get_by_role("button", name="The standstill is over")).to_have_count(0)
    Award.everywhere.update(standstill_until=timezone.localdate() - timedelta(days=1))
    stage.turn("officer", _evaluation(stage))
    stage.press("The standstill is over")
    assert (Award.everywhere.get().state, Call.everywhere.get().state) == ("active", "complete")
