"""Both sides sign one document; the report says who, when, over what, vouched for by whom, and tells every change."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from asn1crypto.pkcs12 import AuthenticatedSafe, Pfx, SafeContents
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from tests.procurement.signing.authorities import NOW, PASSPHRASE, Authority
from tests.procurement.signing.contracts import contract

from karavel.errors import RefusedInput, SigningError
from karavel.procurement.signing import BUYER, SUPPLIER, TrustList, draft, read_key, read_trust, sign, validate

BAKU, LISBON = Authority.new("AZ", "Root of Baku"), Authority.new("PT", "Root of Lisbon")
BUYERS = BAKU.file("Gülnar Əliyeva")
SUPPLIERS = LISBON.file("João Conceição")
DRAFT = draft(contract())
ROUNDS = 100_000_000


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> TrustList:
    folder = tmp_path_factory.mktemp("trust")
    BAKU.trusted(folder)
    LISBON.trusted(folder)
    return read_trust(folder)


def by_buyer(pdf: bytes = DRAFT) -> bytes:
    return sign(pdf, BUYER, read_key(BUYERS, PASSPHRASE, NOW), reason="Contract 2026/17")


def by_supplier(pdf: bytes) -> bytes:
    return sign(pdf, SUPPLIER, read_key(SUPPLIERS, PASSPHRASE, NOW))


SIGNED = by_supplier(by_buyer())


def test_both_sides_sign_and_both_signatures_hold(trust: TrustList) -> None:
    report = validate(SIGNED, trust, NOW, DRAFT)
    assert report.ok, report
    buyer, supplier = report.signatures
    assert (buyer.field, supplier.field) == (BUYER, SUPPLIER)
    assert "Gülnar Əliyeva" in buyer.signer
    assert "Root of Lisbon" in supplier.issuer
    assert (buyer.country, buyer.covers, buyer.changed) == ("AZ", "revision", "allowed")
    assert (supplier.country, supplier.covers, supplier.changed) == ("PT", "whole", "no")
    assert buyer.trusted
    assert (buyer.trusted.country, buyer.trusted.level) == ("AZ", "qualified")
    assert not buyer.proven
    assert buyer.moment
    assert "nothing is fetched" in buyer.revocation


def test_the_second_signature_only_adds_bytes() -> None:
    first = by_buyer()
    assert first.startswith(DRAFT)
    assert by_supplier(first).startswith(first)


def test_one_signature_is_not_enough(trust: TrustList) -> None:
    report = validate(by_buyer(), trust, NOW, DRAFT)
    assert [one.ok for one in report.signatures] == [True]
    assert not report.ok
    unsigned = validate(DRAFT, trust, NOW, DRAFT)
    assert (unsigned.ok, unsigned.signatures) == (False, ())
    assert unsigned.problems


def test_a_time_stamp_proves_the_moment(trust: TrustList) -> None:
    moment = NOW - timedelta(days=2)
    stamped = sign(
        DRAFT, BUYER, read_key(BUYERS, PASSPHRASE, NOW), authority=LISBON.stamper(moment.replace(microsecond=0))
    )
    (one,) = validate(stamped, trust, NOW).signatures
    assert one.ok
    assert one.proven
    assert one.moment == moment.replace(microsecond=0)


def test_a_proven_signature_outlives_its_certificate(trust: TrustList) -> None:
    key = read_key(BAKU.file("Short", began=-10, days=11), PASSPHRASE, NOW)
    later = NOW + timedelta(days=30)
    stamper = LISBON.stamper(NOW.replace(microsecond=0))
    (proven,) = validate(sign(DRAFT, BUYER, key, authority=stamper), trust, later).signatures
    assert proven.ok, proven
    (said,) = validate(sign(DRAFT, BUYER, key), trust, later).signatures
    assert not said.ok
    assert "not in force" in said.why_not


def carrying(pdf: bytes, *lists: Any) -> bytes:
    """The document with lists of revoked certificates in its security store."""
    written = io.BytesIO(pdf)
    signature = PdfFileReader(written).embedded_regular_signatures[-1]
    contents = signature.pkcs7_content.hex().encode()
    DocumentSecurityStore.add_dss(written, contents, crls=list(lists))
    return written.getvalue()


def test_a_certificate_that_the_document_itself_shows_as_revoked_does_not_hold(trust: TrustList) -> None:
    serial = int(validate(by_buyer(), trust, NOW).signatures[0].serial, 16)
    (one,) = validate(carrying(by_buyer(), BAKU.revoking(serial)), trust, NOW, DRAFT).signatures
    assert (one.revoked, one.ok, one.why_not) == (True, False, "The certificate is revoked.")
    report = validate(carrying(by_buyer(), BAKU.revoking(serial + 1)), trust, NOW, DRAFT)
    assert (report.signatures[0].revoked, report.signatures[0].ok, report.problems) == (False, True, ())
    assert "Not revoked" in report.signatures[0].revocation


def test_a_list_of_an_authority_that_has_nothing_to_say_revokes_nothing(trust: TrustList) -> None:
    serial = int(validate(by_buyer(), trust, NOW).signatures[0].serial, 16)
    for stranger in (LISBON, Authority.new("AZ", "Root of Baku")):
        (one,) = validate(carrying(by_buyer(), stranger.revoking(serial)), trust, NOW).signatures
        assert (one.revoked, one.ok) == (False, True)
        assert "Not looked up" in one.revocation


def test_a_signer_is_told_as_people_say_it(trust: TrustList) -> None:
    file = BAKU.file("Gülnar Əliyeva", organisation="Rəqəmsal Xidmətlər Agentliyi")
    (one,) = validate(sign(DRAFT, BUYER, read_key(file, PASSPHRASE, NOW)), trust, NOW).signatures
    assert (one.signer, one.issuer) == ("Gülnar Əliyeva, Rəqəmsal Xidmətlər Agentliyi", "Root of Baku")
    assert (one.name, one.organisation) == ("Gülnar Əliyeva", "Rəqəmsal Xidmətlər Agentliyi")


def test_nobody_vouches_for_a_stranger_and_the_report_says_so(trust: TrustList) -> None:
    for name, why in (("Root of Nowhere", "No authority"), ("Root of Baku", "does not hold")):
        stranger = sign(DRAFT, BUYER, read_key(Authority.new("AZ", name).file("Nobody"), PASSPHRASE, NOW))
        (one,) = validate(stranger, trust, NOW).signatures
        assert (one.intact, one.trusted, one.ok) == (True, None, False)
        assert why in one.why_not
    (alone,) = validate(stranger, TrustList(), NOW).signatures
    assert "empty" in alone.why_not


def changed(pdf: bytes, old: bytes, new: bytes) -> bytes:
    assert pdf.count(old) >= 1
    return pdf.replace(old, new, 1)


def test_a_changed_byte_breaks_every_signature(trust: TrustList) -> None:
    report = validate(changed(SIGNED, b"/CreationDate", b"/CreationDatE"), trust, NOW)
    assert [one.intact for one in report.signatures] == [False, False]
    assert not report.ok


def added(pdf: bytes) -> bytes:
    """An incremental update that paints over the first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    painted = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 600 900 re f")
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), writer.add_object(painted)])
    writer.update_container(page)
    written = io.BytesIO()
    writer.write(written)  # type: ignore[no-untyped-call]
    return written.getvalue()


