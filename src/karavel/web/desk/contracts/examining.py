"""What the validator says of a contract's PDF, with what each signature is worth by the law of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from karavel.codes.spelling import fold
from karavel.errors import SigningError
from karavel.procurement import signing
from karavel.procurement.signing import Recognition, SignatureReport, SigningReport
from karavel.procurement.signing.trust import Level
from karavel.web.board import board
from karavel.web.desk.contracts import keeping
from karavel.web.desk.contracts.models import Contract, Signature
from karavel.web.signing import trusted


class Looked(NamedTuple):
    """A signature as it was looked at just now.

    Attributes:
        side: ``buyer`` or ``supplier``.
        worth: by the law of the contract; None where no list vouches for it, so that nothing can be said.
    """

    side: str
    report: SignatureReport
    worth: Recognition | None


def examine(contract: Contract, pdf: bytes, at: datetime) -> SigningReport:
    """Every signature of a PDF that is to be this contract.

    Raises:
        RefusedInput: the file is hostile or damaged.
        SigningError: it is not the contract that was drawn up.
    """
    return signing.validate(pdf, trusted(), at, keeping.original(contract))


def looked(contract: Contract, report: SigningReport, at: datetime) -> list[Looked]:
    """The signatures of a report, each with its worth."""
    return [Looked(one.field, one, worth(contract, one, at)) for one in report.signatures]


def named(contract: Contract, one: SignatureReport) -> bool:
    """Whether a signature is of who signs by the contract, or of its side itself; where it names nobody, of anybody.

    A certificate may give more names of a person than the contract, or fewer; one word alone is no person.
    """
    signatory, side = {
        signing.BUYER: (contract.buyer_signatory, contract.buyer),
        signing.SUPPLIER: (contract.supplier_signatory, contract.supplier),
    }[one.field]
    wanted, said = set(fold(signatory).split()), set(fold(one.name).split())
    same = wanted == said or (min(len(wanted), len(said)) > 1 and (wanted <= said or said <= wanted))
    return not wanted or same or fold(one.name) == fold(side)


def worth(contract: Contract, one: SignatureReport, received: datetime) -> Recognition | None:
    """What a signature is worth by the law of the contract on its day: the proven one, else that of its receipt."""
    if one.trusted is None:
        return None
    on = one.moment if one.moment and one.proven else received
    return _worth(contract, one.trusted.country, one.trusted.level, on.date())


def worth_of(contract: Contract, row: Signature) -> Recognition | None:
    """The same of a signature as it was when it came in, in the language in use."""
    entry = row.report.get("trusted")
    on = row.signed_at if row.report.get("proven") else row.created
    return _worth(contract, entry["country"], entry["level"], on.date()) if entry else None


def _worth(contract: Contract, provider: str, level: Level, on: date) -> Recognition:
    return signing.recognition(board().law, contract.governing_law, provider, level, on)


def kept(contract: Contract, one: SignatureReport, received: datetime) -> dict[str, Any]:
    """A report as its row keeps it: what was so on the day on which the signature came in."""
    entry, recognised = one.trusted, worth(contract, one, received)
    return {
        "ok": one.ok,
        "named": named(contract, one),
        "serial": one.serial,
        "country": one.country,
        "proven": one.proven,
        "intact": one.intact,
        "covers": one.covers,
        "changed": one.changed,
        "trusted": {"title": entry.title, "country": entry.country, "level": entry.level} if entry else None,
        "why_not": one.why_not,
        "revocation": one.revocation,
        "recognition": dict(_recognised(recognised)) if recognised else None,
    }


def _recognised(found: Recognition) -> Iterator[tuple[str, str]]:
    for name in ("effect", "sentence", "instrument", "article", "url"):
        yield name, str(getattr(found, name))


def found(document: bytes, at: datetime) -> list[dict[str, Any]]:
    """Who signed a document that was drawn up elsewhere, as an amendment keeps it; nobody where it is no PDF.

    Raises:
        RefusedInput: the file is hostile or damaged.
        SigningError: a signature in it does not hold, or its certificate is revoked.
    """
    if not document.startswith(b"%PDF-"):
        return []
    reports = signing.examine(document, trusted(), at)
    for one in reports:
        refuse_broken(one)
    return [{"signer": one.signer, "serial": one.serial, "ok": one.ok, "why_not": one.why_not} for one in reports]


def refuse_broken(one: SignatureReport) -> None:
    """What is altered, damaged or revoked is no signature.

    Raises:
        SigningError: it is.
    """
    if not one.intact or one.changed == "refused" or one.covers == "unclear":
        told = _("The signature of %(name)s does not hold: the document was changed, or the signature is damaged.")
        raise SigningError(told % {"name": one.signer})
    if one.revoked:
        raise SigningError(_("The certificate of %(name)s is revoked.") % {"name": one.signer})
