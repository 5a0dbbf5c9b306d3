"""From an award to a signed contract to an e-service that counts, through the pages of both sides."""

from __future__ import annotations

import gzip
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.procurement.signing import contracts as text
from tests.procurement.signing.authorities import PASSPHRASE
from tests.web.desk import contracting as made
from tests.web.desk.calling import buyer, request_of
from tests.web.world import World

from karavel.procurement import signing
from karavel.procurement.releases import compiled
from karavel.web import scope
from karavel.web.accounts.models import AuditEntry
from karavel.web.catalogue.models import PublicService, ServiceChange
from karavel.web.desk.calls.models import Call, CallVersion
from karavel.web.desk.contracts.models import Amendment, Contract, Milestone
from karavel.web.desk.evaluation import elsewhere
from karavel.web.desk.evaluation.elsewhere import Ran, Won
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.needs.models import Need
from karavel.web.permissions import Role


@pytest.fixture(autouse=True)
def _trusting(settings: Any, tmp_path: Path) -> None:
    settings.TRUST = made.trust(tmp_path / "trust")
    settings.DATA = tmp_path / "data"


@pytest.fixture
def officer(world: World) -> Client:
    return made.of(world.ours, Role.PROCUREMENT)


@pytest.fixture
def seller(world: World) -> Client:
    return made.of(world.others, Role.BID_MANAGER)


def milestone(contract: Contract, number: int) -> Milestone:
    return Milestone.everywhere.get(contract=contract, number=number)


def post(browser: Client, name: str, *parts: Any, **sent: Any) -> Any:
    return browser.post(reverse(f"contracts-{name}", args=parts), sent)


def test_an_award_becomes_one_draft_however_often_it_is_asked_for(world: World, officer: Client) -> None:
    award = made.award(world.ours, world.others.organisation)
    assert "Draft the contract" in officer.get("/desk/contracts/").content.decode()
    for _ in range(2):
        answer = post(officer, "from-award", award.pk)
        assert answer.status_code == 302
    contract = Contract.everywhere.get()
    assert (contract.price, contract.supplier_country, contract.governing_law) == (Decimal(120_000), "PT", "AZ")
    assert contract.foreign
    assert made.of(world.others, Role.BID_MANAGER).get(f"/contracts/mine/{contract.pk}/").status_code == 404


def test_the_service_that_the_need_names_stands_in_the_draft(world: World, officer: Client) -> None:
    award, service = made.award(world.ours, world.others.organisation), made.service(world.ours)
    with scope.within(world.ours.organisation):
        need = Need(title="Permits", text="Raise it.", level=5, service_uri=f"https://a.example/services/{service.key}")
        need.save()
    Call.everywhere.update(need=need)
    post(officer, "from-award", award.pk)
    row = Milestone.everywhere.get()
    assert (row.service, row.level) == (service, 5)


def test_the_draft_is_written_on_one_form_with_its_milestones(world: World, officer: Client) -> None:
    contract = made.contract(world.ours, world.others.organisation)
    service = PublicService.everywhere.get()
    sent = {
        "number": "2026/17",
        "title-en": "Portal of permits",
        "description-en": "Build it and run it.",
        "price": "100",
        "price_currency": "EUR",
        "governing_law": "PT",
        "languages": ["pt", "en"],
        "milestones-TOTAL_FORMS": "3",
        "milestones-INITIAL_FORMS": "2",
        "milestones-0-title-en": "Design",
        "milestones-0-DELETE": "on",
        "milestones-1-title-en": "Acceptance",
        "milestones-1-due": "2027-05-01",
        "milestones-1-price": "40",
        "milestones-2-title-en": "Second year",
        "milestones-2-due": "2028-05-01",
        "milestones-2-price": "60",
        "milestones-2-service": service.pk,
        "milestones-2-level": "5",
    }
    assert officer.post(f"/desk/contracts/{contract.pk}/edit/", sent).status_code == 302
    contract.refresh_from_db()
    assert (contract.number, contract.languages, contract.governing_law) == ("2026/17", ["en", "pt"], "PT")
    rows = Milestone.everywhere.filter(contract=contract).order_by("number")
    assert [(row.number, row.title["en"], row.service, row.level) for row in rows] == [
        (1, "Acceptance", None, None),
        (2, "Second year", service, 5),
    ]
    assert officer.post(f"/desk/contracts/{contract.pk}/edit/", sent | {"title-en": ""}).status_code == 422


