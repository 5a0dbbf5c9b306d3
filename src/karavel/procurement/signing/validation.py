"""Says of each signature of a contract who signed, whether it is intact, what it covers, and who vouches for it.

Nothing is fetched: whether a certificate was revoked is looked up only in what the document carries (:mod:`embedded`),
and the report says so. What was changed after a signature is judged by pyHanko's policy of differences; only further
signatures and what proves them pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.general import CMSStructuralError, UnacceptableSignerError
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel
from pyhanko.sign.validation import validate_pdf_signature as validated
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from karavel.errors import SigningError
from karavel.procurement.signing import hostile
from karavel.procurement.signing.apart import apart
from karavel.procurement.signing.contract import BUYER, SUPPLIER
from karavel.procurement.signing.embedded import Embedded, embedded
from karavel.procurement.signing.people import named, person
from karavel.procurement.signing.trust import TrustEntry, TrustList
from karavel.texts import gettext as _

_USAGE: Final = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
_MOST: Final = 10  # signatures; each costs a validation
#: What the library raises at bytes that are no signature.
_UNREADABLE: Final = (
    PdfError, SignatureValidationError, CMSStructuralError, ValueError, KeyError, TypeError, AttributeError
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature.

    Attributes:
        field: the name of its field; ``buyer`` and ``supplier`` in our contracts.
        signer, issuer: of the certificate, as people say it; ``name`` and ``organisation`` those of the signer apart,
            ``serial`` the certificate's number, ``country`` of the issuer where it says.
        moment: when; ``proven`` whether a trusted authority stamped it, else the signer only says so.
        intact: the bytes that it covers are those that were signed.
        covers: ``whole`` document, the ``revision`` it stands in (further signatures follow), or ``unclear``.
        changed: ``no``, ``allowed`` (further signatures), or ``refused``: something else was changed after it.
        trusted: the entry of the trust list that vouches for it; None where none does, and ``why_not`` says why.
        revocation: what is known of it; ``revoked`` whether what the document carries says so.
        ok: intact, nothing refused was changed, and trusted.
    """

    field: str
    signer: str
    issuer: str
    name: str
    organisation: str
    serial: str
    country: str
    moment: datetime | None
    proven: bool
    intact: bool
    covers: str
    changed: str
    trusted: TrustEntry | None
    why_not: str
    revocation: str
    revoked: bool
    ok: bool


@dataclass(frozen=True, slots=True)
class SigningReport:
    """A contract with its signatures.

    Attributes:
        ok: both sides have signed, every signature is ok, and there is no problem.
        signatures: in the order in which they were made.
        problems: what is wrong with the document itself, in sentences.
    """

    ok: bool
    signatures: tuple[SignatureReport, ...]
    problems: tuple[str, ...]


def validate(pdf: bytes, trust: TrustList, at: datetime, original: bytes | None = None) -> SigningReport:
    """Looks at every signature of a document.

    Args:
        pdf: the document.
        trust: whom to trust.
        at: the moment by which certificates must be in force where no time stamp proves another: that of the receipt.
        original: the contract as :func:`draft` gave it. Then the document must be these bytes and
            signatures added to them.

    Raises:
        RefusedInput: the file is hostile or damaged.
        SigningError: it is not the contract that we made.
    """
    if original is not None and not pdf.startswith(original):
        raise SigningError(
            _("This is not the contract that was drawn up: its first bytes are others."),
            remedy=_("Download the contract, sign that file, and upload it unchanged otherwise."),
        )
    hostile.refuse(pdf, len(original or b""))
    reader = hostile.opened(pdf)
    found = _signatures(reader)
    reports = _reports(reader, found, trust, at)
    problems = tuple(_problems(reader, found, original))
    both = {BUYER, SUPPLIER} <= {report.field for report in reports}
    return SigningReport(both and not problems and all(one.ok for one in reports), reports, problems)


def examine(pdf: bytes, trust: TrustList, at: datetime) -> tuple[SignatureReport, ...]:
    """Looks at every signature of a document that nobody drew up here, in whatever fields they stand.

    Raises:
        RefusedInput: the file is hostile or damaged.
        SigningError: its signatures cannot be read.
    """
    hostile.refuse(pdf)
    reader = hostile.opened(pdf)
    return _reports(reader, _signatures(reader), trust, at)


def _signatures(reader: Any) -> list[EmbeddedPdfSignature]:
    try:
        found = list(reader.embedded_regular_signatures)
    except _UNREADABLE as error:
        raise _unreadable(error) from error
    if len(found) > _MOST:
        raise SigningError(_("The document has more signatures than a contract."))
    return found


def _reports(
    reader: Any, found: list[EmbeddedPdfSignature], trust: TrustList, at: datetime
) -> tuple[SignatureReport, ...]:
    """What is said of each; a certificate is parsed only when it is asked for its names, and may be damaged there."""
    carried = embedded(reader, found)
    try:
        return tuple(_report(one, _Look(trust, carried), at) for one in found)
    except _UNREADABLE as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> SigningError:
    return SigningError(_("The signatures cannot be read: {why}.").format(why=str(error)[:200]))


def _problems(reader: Any, found: list[EmbeddedPdfSignature], original: bytes | None) -> Iterator[str]:
    if not found:
        yield _("The document has no signature.")
    for one in found:
        if one.field_name not in {BUYER, SUPPLIER}:
            yield _("There is a signature in a field that is not ours: {field}.").format(field=one.field_name)
    if original is not None and _altered(reader, original):
        yield _("The document was changed, and not only signed, after it was drawn up.")


