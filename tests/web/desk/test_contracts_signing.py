"""What is taken as a signature of a contract, what is not, and what is said of each."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from tests.procurement.signing.authorities import PASSPHRASE
from tests.procurement.signing.test_signing import carrying
from tests.web.desk import contracting as made
from tests.web.desk.calling import request_of
from tests.web.world import World

from karavel.errors import SigningError
from karavel.procurement import signing
from karavel.web import scope
from karavel.web.accounts.models import AuditEntry
from karavel.web.desk.contracts import keeping, signatures
from karavel.web.desk.contracts.models import Contract, Signature
from karavel.web.desk.evaluation.models import Award
from karavel.web.permissions import Role
from karavel.web.signing import trusted


@pytest.fixture(autouse=True)
def _trusting(settings: Any, tmp_path: Path) -> None:
    settings.TRUST = made.trust(tmp_path / "trust")
    settings.DATA = tmp_path / "data"


@pytest.fixture
def contract(world: World) -> Contract:
    return made.offered(world.ours, world.others.organisation)


def by(pdf: bytes, side: str, key: bytes) -> bytes:
    return signing.sign(pdf, side, signing.read_key(key, PASSPHRASE, timezone.now()))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def state(contract: Contract) -> tuple[str, list[str]]:
    contract.refresh_from_db()
    return contract.state, sorted(Signature.everywhere.values_list("side", flat=True))


def test_each_side_may_sign_with_its_own_program_and_upload(world: World, contract: Contract) -> None:
    officer, seller = made.of(world.ours, Role.PROCUREMENT), made.of(world.others, Role.BID_MANAGER)
    pdf = officer.get(f"/desk/contracts/{contract.pk}/contract.pdf").content
    assert made.bring(officer, "contracts-upload", contract.pk, by(pdf, "buyer", made.BUYERS)).status_code == 302
    pdf = seller.get(f"/contracts/mine/{contract.pk}/contract.pdf").content
    answer = made.bring(seller, "contracts-mine-upload", contract.pk, by(pdf, "supplier", made.SUPPLIERS))
    assert answer.status_code == 302
    assert state(contract) == ("active", ["buyer", "supplier"])


def test_the_verifier_says_it_again_at_any_time_and_to_both_sides(world: World, contract: Contract) -> None:
    officer = made.of(world.ours, Role.PROCUREMENT)
    made.sign(officer, "contracts-sign", contract.pk, made.BUYERS)
    assert "Not all of it holds" in text(officer.get(f"/desk/contracts/{contract.pk}/verify/"))
    seller = made.of(world.others, Role.BID_MANAGER)
    made.sign(seller, "contracts-mine-sign", contract.pk, made.SUPPLIERS)
    for browser, place in ((officer, "/desk/contracts"), (seller, "/contracts/mine")):
        page = text(browser.get(f"{place}/{contract.pk}/verify/"))
        assert "Both signatures are whole" in page
        assert "nothing is fetched" in page
        assert "Root of Lisbon" in page


def test_a_file_that_was_changed_on_the_disk_is_not_called_valid(
    world: World, contract: Contract, settings: Any
) -> None:
    contract = made.in_force(world.others, world.ours)
    place = Path(settings.DATA) / "contracts" / contract.signed_sha256[:2] / contract.signed_sha256
    content = bytearray(place.read_bytes())
    content[len(content) // 2] ^= 1
    place.write_bytes(bytes(content))
    answer = made.of(world.others, Role.PROCUREMENT).get(f"/desk/contracts/{contract.pk}/verify/")
    assert answer.status_code == 422
    assert "Both signatures are whole" not in text(answer)


def changed(pdf: bytes) -> bytes:
    """The document with another title, added after what is there."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    title = generic.TextStringObject("Other")
    writer.set_info(generic.DictionaryObject({generic.pdf_name("/Title"): title}))  # type: ignore[no-untyped-call]
    writer.root["/Lang"] = generic.TextStringObject("xx")
    writer.update_root()  # type: ignore[no-untyped-call]
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


@pytest.mark.parametrize(
    ("pdf", "told"),
    [
        (lambda _: b"%PDF-1.7 something else", "not the contract that was drawn up"),
        (lambda ours: by(changed(ours), "buyer", made.BUYERS), "changed, and not only signed"),
        (lambda ours: changed(by(ours, "buyer", made.BUYERS)), "changed"),
        (lambda ours: by(ours, "supplier", made.SUPPLIERS), "place of the other side"),
        (lambda ours: ours, "no signature"),
        (lambda ours: by(ours, "buyer", made.BUYERS)[:-400], ""),
        (lambda ours: _flipped(by(ours, "buyer", made.BUYERS), len(ours)), ""),
    ],
    ids=["other file", "changed before", "changed after", "wrong place", "unsigned", "cut", "broken"],
)
def test_what_is_not_our_document_and_one_signature_is_refused(
    world: World, contract: Contract, pdf: Any, told: str
) -> None:
    with scope.within(world.ours.organisation):
        ours = keeping.original(contract)
    answer = made.bring(made.of(world.ours, Role.PROCUREMENT), "contracts-upload", contract.pk, pdf(ours))
    assert answer.status_code == 422
    assert told in text(answer)
    assert state(contract) == ("signing", [])


