"""Signatures come in: each is looked at before it counts, and the second that stands puts the contract in force.

What is broken, altered, revoked, or not ours is refused. What is whole but vouched for by no list, or of somebody whom
the contract does not name, is kept, told as such, and counts only once the buyer has taken it with a reason; it never
becomes valid by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.errors import IllegalMove, SigningError
from karavel.procurement import signing
from karavel.procurement.signing import BUYER, SUPPLIER, SignatureReport, SigningReport
from karavel.procurement.tables import AWARD, CONTRACT
from karavel.web.desk.contracts import examining, keeping, publishing
from karavel.web.desk.contracts.found import held
from karavel.web.desk.contracts.models import Contract, Signature
from karavel.web.desk.contracts.noting import note
from karavel.web.moving import move
from karavel.web.requests import Member
from karavel.web.signing import authority

SIDES = (BUYER, SUPPLIER)


def may_bring(contract: Contract, side: str) -> tuple[str, ...]:
    """Whose signatures a side may bring: its own; the buyer also that of a supplier without an account here."""
    return SIDES if side == BUYER and contract.company_id is None else (side,)


def sign_here(request: Member, contract: Contract, side: str, file: bytes, passphrase: str) -> list[Signature]:
    """Signs with a PKCS#12 file, which is forgotten with this call.

    Raises:
        SigningError, RefusedInput: the file or the passphrase does not hold, or the signature would not.
        IllegalMove: the contract is not being signed.
    """
    if contract.state != "signing":
        raise IllegalMove(CONTRACT.name, contract.state, "sign")
    key = signing.read_key(file, passphrase, timezone.now())
    signed = signing.sign(keeping.latest(contract), side, key, reason=contract.number, authority=authority())
    return receive(request, contract, side, signed)


def receive(request: Member, contract: Contract, side: str, pdf: bytes) -> list[Signature]:
    """Takes a signed PDF of the contract.

    Args:
        request: whose it is.
        contract: that is being signed.
        side: for which side it comes.
        pdf: our file with one or more signatures added to it.

    Returns:
        the signatures that are new in it.

    Raises:
        RefusedInput: the file is hostile or damaged.
        SigningError: it is not our file, lacks a signature that we have, or brings one that does not hold.
        IllegalMove: the contract is not being signed.
    """
    if contract.state != "signing":
        raise IllegalMove(CONTRACT.name, contract.state, "sign")
    now, base = timezone.now(), contract.latest_sha256
    if not pdf.startswith(keeping.latest(contract)):
        _refuse_other(contract, pdf)
    report = examining.examine(contract, pdf, now)
    digest = keeping.put(pdf)  # the file before the row that names it
    with held(contract, "sign", "signing") as locked:
        if locked.latest_sha256 != base:
            raise SigningError(_("The other side has signed meanwhile."), remedy=_("Download the contract again."))
        new = list(_new(locked, side, report))
        rows = [_row(request, locked, one, digest, now) for one in new]
        locked.signed_sha256 = digest
        locked.save(update_fields=["signed_sha256", "changed"])
        in_force = _settle(locked)
        note(request, locked, "contract.signed", sides=[row.side for row in rows], sha256=digest, in_force=in_force)
    return rows


def _refuse_other(contract: Contract, pdf: bytes) -> None:
    """The file is not the latest: the sentence that says which it is."""
    if pdf.startswith(keeping.original(contract)):
        raise SigningError(
            _("The other side has signed meanwhile, and this file lacks its signature."),
            remedy=_("Download the contract again, sign that file, and upload it."),
        )
    raise SigningError(
        _("This is not the contract that was drawn up: its first bytes are others."),
        remedy=_("Download the contract, sign that file, and upload it unchanged otherwise."),
    )


def _new(contract: Contract, side: str, report: SigningReport) -> Iterator[SignatureReport]:
    """The signatures that we do not have yet, all of which may come.

    Raises:
        SigningError: there is none, or one must not be taken.
    """
    have = {row.side: row for row in contract.signatures.all()}
    new = [one for one in report.signatures if one.field not in have]
    if report.problems or not new:
        raise SigningError(" ".join(report.problems) or _("The document has no new signature."))
    for one in report.signatures:
        examining.refuse_broken(one)
    for one in new:
        if one.field not in may_bring(contract, side):
            raise SigningError(_("This signature stands in the place of the other side."))
    _refuse_same(report)
    yield from new


def _refuse_same(report: SigningReport) -> None:
    """One certificate does not sign for both sides."""
    certificates = [(one.issuer, one.serial) for one in report.signatures]
    if len(set(certificates)) < len(certificates):
        raise SigningError(_("Both sides have signed with one certificate."))


def _row(request: Member, contract: Contract, one: SignatureReport, digest: str, now: datetime) -> Signature:
    row = Signature(
        contract=contract,
        side=one.field,
        user=request.user,
        signer=one.signer[:300],
        issuer=one.issuer[:300],
        signed_at=one.moment or now,
        report=examining.kept(contract, one, now),
        pdf_sha256=digest,
    )
    row.save()
    return row


def _settle(contract: Contract) -> bool:
    """Puts a contract in force once a signature of each side stands, and publishes it."""
    standing = {row.side for row in contract.signatures.all() if row.stands}
    if standing != set(SIDES):
        return False
    if contract.award.state != "active":
        raise IllegalMove(AWARD.name, contract.award.state, "sign a contract from")
    move(contract, CONTRACT, "sign", signed=timezone.now())
    publishing.publish(contract, "contract")
    return True


def accept(request: Member, contract: Contract, side: str, reason: str) -> None:
    """The buyer takes a signature that does not stand by itself, with a reason that stands beside it for ever.

    Raises:
        IllegalMove: the contract is not being signed, or there is no such signature that waits.
    """
    with held(contract, "accept", "signing") as locked:
        row = _waiting(locked, side)
        row.accepted, row.accepted_by, row.reason = timezone.now(), request.user, reason
        row.save(update_fields=["accepted", "accepted_by", "reason"])
        in_force = _settle(locked)
        note(request, locked, "signature.accepted", side=side, reason=reason, in_force=in_force)


def turn_down(request: Member, contract: Contract, side: str, reason: str) -> None:
    """The buyer does not take it: the contract stands where it stood before it came.

    Raises:
        IllegalMove: the contract is not being signed, there is none that waits, or another was made upon it.
    """
    with held(contract, "turn down", "signing") as locked:
        row = _waiting(locked, side)
        if row.pdf_sha256 != locked.signed_sha256:
            raise IllegalMove(CONTRACT.name, locked.state, "turn down")
        row.delete()
        locked.signed_sha256 = _before(locked, row)
        locked.save(update_fields=["signed_sha256", "changed"])
        note(request, locked, "signature.turned-down", side=side, signer=row.signer, reason=reason)


def _waiting(contract: Contract, side: str) -> Signature:
    row = contract.signatures.filter(side=side).first()
    if row is None or row.stands:
        raise IllegalMove(CONTRACT.name, contract.state, "accept")
    return row


def _before(contract: Contract, gone: Signature) -> str:
    """The PDF without what came last; where one file brought both signatures, both are gone."""
    contract.signatures.filter(pdf_sha256=gone.pdf_sha256).delete()
    last = contract.signatures.order_by("-pk").first()
    return last.pdf_sha256 if last else ""