def test_what_the_draft_lacks_is_told_at_once_and_nothing_is_fixed(world: World, officer: Client) -> None:
    contract = made.contract(world.ours, None, price=1)
    Milestone.everywhere.filter(contract=contract, number=1).update(due=None)
    answer = post(officer, "offer", contract.pk)
    assert answer.status_code == 422
    assert "by when it is due" in answer.content.decode()
    Milestone.everywhere.filter(contract=contract, number=1).update(due=timezone.localdate())
    answer = post(officer, "offer", contract.pk)
    assert "do not add up to the price" in answer.content.decode()
    contract.refresh_from_db()
    assert (contract.state, contract.pdf_sha256) == ("pending", "")


def test_the_text_is_revised_only_while_nobody_has_signed(world: World, officer: Client, seller: Client) -> None:
    contract = made.offered(world.ours, world.others.organisation)
    assert post(officer, "edit", contract.pk).status_code == 409
    assert post(officer, "revise", contract.pk).status_code == 302
    assert post(officer, "offer", contract.pk).status_code == 302
    assert made.sign(seller, "contracts-mine-sign", contract.pk, made.SUPPLIERS).status_code == 302
    assert post(officer, "revise", contract.pk).status_code == 409


def test_both_sides_sign_and_the_contract_is_public_as_a_release(world: World, officer: Client, seller: Client) -> None:
    contract = made.offered(world.ours, world.others.organisation)
    assert made.sign(officer, "contracts-sign", contract.pk, made.BUYERS).status_code == 302
    assert Client().get(f"/contracts/{contract.slug}/").status_code == 404
    assert made.sign(seller, "contracts-mine-sign", contract.pk, made.SUPPLIERS).status_code == 302
    contract.refresh_from_db()
    assert contract.state == "active"
    assert contract.signed
    page = Client(headers={"accept-language": "en"}).get(f"/contracts/{contract.slug}/").content.decode()
    assert contract.signed_sha256 in page
    assert "both signatures held" in page
    assert "Conceição" not in page
    assert "Gülnar" not in page
    release = CallVersion.everywhere.get(stage="contract").release
    assert release["contracts"][0]["value"] == {"amount": 120_000, "currency": "EUR"}
    assert release["contracts"][0]["status"] == "active"
    assert "Conceição" not in str(release)
    for log in (world.ours, world.others):
        assert AuditEntry.everywhere.filter(organisation=log.organisation, action="contract.signed").exists()


def test_a_delivery_is_accepted_and_its_service_goes_online_in_one_chain(
    world: World, officer: Client, seller: Client
) -> None:
    contract = made.in_force(world.ours, world.others)
    service = PublicService.everywhere.get()
    before = Client().get("/services/count.csv").content
    deliver(seller, contract, 2)
    assert PublicService.everywhere.get().state == "planned"
    answer = post(officer, "accept", contract.pk, 2)
    assert answer.status_code == 302
    service.refresh_from_db()
    assert (service.state, service.level) == ("active", 4)
    change = ServiceChange.everywhere.get(service=service, cause="contract")
    assert change.reference == f"{contract.number}/2"
    assert milestone(contract, 2).change == change
    told = f'<a href="/contracts/{contract.slug}/">{contract.number}/2</a>'
    assert told in Client().get(f"/services/{service.key}").content.decode()
    assert told in Client().get("/services/changes/").content.decode()
    assert f"/services/{service.key}" in Client().get(f"/contracts/{contract.slug}/").content.decode()
    assert Client().get("/services/count.csv").content != before


def deliver(browser: Client, contract: Contract, number: int) -> None:
    file = SimpleUploadedFile("report.pdf", b"%PDF-1.7 a report")
    answer = post(
        browser, "mine-deliver", contract.pk, number, text="It runs.", url="https://a.example/", attachments=[file]
    )
    assert answer.status_code == 302, answer.content.decode()