def _flipped(pdf: bytes, ours: int) -> bytes:
    """One digit of the signature itself is another."""
    at = pdf.index(b"/Contents <", ours) + 400
    return pdf[:at] + (b"0" if pdf[at : at + 1] != b"0" else b"1") + pdf[at + 1 :]


def test_a_signature_of_nobodys_authority_waits_and_is_never_called_valid(world: World, contract: Contract) -> None:
    officer, seller = made.of(world.ours, Role.PROCUREMENT), made.of(world.others, Role.BID_MANAGER)
    made.sign(officer, "contracts-sign", contract.pk, made.BUYERS)
    made.sign(seller, "contracts-mine-sign", contract.pk, made.STRANGERS)
    assert state(contract) == ("signing", ["buyer", "supplier"])
    assert post(seller, "take", contract, reason="We know us.").status_code == 403
    assert post(officer, "take", contract, reason="").status_code == 422
    assert post(officer, "take", contract, reason="Seen signing, with a passport.").status_code == 302
    assert state(contract)[0] == "active"
    row = Signature.everywhere.get(side="supplier")
    assert not row.valid
    assert row.stands
    for path in (f"/desk/contracts/{contract.pk}/", f"/desk/contracts/{contract.pk}/verify/"):
        page = text(officer.get(path))
        assert "Seen signing" in page
        assert "not trusted" in page
        assert "Both signatures are whole" not in page
    public = text(officer.get(f"/contracts/{contract.slug}/"))
    assert "both signatures held" not in public
    assert "Seen signing" not in public
    assert AuditEntry.everywhere.filter(action="signature.accepted").exists()


def test_a_signature_of_somebody_whom_the_contract_does_not_name_waits_for_the_buyer(
    world: World, contract: Contract
) -> None:
    officer, seller = made.of(world.ours, Role.PROCUREMENT), made.of(world.others, Role.BID_MANAGER)
    made.sign(officer, "contracts-sign", contract.pk, made.BUYERS)
    made.sign(seller, "contracts-mine-sign", contract.pk, made.LISBON.file("Rui Conceição"))
    assert state(contract)[0] == "signing"
    row = Signature.everywhere.get(side="supplier")
    assert (row.valid, row.named, row.stands) == (True, False, False)
    page = text(officer.get(f"/desk/contracts/{contract.pk}/"))
    assert "not who the contract names" in page
    assert "The contract names João Conceição." in page
    assert post(officer, "take", contract, reason="Rui has the power of attorney of 3 May.").status_code == 302
    assert state(contract)[0] == "active"


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("JOAO CONCEICAO", True),
        ("João Manuel Sousa Conceição", True),
        ("Conceição João", True),
        ("Caravela Software, Lda.", True),
        ("João", False),
        ("Inês Carvalho", False),
    ],
)
def test_who_is_named_is_known_by_the_words_of_the_name_or_as_the_side_itself(
    world: World, contract: Contract, name: str, stands: bool
) -> None:
    made.sign(made.of(world.others, Role.BID_MANAGER), "contracts-mine-sign", contract.pk, made.LISBON.file(name))
    assert Signature.everywhere.get(side="supplier").stands is stands


def test_a_certificate_that_was_over_when_it_signed_waits_and_is_told(world: World, contract: Contract) -> None:
    with scope.within(world.ours.organisation):
        ours = keeping.original(contract)
    old = made.BAKU.file("Gülnar Əliyeva", began=-60, days=30)
    key = signing.read_key(old, PASSPHRASE, timezone.now() - timedelta(days=40))
    officer = made.of(world.ours, Role.PROCUREMENT)
    made.bring(officer, "contracts-upload", contract.pk, signing.sign(ours, "buyer", key))
    row = Signature.everywhere.get()
    assert (row.valid, row.stands) == (False, False)
    assert "not in force" in row.report["why_not"]


def test_a_certificate_that_the_file_shows_as_revoked_signs_nothing(world: World, contract: Contract) -> None:
    with scope.within(world.ours.organisation):
        signed = by(keeping.original(contract), "buyer", made.BUYERS)
    serial = int(signing.examine(signed, trusted(), timezone.now())[0].serial, 16)
    officer = made.of(world.ours, Role.PROCUREMENT)
    answer = made.bring(officer, "contracts-upload", contract.pk, carrying(signed, made.BAKU.revoking(serial)))
    assert (answer.status_code, "is revoked" in text(answer)) == (422, True)
    assert state(contract) == ("signing", [])


def post(browser: Any, name: str, contract: Contract, side: str = "supplier", **sent: str) -> Any:
    return browser.post(reverse(f"contracts-{name}", kwargs={"pk": contract.pk, "side": side}), sent)