def test_what_is_changed_after_a_signature_is_refused(trust: TrustList) -> None:
    report = validate(added(SIGNED), trust, NOW, DRAFT)
    assert [one.changed for one in report.signatures] == ["refused", "refused"]
    assert not report.ok


def test_what_is_changed_before_the_first_signature_is_refused(trust: TrustList) -> None:
    report = validate(by_supplier(by_buyer(added(DRAFT))), trust, NOW, DRAFT)
    assert [one.ok for one in report.signatures] == [True, True]  # they hold, over something that nobody drew up
    assert not report.ok
    assert "not only signed" in report.problems[0]


def test_another_document_is_refused_though_well_signed(trust: TrustList) -> None:
    other = draft(contract(price=1.0, milestones=()))
    with pytest.raises(SigningError, match="first bytes"):
        validate(by_supplier(by_buyer(other)), trust, NOW, DRAFT)


def test_a_side_signs_once_and_in_its_place_only() -> None:
    with pytest.raises(SigningError, match="already"):
        by_buyer(by_buyer())
    with pytest.raises(SigningError, match="no place"):
        sign(DRAFT, "witness", read_key(BUYERS, PASSPHRASE, NOW))


def test_a_key_needs_its_passphrase_and_a_certificate_in_force() -> None:
    with pytest.raises(SigningError, match="passphrase"):
        read_key(BUYERS, "another", NOW)
    for began, days in ((-30, 10), (5, 10)):
        with pytest.raises(SigningError, match="not in force"):
            read_key(BAKU.file("Old", began=began, days=days), PASSPHRASE, NOW)


@pytest.mark.parametrize("content", [b"", b"hello", b"0\x80", b"0" * 1000, BUYERS[:200]])
def test_a_file_that_holds_no_key_is_told(content: bytes) -> None:
    with pytest.raises(SigningError):
        read_key(content, PASSPHRASE, NOW)


def test_a_key_file_that_would_hold_a_worker_is_refused() -> None:
    with pytest.raises(RefusedInput, match="smaller"):
        read_key(b"0" * 2_000_000, PASSPHRASE, NOW)
    for bomb in bombs():
        with pytest.raises(RefusedInput, match="more work"):
            read_key(bomb, PASSPHRASE, NOW)


def bombs() -> Iterator[bytes]:
    """A key file that asks for a hundred million rounds, in each place that may ask for any."""
    file = Pfx.load(BUYERS)
    file["mac_data"]["iterations"] = ROUNDS
    yield file.dump(force=True)
    for place in range(2):
        parts = AuthenticatedSafe.load(Pfx.load(BUYERS)["auth_safe"]["content"].native)
        stretched = parts[place]["content"]
        if parts[place]["content_type"].native == "data":
            bags = SafeContents.load(stretched.native)
            _slow(bags[0]["bag_value"]["encryption_algorithm"])
            parts[place]["content"] = bags.dump(force=True)
        else:
            _slow(stretched["encrypted_content_info"]["content_encryption_algorithm"])
        file = Pfx.load(BUYERS)
        file["auth_safe"]["content"] = parts.dump(force=True)
        yield file.dump(force=True)


def _slow(algorithm: Any) -> None:
    algorithm["parameters"]["key_derivation_func"]["parameters"]["iteration_count"] = ROUNDS


def test_the_key_is_not_shown() -> None:
    key = read_key(BUYERS, PASSPHRASE, NOW)
    assert "Gülnar" in repr(key)
    assert "Signer(" not in repr(key)