def test_a_second_click_on_accept_changes_and_counts_nothing(world: World, officer: Client, seller: Client) -> None:
    contract = made.in_force(world.ours, world.others)
    deliver(seller, contract, 2)
    assert post(officer, "accept", contract.pk, 2).status_code == 302
    assert post(officer, "accept", contract.pk, 2).status_code == 409
    assert ServiceChange.everywhere.filter(cause="contract").count() == 1
    assert CallVersion.everywhere.filter(stage__startswith="implementation").count() == 1


def test_an_acceptance_that_the_catalogue_does_not_take_is_no_acceptance(
    world: World, officer: Client, seller: Client
) -> None:
    contract = made.in_force(world.ours, world.others)
    deliver(seller, contract, 2)
    PublicService.everywhere.update(state="withdrawn")
    assert post(officer, "accept", contract.pk, 2).status_code == 409
    assert milestone(contract, 2).state == "delivered"
    assert not CallVersion.everywhere.filter(stage="implementation").exists()


def test_a_service_that_stands_higher_is_never_lowered(world: World, officer: Client, seller: Client) -> None:
    contract = made.in_force(world.ours, world.others)
    PublicService.everywhere.update(level=5, state="active")
    deliver(seller, contract, 2)
    post(officer, "accept", contract.pk, 2)
    assert PublicService.everywhere.get().level == 5
    assert not ServiceChange.everywhere.filter(cause="contract").exists()
    assert milestone(contract, 2).state == "met"


def test_what_is_rejected_comes_with_a_reason_and_may_come_again(world: World, officer: Client, seller: Client) -> None:
    contract = made.in_force(world.ours, world.others)
    assert post(officer, "accept", contract.pk, 1).status_code == 409
    deliver(seller, contract, 1)
    assert post(officer, "reject", contract.pk, 1).status_code == 422
    assert post(officer, "reject", contract.pk, 1, reason="It does not start.").status_code == 302
    assert "It does not start." in seller.get(f"/contracts/mine/{contract.pk}/").content.decode()
    deliver(seller, contract, 1)
    assert post(officer, "accept", contract.pk, 1).status_code == 302
    assert post(officer, "finish", contract.pk).status_code == 409


def test_files_of_a_delivery_go_to_both_sides_and_to_nobody_else(world: World, officer: Client, seller: Client) -> None:
    contract = made.in_force(world.ours, world.others)
    deliver(seller, contract, 1)
    row = milestone(contract, 1).pk
    with scope.within(world.ours.organisation):
        row = milestone(contract, 1).deliveries.get().pk
    for browser, place in ((officer, "/desk/contracts"), (seller, "/contracts/mine")):
        answer = browser.get(f"{place}/{contract.pk}/deliveries/{row}/0/")
        assert b"".join(answer) == b"%PDF-1.7 a report"
        assert browser.get(f"{place}/{contract.pk}/deliveries/{row}/1/").status_code == 404
    assert officer.get(f"/contracts/mine/{contract.pk}/deliveries/{row}/0/").status_code == 404
    refused = SimpleUploadedFile("report.exe", b"MZ")
    assert post(seller, "mine-deliver", contract.pk, 2, text="x", attachments=[refused]).status_code == 422


def test_an_amendment_is_numbered_told_and_published_with_what_changed(
    world: World, officer: Client, seller: Client
) -> None:
    contract = made.in_force(world.ours, world.others)
    amended = _amendment()
    sent = {
        "agreed": timezone.localdate().isoformat(),
        "reason": "The register opens later.",
        "legal_basis": "Directive 2014/24/EU, Art. 72(1)(c)",
        "ends": "2029-01-01",
        "price": "150000",
        "drop": ["1"],
        "document": SimpleUploadedFile("amendment.pdf", amended),
        "milestones-TOTAL_FORMS": "1",
        "milestones-INITIAL_FORMS": "0",
        "milestones-0-title-en": "Second register",
        "milestones-0-due": "2028-10-01",
        "milestones-0-price": "90000",
    }
    assert officer.post(f"/desk/contracts/{contract.pk}/amend/", sent).status_code == 302
    contract.refresh_from_db()
    assert (contract.price, contract.ends.isoformat()) == (Decimal(150_000), "2029-01-01")  # type: ignore[union-attr]
    assert (milestone(contract, 1).state, milestone(contract, 3).state) == ("dropped", "scheduled")
    release = CallVersion.everywhere.get(stage="contractAmendment").release
    told = release["contracts"][0]["amendments"][0]
    assert told["releaseID"] == release["id"]
    assert "Second register" in told["description"]
    assert (
        "Amendment 1" in Client(headers={"accept-language": "en"}).get(f"/contracts/{contract.slug}/").content.decode()
    )
    assert b"".join(seller.get(f"/contracts/mine/{contract.pk}/amendments/1/")) == amended
    empty = {name: sent[name] for name in sent if name in {"agreed", "reason", "legal_basis"}}
    empty |= {"milestones-TOTAL_FORMS": "0", "milestones-INITIAL_FORMS": "0"}
    assert officer.post(f"/desk/contracts/{contract.pk}/amend/", empty).status_code == 422
    uneven = officer.post(f"/desk/contracts/{contract.pk}/amend/", empty | {"price": "150001"})
    assert uneven.status_code == 422
    assert "add up to 150,000, the price is 150,001" in uneven.content.decode()