def test_a_signature_that_is_turned_down_leaves_the_contract_as_it_was_before(world: World, contract: Contract) -> None:
    officer, seller = made.of(world.ours, Role.PROCUREMENT), made.of(world.others, Role.BID_MANAGER)
    made.sign(officer, "contracts-sign", contract.pk, made.BUYERS)
    contract.refresh_from_db()
    before = contract.signed_sha256
    made.sign(seller, "contracts-mine-sign", contract.pk, made.STRANGERS)
    assert post(officer, "turn-down", contract, reason="Unknown authority.").status_code == 302
    contract.refresh_from_db()
    assert contract.signed_sha256 == before
    assert post(officer, "turn-down", contract, side="buyer", reason="x").status_code == 409
    made.sign(seller, "contracts-mine-sign", contract.pk, made.SUPPLIERS)
    assert state(contract)[0] == "active"


def test_two_who_sign_the_same_file_apart_are_told_and_lose_nothing(world: World, contract: Contract) -> None:
    officer, seller = made.of(world.ours, Role.PROCUREMENT), made.of(world.others, Role.BID_MANAGER)
    with scope.within(world.ours.organisation):
        ours = keeping.original(contract)
    made.bring(officer, "contracts-upload", contract.pk, by(ours, "buyer", made.BUYERS))
    answer = made.bring(seller, "contracts-mine-upload", contract.pk, by(ours, "supplier", made.SUPPLIERS))
    assert answer.status_code == 422
    assert "lacks its signature" in text(answer)
    assert state(contract) == ("signing", ["buyer"])


def test_one_certificate_does_not_sign_for_both_sides(world: World, contract: Contract) -> None:
    made.sign(made.of(world.ours, Role.PROCUREMENT), "contracts-sign", contract.pk, made.BUYERS)
    answer = made.sign(made.of(world.others, Role.BID_MANAGER), "contracts-mine-sign", contract.pk, made.BUYERS)
    assert "one certificate" in text(answer)
    assert state(contract) == ("signing", ["buyer"])


def test_no_key_and_no_passphrase_is_kept_anywhere(
    world: World, contract: Contract, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    browser = made.of(world.ours, Role.PROCUREMENT)
    assert made.sign(browser, "contracts-sign", contract.pk, made.BUYERS, "wrong").status_code == 422
    assert made.sign(browser, "contracts-sign", contract.pk, made.BUYERS).status_code == 302
    told = caplog.text + str(list(AuditEntry.everywhere.values_list("details", flat=True)))
    told += str(list(Signature.everywhere.values_list("report", flat=True)))
    assert PASSPHRASE not in told
    for root in (settings.DATA, settings.MEDIA_ROOT):
        for path in (path for path in Path(root).rglob("*") if path.is_file()):
            assert made.BUYERS[40:200] not in path.read_bytes()


def test_a_supplier_without_an_account_signs_through_the_buyer(world: World) -> None:
    contract = made.offered(world.ours, None)
    with scope.within(world.ours.organisation):
        both = by(by(keeping.original(contract), "supplier", made.SUPPLIERS), "buyer", made.BUYERS)
    assert made.bring(made.of(world.ours, Role.PROCUREMENT), "contracts-upload", contract.pk, both).status_code == 302
    assert state(contract) == ("active", ["buyer", "supplier"])


def test_nothing_is_signed_once_the_award_has_fallen(world: World, contract: Contract) -> None:
    made.sign(made.of(world.ours, Role.PROCUREMENT), "contracts-sign", contract.pk, made.BUYERS)
    Award.everywhere.update(state="cancelled")
    answer = made.sign(made.of(world.others, Role.BID_MANAGER), "contracts-mine-sign", contract.pk, made.SUPPLIERS)
    assert answer.status_code == 409
    assert state(contract) == ("signing", ["buyer"])


def test_what_a_foreign_signature_is_worth_is_told_with_its_article(world: World) -> None:
    contract = made.in_force(world.ours, world.others, governing_law="PT")
    rows = {row.side: row.report["recognition"] for row in Signature.everywhere.all()}
    assert rows["supplier"]["effect"] == "handwritten"
    assert "910/2014" in rows["supplier"]["instrument"] + rows["supplier"]["sentence"]
    page = text(made.of(world.ours, Role.PROCUREMENT).get(f"/desk/contracts/{contract.pk}/"))
    assert rows["supplier"]["article"] in page


def test_who_signs_while_the_other_signs_loses_nothing_and_is_told(
    world: World, contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other side's signature comes in between our look at the file and our hold on the contract."""
    with scope.within(world.ours.organisation):
        ours = keeping.original(contract)
        real = keeping.put

        def meanwhile(pdf: bytes) -> str:
            monkeypatch.setattr(keeping, "put", real)
            fresh = Contract.objects.get(pk=contract.pk)
            signatures.receive(request_of(world.ours), fresh, "buyer", by(ours, "buyer", made.BUYERS))
            return real(pdf)

        monkeypatch.setattr(keeping, "put", meanwhile)
        with pytest.raises(SigningError, match="meanwhile"):
            signatures.receive(
                request_of(world.others, Role.BID_MANAGER), contract, "supplier", by(ours, "supplier", made.SUPPLIERS)
            )
    assert state(contract) == ("signing", ["buyer"])
