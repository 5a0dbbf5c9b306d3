"""Signing a contract and looking at its signatures, alike for both sides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from karavel.errors import IllegalMove, RefusedInput, SigningError
from karavel.procurement.signing import SUPPLIER
from karavel.procurement.tables import CONTRACT
from karavel.web import scope
from karavel.web.desk.contracts import examining, keeping, signatures
from karavel.web.desk.contracts.forms import KeyForm, SignedForm
from karavel.web.desk.contracts.models import Contract, Signature
from karavel.web.pursuits import files
from karavel.web.requests import Member


def file(contract: Contract) -> HttpResponse:
    """The PDF with the signatures that there are, as a download."""
    _fixed(contract, "download")
    response = HttpResponse(keeping.latest(contract), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{contract.slug}.pdf")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _fixed(contract: Contract, act: str) -> None:
    if not contract.pdf_sha256:
        raise IllegalMove(CONTRACT.name, contract.state, act)


def sign(request: Member, contract: Contract, side: str) -> None:
    """Signs with the key that the request brings.

    Raises:
        SigningError, RefusedInput: the form, the key or the signature does not hold.
        IllegalMove: the contract is not being signed.
    """
    form = KeyForm(request.POST, request.FILES)
    if not form.is_valid():
        raise SigningError(_("Choose the file with your key and write its passphrase."))
    with scope.within(contract.organisation_id):
        rows = signatures.sign_here(
            request, contract, side, form.cleaned_data["key"].read(), form.cleaned_data["passphrase"]
        )
    _tell(request, rows)


def upload(request: Member, contract: Contract, side: str) -> None:
    """Takes a PDF that was signed elsewhere.

    Raises:
        SigningError, RefusedInput, Refused: the file is not taken.
        IllegalMove: the contract is not being signed.
    """
    form = SignedForm(request.POST, request.FILES)
    if not form.is_valid():
        raise SigningError(_("Choose the PDF that you have signed."))
    pdf = _content(form.cleaned_data["file"])
    with scope.within(contract.organisation_id):
        rows = signatures.receive(request, contract, side, pdf)
    _tell(request, rows)


def _content(given: UploadedFile[Any]) -> bytes:
    if files.kind_of(files.named(given.name or ""), given) != "application/pdf":
        raise RefusedInput(_("This is no PDF."))
    return bytes(given.read())


def _tell(request: Member, rows: list[Signature]) -> None:
    if all(row.stands for row in rows):
        messages.success(request, _("The signature holds."))
    elif all(row.valid for row in rows):
        messages.warning(request, _("The signature holds, but the contract names somebody else: the buyer decides."))
    else:
        messages.warning(request, _("The signature is whole, but no list of this installation vouches for it."))


def verify(request: Member, contract: Contract, side: str) -> HttpResponse:
    """Looks at the PDF anew, by the validator and today's trust list."""
    _fixed(contract, "verify")
    at = contract.signed or timezone.now()
    with scope.within(contract.organisation_id):
        report = examining.examine(contract, keeping.latest(contract), at)
        own = "contracts-mine-one" if side == SUPPLIER else "contracts-one"
        shown = {
            "contract": contract,
            "report": report,
            "looked": examining.looked(contract, report, at),
            "taken": {row.side: row for row in contract.signatures.all() if row.accepted},
            "at": at,
            "back": reverse(own, args=[contract.pk]),
        }
        return render(request, "contracts/verify.html", shown)
