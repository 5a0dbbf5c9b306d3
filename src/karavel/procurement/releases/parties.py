"""The parties of a process as far as it has come, each once, with all the roles that it has had by then.

A list of roles is replaced as a whole when releases are compiled, so each release says all of them; but a plan or a
call names no bidder, whatever the process holds: a bidder is no party before the bids are opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Literal, TypeAlias

from karavel.codes import countries
from karavel.procurement.releases.parts import told
from karavel.procurement.shapes import Address, Contact, Identifier, Organisation, Process

#: How far a release may know the process.
Stage: TypeAlias = Literal["planning", "tender", "opened"]
_Named: TypeAlias = Iterator[tuple[str, Organisation]]


def _planning(process: Process) -> _Named:
    yield "buyer", process.buyer
    if process.consultation:
        yield from (("interestedParty", one) for one in process.consultation.interested)


def _tender(process: Process) -> _Named:
    if process.call:
        yield "procuringEntity", process.call.procuring_entity or process.buyer


def _opened(process: Process) -> _Named:
    for bid in process.bids:
        if bid.status != "withdrawn":
            yield from (("tenderer", one) for one in bid.tenderers)
    for award in process.awards:
        yield from (("supplier", one) for one in award.suppliers)
    for payment in (payment for contract in process.contracts for payment in contract.transactions):
        yield "payer", payment.payer
        yield "payee", payment.payee


#: What each stage adds.
_ADDED: Final[tuple[tuple[Stage, Callable[[Process], _Named]], ...]] = (
    ("planning", _planning),
    ("tender", _tender),
    ("opened", _opened),
)


def parties(process: Process, stage: Stage) -> list[dict[str, Any]]:
    """The parties up to and with a stage, in the order in which they came."""
    found: dict[str, Organisation] = {}
    roles: dict[str, dict[str, None]] = {}
    for role, one in _up_to(process, stage):
        found.setdefault(one.id, one)
        roles.setdefault(one.id, {})[role] = None
    return [_party(one, list(roles[key])) for key, one in found.items()]


def _up_to(process: Process, stage: Stage) -> _Named:
    for name, added in _ADDED:
        yield from added(process)
        if name == stage:
            return


def reference(one: Organisation) -> dict[str, str]:
    """How the rest of a release names a party."""
    return {"id": one.id, "name": one.name}


def references(several: Iterable[Organisation]) -> list[dict[str, str]]:
    """References to several parties, each once."""
    return [reference(one) for one in {one.id: one for one in several}.values()]


def address(one: Address | None) -> dict[str, Any] | None:
    """An address, its country as a code and as a name."""
    if one is None:
        return None
    return told(
        streetAddress=one.street,
        locality=one.locality,
        region=one.region,
        postalCode=one.postal_code,
        country=one.country,
        countryName=countries.name(one.country),
    )


def _party(one: Organisation, roles: list[str]) -> dict[str, Any]:
    return told(
        id=one.id,
        name=one.name,
        identifier=_identifier(one.identifier),
        additionalIdentifiers=[_identifier(other) for other in one.others],
        address=address(one.address),
        contactPoint=_contact(one.contact),
        roles=roles,
        details=_details(one),
    )


def _identifier(one: Identifier | None) -> dict[str, Any] | None:
    return told(scheme=one.scheme, id=one.id, legalName=one.legal_name, uri=one.uri) if one else None


def _contact(one: Contact | None) -> dict[str, Any] | None:
    return told(name=one.name, email=one.email, telephone=one.telephone, url=one.url) if one else None


def _details(one: Organisation) -> dict[str, Any]:
    kind = {"scheme": "eu-buyer-legal-type", "id": one.legal_type} if one.legal_type else None
    return told(classifications=[kind] if kind else None, scale=one.scale)
