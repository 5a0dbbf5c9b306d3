"""The contract: drafted from the award, signed by both sides with keys of our own authorities, performed, counted."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Final

from asn1crypto.x509 import Certificate
from django.utils import timezone
from playwright.sync_api import expect
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests.procurement.signing.authorities import PASSPHRASE, Authority
from tests.web.desk.scenario.asking import TITLE
from tests.web.desk.scenario.stage import FOREIGN, Stage

from karavel.web.catalogue.models import CompetentAuthority, PublicService
from karavel.web.desk.contracts.models import Contract, Milestone

_PRICES: Final = {"Prototype with three offices": "60000", "In operation for all of Baku": "150000"}
#: Who signs, with an authority of which country, on which pages.
_SIDES: Final = {"buyer": ("officer", "AZ", "desk/contracts"), "supplier": ("foreign", "PT", "contracts/mine")}


def planned(stage: Stage) -> None:
    """The agency enters the service as planned: nothing is counted yet."""
    stage.turn("officer", "/catalogue/authority/new/")
    stage.fill({"names_en": "Permit Office of Baku", "spatial": "AZ"})
    stage.press("Save", exact=True)
    authority = CompetentAuthority.everywhere.get()
    stage.turn("officer", "/catalogue/new/")
    stage.fill({"titles_en": TITLE, "descriptions_en": "Permits to build, from application to decision."})
    stage.fill({"identifier": "building-permits", "level": "1", "status": "planned", "authority": str(authority.pk)})
    stage.press("Enter")
    assert counted(stage) == ["0", "0"]


def counted(stage: Stage) -> list[str]:
    """The services listed, and those fully online, as everybody reads it."""
    figures: list[str] = stage.public("/services/count/").locator("dl.figures dd").all_inner_texts()
    return figures


def drafted(stage: Stage) -> None:
    """The award's words, price and supplier stand in the draft; two milestones, the last puts the service online."""
    stage.turn("officer", "/desk/contracts/")
    stage.press("Draft the contract")
    stage.fill({"buyer_signatory": "Leyla Məmmədova", "supplier_signatory": "Inês Carvalho"})
    for number, (title, price) in enumerate(_PRICES.items()):
        due = timezone.localdate() + timedelta(days=90 * (number + 1))
        said = {"title-en": title, "price": price, "due": due.isoformat()}
        stage.fill({f"milestones-{number}-{name}": value for name, value in said.items()})
    service = PublicService.everywhere.get()
    stage.fill({"milestones-0-level": "", "milestones-1-service": str(service.pk), "milestones-1-level": "4"})
    stage.press("Save", exact=True)
    stage.press("Fix the text and offer it for signature")
    stage.told["contract"] = Contract.everywhere.get().pk
    assert Contract.everywhere.get().state == "signing"


def signed(stage: Stage, trust: Path) -> None:
    """Both sides sign in the browser; pyHanko finds both signatures whole and trusted, with our authorities alone."""
    roots = [_signs(stage, side, trust) for side in _SIDES]
    contract = Contract.everywhere.get()
    assert contract.state == "active"
    stage.sound("13-signed", at="#signatures")
    with ThreadPoolExecutor(1) as aside:  # pyHanko's loop cannot run in the thread of Playwright's
        aside.submit(_verified, _downloaded(stage), roots).result()


def _signs(stage: Stage, side: str, trust: Path) -> Authority:
    who, country, pages = _SIDES[side]
    authority = Authority.new(country, f"Root of {country}")
    authority.trusted(trust)
    key = stage.folder / f"{side}.p12"
    key.write_bytes(authority.file(stage.people[who].name))
    page = stage.turn(who, f"/{pages}/{stage.told['contract']}/")
    page.get_by_text("Sign here").click()
    page.set_input_files("[name=key]", key)
    stage.fill({"passphrase": PASSPHRASE})
    stage.send("/sign/")
    expect(page.locator("body")).to_contain_text("The signature holds.")
    return authority


def _downloaded(stage: Stage) -> bytes:
    with stage.page.expect_download() as waiting:
        stage.page.get_by_role("link", name="Download the PDF").click()
    path = stage.folder / "contract.pdf"
    waiting.value.save_as(path)
    return path.read_bytes()


def _verified(pdf: bytes, roots: list[Authority]) -> None:
    from_roots = ValidationContext(trust_roots=[Certificate.load(one.der) for one in roots], allow_fetching=False)
    found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    statuses = {one.field_name: validate_pdf_signature(one, from_roots) for one in found}
    assert set(statuses) == {"buyer", "supplier"}
    assert all(status.bottom_line for status in statuses.values())


def performed(stage: Stage) -> None:
    """The supplier delivers, the buyer accepts and notes what it paid; the last milestone puts the service online."""
    for number, price in enumerate(_PRICES.values(), 1):
        _delivered(stage, number)
        if number == len(_PRICES):
            assert counted(stage) == ["0", "0"], "a delivery alone puts nothing online"
        stage.turn("officer", f"/desk/contracts/{stage.told['contract']}/")
        stage.send(f"/milestones/{number}/accept/")
        stage.fill(
            {"paid": timezone.localdate().isoformat(), "price": price, "number": str(number)}, within="#payments"
        )
        stage.send("/pay/")
    stage.press("The contract is fulfilled")
    assert [one.state for one in Milestone.everywhere.order_by("number")] == ["met", "met"]
    stage.sound("14-performed")


def _delivered(stage: Stage, number: int) -> None:
    page = stage.turn("foreign", f"/contracts/mine/{stage.told['contract']}/")
    stage.fill(
        {"text": "It runs at the address below.", "url": "https://permits.example/"}, within=f"#milestone-{number}"
    )
    page.set_input_files(f"#files-{number}", stage.folder / "plan-foreign.pdf")
    stage.send(f"/milestones/{number}/deliver/")


def linked(stage: Stage) -> None:
    """One service more counts; whoever reads follows the links from the contract to it and back."""
    assert counted(stage) == ["1", "1"]
    stage.sound("15-count")
    page = stage.public("/contracts/")
    expect(page.locator("main")).to_contain_text("Portugal")
    _follow(stage, TITLE, "/contracts/")
    stage.sound("16-contract")
    assert FOREIGN in page.content()
    _follow(stage, TITLE, "/services/")
    stage.sound("17-service")
    _follow(stage, f"{Contract.everywhere.get().number}/2", "/contracts/")


def _follow(stage: Stage, name: str, to: str) -> None:
    with stage.page.expect_navigation():
        stage.page.get_by_role("link", name=name).first.click()
    assert to in stage.page.url
