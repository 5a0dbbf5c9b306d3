"""What the validator says of a contract's PDF, with what each signature is worth by the law of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

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


def looked(contract: Contract, report: SigningReport) -> list[Looked]:
    """The signatures of a report, each with its worth."""
    return [Looked(one.field, one, worth(contract, one)) for one in report.signatures]


def worth(contract: Contract, one: SignatureReport) -> Recognition | None:
    """What a signature is worth by the law of the contract on the day on which it was made."""
    if one.trusted is None or one.moment is None:
        return None
    return _worth(contract, one.trusted.country, one.trusted.level, one.moment.date())


def worth_of(contract: Contract, row: Signature) -> Recognition | None:
    """The same of a signature as it was when it came in, in the language in use."""
    entry = row.report.get("trusted")
    return _worth(contract, entry["country"], entry["level"], row.signed_at.date()) if entry else None


def _worth(contract: Contract, provider: str, level: Level, on: date) -> Recognition:
    return signing.recognition(board().law, contract.governing_law, provider, level, on)


def kept(contract: Contract, one: SignatureReport) -> dict[str, Any]:
    """A report as its row keeps it: what was so on the day on which the signature came in."""
    entry, recognised = one.trusted, worth(contract, one)
    return {
        "ok": one.ok,
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
