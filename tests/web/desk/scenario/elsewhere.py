"""The other path, in Portuguese: an award of another platform, found in its notice, goes on to a contract."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect
from tests.web.desk.calling import buyer
from tests.web.desk.scenario.stage import Stage

from karavel.web.desk.calls.models import Call
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.evaluation import taking
from karavel.web.desk.evaluation.models import Award


def bound(stage: Stage) -> None:
    """A buyer in Portugal that must use a certified platform, and reads Portuguese."""
    place = {"country": "PT", "scheme": "PT-NIF", "identifier": "599999950", "locality": "Porto"}
    rules = {"platform": "Plataforma Exemplo", "unbound_reason": "", "time_zone": "Europe/Lisbon", "languages": ["pt"]}
    buyer(stage.home, name="Câmara de Exemplo", **place, **rules)
    stage.screen.cookie("karavel-language", "pt")


def entered(stage: Stage) -> Award:
    """The officer finds the notice from the desk; what it says of the award stands in the form."""
    notice = next(one for one in taking.search("portal") if one.lots == 1)
    page = stage.turn("officer", "/desk/")
    with page.expect_navigation():
        page.locator('a[href="/desk/awards/find/"]').click()
    stage.fill({"q": notice.id})
    with page.expect_navigation():
        page.locator("main form button").click()
    stage.sound("pt-find")
    with page.expect_navigation():
        page.locator("main tbody a").first.click()
    stage.fill({"platform": "Plataforma Exemplo"})
    stage.sound("pt-enter")
    stage.send("/desk/awards/new/")
    award = Award.everywhere.select_related("call").get()
    assert (award.state, award.call.state, award.notice_id) == ("active", "complete", notice.id)
    assert award.supplier
    stage.told["slug"] = award.call.slug
    return award


def offered(stage: Stage) -> None:
    """From the award to a contract whose text is fixed, in the language of the procedure."""
    stage.turn("officer", f"/desk/calls/{Call.everywhere.get().pk}/evaluation/")
    with stage.page.expect_navigation():
        stage.page.locator('main a[href="/desk/contracts/"]').first.click()
    stage.sound("pt-contracts")
    with stage.page.expect_navigation():
        stage.page.locator('main form[action*="/from-award/"] button').click()
    contract = Contract.everywhere.get()
    due = (timezone.localdate() + timedelta(days=90)).isoformat()
    text = {f"description-{contract.award.call.language}": "Um portal, como no caderno de encargos."}
    stage.fill({**text, "milestones-0-due": due, "buyer_signatory": "Ana Exemplo", "supplier_signatory": "Rui Exemplo"})
    stage.sound("pt-draft")
    with stage.page.expect_navigation():
        stage.page.locator("main form .actions button").click()
    stage.send("/offer/")
    contract.refresh_from_db()
    assert contract.price == contract.award.price
    assert contract.state == "signing", stage.page.locator("main").inner_text()
    expect(stage.page.locator(f'a[href="/desk/contracts/{contract.pk}/contract.pdf"]')).to_be_visible()
    stage.sound("pt-offered")