def _amendment() -> bytes:
    """A document that nobody drew up here, signed by both sides."""
    pdf = signing.draft(text.contract(number="Amendment 1"))
    for side, key in made.KEYS.items():
        pdf = signing.sign(pdf, side, signing.read_key(key, PASSPHRASE, timezone.now()))
    return pdf


def test_the_signatures_of_an_amendment_are_looked_at_as_those_of_the_contract(world: World, officer: Client) -> None:
    contract = made.in_force(world.ours, world.others)
    address, agreed = f"/desk/contracts/{contract.pk}/amend/", timezone.localdate().isoformat()
    sent = {"agreed": agreed, "reason": "Later.", "legal_basis": "Art. 72", "ends": "2029-01-01"}
    sent |= {"milestones-TOTAL_FORMS": "0", "milestones-INITIAL_FORMS": "0"}
    pdf = _amendment()
    for broken in (pdf.replace(b"/CreationDate", b"/CreationDatE", 1), b"%PDF-1.7 /Encrypt nothing"):
        given = SimpleUploadedFile("amendment.pdf", broken)
        assert officer.post(address, sent | {"document": given}).status_code == 422
    assert not Amendment.everywhere.exists()
    assert officer.post(address, sent | {"document": SimpleUploadedFile("a.pdf", pdf)}).status_code == 302
    told = [(one["signer"], one["ok"]) for one in Amendment.everywhere.get().signatures]
    assert told == [("Gülnar Əliyeva", True), ("João Conceição", True)]
    page = officer.get(f"/desk/contracts/{contract.pk}/").content.decode()
    assert page.count("João Conceição") > 1
    assert "João Conceição" not in Client().get(f"/contracts/{contract.slug}/").content.decode(), (
        "who signed is not told"
    )


def test_a_contract_that_was_given_up_makes_room_for_another_of_its_award(world: World, officer: Client) -> None:
    first = made.offered(world.ours, world.others.organisation)
    made.sign(officer, "contracts-sign", first.pk, made.BUYERS)
    assert post(officer, "cancel", first.pk, reason="The text was wrong.").status_code == 302
    assert "Draft the contract" in officer.get("/desk/contracts/").content.decode()
    again = officer.post(reverse("contracts-from-award", args=[first.award_id]))
    second = Contract.everywhere.exclude(pk=first.pk).get()
    assert again["Location"].endswith(f"/{second.pk}/edit/")
    assert (second.state, second.number) == ("pending", f"{first.number}-2")
    officer.post(reverse("contracts-from-award", args=[first.award_id]))
    assert Contract.everywhere.count() == 2


def test_payments_and_the_end_are_in_the_record_that_all_releases_come_to(
    world: World, officer: Client, seller: Client
) -> None:
    contract = made.in_force(world.ours, world.others)
    for number in (1, 2):
        deliver(seller, contract, number)
        post(officer, "accept", contract.pk, number)
    today = timezone.localdate().isoformat()
    paid = {"paid": today, "price": "60000", "price_currency": "EUR", "number": "1", "reference": "INV 7"}
    assert post(officer, "pay", contract.pk, **paid).status_code == 302
    assert post(officer, "finish", contract.pk).status_code == 302
    whole = Client().get(reverse("calls-record", args=[contract.award.call.slug])).json()
    found = whole["records"][0]["compiledRelease"]["contracts"][0]
    assert found["status"] == "terminated"
    assert found["implementation"]["transactions"][0]["value"]["amount"] == 60_000
    assert [one["status"] for one in found["implementation"]["milestones"]] == ["met", "met"]
    releases = [version.release for version in CallVersion.everywhere.order_by("number")]
    assert compiled(releases)["contracts"][0]["id"] == contract.number


