"""The other path, in Portuguese: an award of another platform, found in its notice, comes to a service that counts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect
from tests.procurement.signing.authorities import PASSPHRASE, Authority
from tests.web.desk.calling import buyer
from tests.web.desk.scenario.contracting import counted
from tests.web.desk.scenario.stage import Stage

from karavel.procurement import signing
from karavel.web import scope
from karavel.web.catalogue.models import CompetentAuthority, PublicService
from karavel.web.desk.calls.models import Call
from karavel.web.desk.contracts import keeping
from karavel.web.desk.contracts.models import Contract, Milestone
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
    stage.fill({"platform": "Plataforma Exemplo", "ours": "on"})
    stage.sound("pt-enter")
    stage.send("/desk/awards/new/")
    award = Award.everywhere.select_related("call").get()
    assert (award.state, award.call.state, award.notice_id) == ("active", "complete", notice.id)
    assert award.supplier
    stage.told["slug"] = award.call.slug
    return award


def planned(stage: Stage) -> None:
    """The buyer's own service is planned: nothing is counted yet."""
    stage.turn("officer", "/catalogue/authority/new/")
    stage.fill({"names_pt": "Balcão de Licenças", "spatial": "PT"})
    _save(stage)
    stage.turn("officer", "/catalogue/new/")
    stage.fill({"titles_pt": "Licenças em linha", "descriptions_pt": "Licenças, do pedido à decisão."})
    authority = CompetentAuthority.everywhere.get()
    stage.fill({"identifier": "licencas", "level": "1", "status": "planned", "authority": str(authority.pk)})
    _save(stage)
    assert counted(stage) == ["0", "0"]


def _save(stage: Stage) -> None:
    with stage.page.expect_navigation():
        stage.page.locator("main form .actions button").last.click()


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
    stage.fill({"milestones-0-service": str(PublicService.everywhere.get().pk), "milestones-0-level": "4"})
    stage.sound("pt-draft")
    _save(stage)
    stage.send("/offer/")
    contract.refresh_from_db()
    assert contract.price == contract.award.price
    assert contract.state == "signing", stage.page.locator("main").inner_text()
    expect(stage.page.locator(f'a[href="/desk/contracts/{contract.pk}/contract.pdf"]')).to_be_visible()
    stage.sound("pt-offered")


def signed(stage: Stage, trust: Path) -> None:
    """The supplier has no account: it signs elsewhere, the officer uploads what it sent, and signs in the browser."""
    authority = Authority.new("PT", "Root of PT")
    authority.trusted(trust)
    contract = Contract.everywhere.get()
    with scope.within(contract.organisation_id):
        sent = keeping.original(contract)
    key = signing.read_key(authority.file("Rui Exemplo", organisation=contract.supplier), PASSPHRASE, timezone.now())
    path = stage.folder / "from-supplier.pdf"
    path.write_bytes(signing.sign(sent, signing.SUPPLIER, key))
    page = stage.turn("officer", f"/desk/contracts/{contract.pk}/")
    page.set_input_files("[name=file]", path)
    stage.send("/upload/")
    own = stage.folder / "ana.p12"
    own.write_bytes(authority.file("Ana Exemplo"))
    stage.page.set_input_files("[name=key]", own)
    stage.fill({"passphrase": PASSPHRASE})
    stage.send("/sign/")
    contract.refresh_from_db()
    assert contract.state == "active", stage.page.locator("#signatures").inner_text()
    expect(stage.page.locator("#signatures")).to_contain_text("Rui Exemplo")
    stage.sound("pt-signed", at="#signatures")


def performed(stage: Stage) -> None:
    """The officer notes what came and accepts it: the service is online, and counts."""
    contract = Contract.everywhere.get()
    stage.turn("officer", f"/desk/contracts/{contract.pk}/")
    stage.fill({"text": "O portal está em https://licencas.example/."}, within="#milestone-1")
    stage.send("/milestones/1/deliver/")
    assert counted(stage) == ["0", "0"], "a delivery alone puts nothing online"
    stage.turn("officer", f"/desk/contracts/{contract.pk}/")
    stage.send("/milestones/1/accept/")
    assert Milestone.everywhere.get().state == "met"
    assert counted(stage) == ["1", "1"]
    stage.public(f"/contracts/{contract.slug}/")
    expect(stage.page.locator("main")).to_contain_text("Licenças em linha")
    stage.sound("pt-public")