def _altered(reader: Any, original: bytes) -> bool:
    """Whether anything but signatures came after our bytes, also before the first of them, which none of them tells."""
    ours = hostile.opened(original).xrefs.total_revisions - 1
    try:
        review = DEFAULT_DIFF_POLICY.review_file(reader, ours)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError):
        return True
    return isinstance(review, SuspiciousModification) or review.modification_level > ModificationLevel.FORM_FILLING


@dataclass(frozen=True, slots=True)
class _Look:
    """By what a signature is judged: whom to trust, and what the document carries."""

    trust: TrustList
    carried: Embedded

    def at(self, moment: datetime, revocation: str = "soft-fail") -> ValidationContext:
        """For the validator, as of a moment; ``require`` takes no certificate of which nobody says that it is good."""
        certificates, lists, answers = self.carried
        return ValidationContext(
            trust_roots=self.trust.roots(),
            other_certs=certificates,
            crls=lists,
            ocsps=answers,
            allow_fetching=False,
            revocation_mode=revocation,
            moment=moment,
        )


def _report(one: EmbeddedPdfSignature, look: _Look, at: datetime) -> SignatureReport:
    certificate, trust = one.signer_cert, look.trust
    status, known, why = _status(one, look, at)
    entry = _vouching(status, trust)
    name, organisation = named(certificate.subject)
    changed = _changed(status)
    intact = bool(status and status.intact and status.valid)
    stamp = getattr(status, "timestamp_validity", None)
    proven = bool(stamp and stamp.valid and stamp.intact and stamp.trusted)
    return SignatureReport(
        field=one.field_name,
        signer=person(certificate.subject),
        issuer=person(certificate.issuer),
        name=name,
        organisation=organisation,
        serial=f"{certificate.serial_number:x}",
        country=str(certificate.issuer.native.get("country_name", "")),
        moment=stamp.timestamp if stamp and proven else one.self_reported_timestamp,
        proven=proven,
        intact=intact,
        covers=_covers(one),
        changed=changed,
        trusted=entry,
        why_not="" if entry else why or _why_not(status, trust),
        revocation=_revocation(status, known=known),
        revoked=bool(status and status.revoked),
        ok=intact and changed != "refused" and entry is not None,
    )


def _status(one: EmbeddedPdfSignature, look: _Look, at: datetime) -> tuple[Any, bool, str]:
    """What the validator says at a moment; and again at the proven one, where a trusted stamp proves another.

    Returns:
        its status, whether the document tells of each certificate if it is revoked, and why it tells nothing.
    """
    try:
        status, known = _judged(one, look, at, at)
        stamp = status.timestamp_validity
        if stamp and stamp.valid and stamp.intact and stamp.trusted:
            status, known = _judged(one, look, stamp.timestamp, at)
    except (SignatureValidationError, CMSStructuralError, UnacceptableSignerError, PdfError, ValueError) as error:
        return None, False, _("The signature cannot be read: {why}.").format(why=str(error)[:200])
    return status, known, ""


def _judged(one: EmbeddedPdfSignature, look: _Look, signed: datetime, at: datetime) -> tuple[Any, bool]:
    """The status by what the document carries of revocation where that settles it, else without."""
    stamps = look.at(at)
    if look.carried.lists or look.carried.answers:
        status = apart(validated, one, look.at(signed, "require"), stamps, key_usage_settings=_USAGE)
        if status.trusted or status.revoked:
            return status, True
    return apart(validated, one, look.at(signed), stamps, key_usage_settings=_USAGE), False


def _vouching(status: Any, trust: TrustList) -> TrustEntry | None:
    if not status or not status.trusted or status.validation_path is None:
        return None
    return trust.by(status.validation_path.trust_anchor.certificate)


def _covers(one: EmbeddedPdfSignature) -> str:
    level = one.evaluate_signature_coverage()
    if level == SignatureCoverageLevel.ENTIRE_FILE:
        return "whole"
    return "revision" if level == SignatureCoverageLevel.ENTIRE_REVISION else "unclear"


def _changed(status: Any) -> str:
    level = status.modification_level if status else None
    if level == ModificationLevel.NONE:
        return "no"
    allowed = level is not None and level <= ModificationLevel.FORM_FILLING and status.docmdp_ok is not False
    return "allowed" if allowed else "refused"


def _why_not(status: Any, trust: TrustList) -> str:
    if not trust.entries:
        return _("The trust list of this installation is empty.")
    if status and status.revoked:
        return _("The certificate is revoked.")
    problem = getattr(getattr(status, "trust_problem_indic", None), "name", "")
    return {
        "NO_CERTIFICATE_CHAIN_FOUND": _("No authority of the trust list stands behind this certificate."),
        "OUT_OF_BOUNDS_NO_POE": _("The certificate is not in force at that moment, and no time stamp proves another."),
        "CHAIN_CONSTRAINTS_FAILURE": _("The certificate is not made for signing documents."),
    }.get(problem, _("The chain of certificates does not hold."))


def _revocation(status: Any, *, known: bool) -> str:
    if status and status.revoked:
        return _("Revoked.")
    if known:
        return _("Not revoked, as its authority says in what the document carries; nothing was fetched.")
    return _("Not looked up: nothing is fetched from the network. Ask the authority where it matters.")