def test_a_contract_ends_early_with_a_reason_that_is_public(world: World, officer: Client) -> None:
    contract = made.in_force(world.ours, world.others)
    assert post(officer, "terminate", contract.pk).status_code == 422
    assert post(officer, "terminate", contract.pk, reason="The supplier left.").status_code == 302
    assert "The supplier left." in Client().get(f"/contracts/{contract.slug}/").content.decode()
    assert post(officer, "accept", contract.pk, 1).status_code == 409
    assert CallVersion.everywhere.get(stage="contractTermination").release["contracts"][0]["status"] == "terminated"


def test_where_the_supplier_has_no_account_the_buyer_brings_its_signature_and_notes_what_came(
    world: World, officer: Client
) -> None:
    contract = made.in_force(world.ours, world.ours)
    assert post(officer, "deliver", contract.pk, 1, text="It came.").status_code == 409
    Contract.everywhere.update(company=None)
    assert post(officer, "deliver", contract.pk, 1, text="It came.").status_code == 302
    assert milestone(contract, 1).state == "delivered"


def test_an_award_of_another_platform_goes_the_same_way(world: World, officer: Client, seller: Client) -> None:
    buyer(world.ours)
    won = Won("Portal", "Caravela Software, Lda.", "PT", date(2026, 10, 1), Decimal(9_000), "EUR", notice_lot="LOT-1")
    ran = Ran("Portal for permits", "en", "TED", "https://ted.example/", notice_id="123-2026")
    with scope.within(world.ours.organisation):
        award = elsewhere.enter(request_of(world.ours), ran, [won]).awards.get()
    Award.everywhere.update(company=world.others.organisation)
    post(officer, "from-award", award.pk)
    contract = Contract.everywhere.get()
    Contract.everywhere.update(description={"en": "Build it."})
    Milestone.everywhere.update(due="2027-01-01", service=made.service(world.ours), level=4)
    assert post(officer, "offer", contract.pk).status_code == 302
    made.sign(officer, "contracts-sign", contract.pk, made.BUYERS)
    made.sign(seller, "contracts-mine-sign", contract.pk, made.SUPPLIERS)
    deliver(seller, contract, 1)
    assert post(officer, "accept", contract.pk, 1).status_code == 302
    assert PublicService.everywhere.get().state == "active"
    record = Client().get(reverse("calls-record", args=[contract.award.call.slug])).json()["records"][0]
    assert [one["tag"] for one in record["releases"]] == [["award"], ["contract"], ["implementation"]]
    whole = record["compiledRelease"]
    assert whole["contracts"][0]["awardID"] == whole["awards"][0]["id"]
    lines = gzip.decompress(b"".join(Client().get(reverse("opendata-records")))).splitlines()
    assert [json.loads(line)["compiledRelease"]["contracts"][0]["id"] for line in lines] == [contract.number]
    assert "TED" in Client().get(f"/contracts/{contract.slug}/").content.decode()


@pytest.mark.parametrize(("price", "told"), [(None, False), (Decimal(90_000), True)])
def test_a_contract_at_another_price_than_the_award_is_told(
    world: World, officer: Client, price: Decimal | None, told: bool
) -> None:
    contract = made.contract(world.ours, world.others.organisation)
    if price:
        Contract.everywhere.filter(pk=contract.pk).update(price=price)
        Milestone.everywhere.filter(contract=contract).update(price=price / 2)
    page = officer.post(reverse("contracts-offer", args=[contract.pk]), follow=True).content.decode()
    assert ("not the award&#x27;s" in page) == told
    with scope.within(world.ours.organisation):
        assert AuditEntry.objects.get(action="contract.offered").details["departs"] == told
