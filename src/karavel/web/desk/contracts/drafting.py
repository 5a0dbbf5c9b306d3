"""A contract from an award, and its rows as the text that is drawn up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from karavel.errors import IllegalMove
from karavel.procurement import signing
from karavel.procurement.tables import AWARD
from karavel.texts import LANGUAGES
from karavel.web.accounts import audit
from karavel.web.catalogue.models import PublicService
from karavel.web.desk.calls.models import Call
from karavel.web.desk.calls.process import process_id
from karavel.web.desk.contracts.models import Contract, Milestone
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.requests import Member


def from_award(request: Member, award: Award) -> Contract:
    """The draft of an award's contract; a second click gives the one that is there, one that was given up a new one.

    Raises:
        IllegalMove: the award does not stand.
    """
    there = _standing(award)
    if there:
        return there
    if award.state != "active":
        raise IllegalMove(AWARD.name, award.state, "draft a contract from")
    try:
        with transaction.atomic():
            contract = _drafted(award)
            audit.note(request, "contract.drafted", contract, award=award.pk)
    except IntegrityError:  # somebody else clicked first
        there = _standing(award)
        if there is None:
            raise
        return there
    return contract


def _standing(award: Award) -> Contract | None:
    return Contract.objects.filter(award=award).exclude(state="cancelled").first()


def _drafted(award: Award) -> Contract:
    call, before = award.call, Contract.objects.filter(award=award).count()
    own = f"{award.pk}-{before + 1}" if before else str(award.pk)
    contract = Contract(
        award=award,
        company=award.company,
        number=f"{process_id(call)}-{own}",
        slug=f"{call.slug[:60]}-{own}",
        title=award.lot.title or call.title,
        description=award.lot.description or call.description,
        price=award.price,
        price_currency=award.price_currency,
        starts=call.contract_start,
        ends=call.contract_end,
        **_supplier(award),
        **_buyer(call),
    )
    contract.save()
    _first_milestone(contract)
    return contract


def _supplier(award: Award) -> dict[str, Any]:
    return {
        "supplier": award.supplier,
        "supplier_country": award.supplier_country,
        "supplier_ids": award.supplier_ids,
    }


def _buyer(call: Call) -> dict[str, Any]:
    """The buyer, whose law governs and whose language is spoken until the draft says otherwise."""
    buyer = BuyerProfile.objects.first()
    own = [call.language] if call.language in LANGUAGES else list(LANGUAGES[:1])
    return {
        "buyer": buyer.name if buyer else call.buyer,
        "buyer_country": buyer.country if buyer else call.buyer_country,
        "governing_law": buyer.country if buyer else call.buyer_country,
        "languages": own,
    }


def _first_milestone(contract: Contract) -> None:
    """One milestone for the whole, to be cut into more; the service that the need names stands in it."""
    need = contract.award.call.need
    Milestone(
        contract=contract,
        number=1,
        title=contract.title,
        due=contract.ends,
        price=contract.price,
        level=need.level if need else None,
        service=_named(need.service_uri) if need and need.service_uri else None,
    ).save()


def _named(uri: str) -> PublicService | None:
    """The service of the buyer's catalogue that has an address: its own, or one that another catalogue gave it."""
    key = uri.rstrip("/").rpartition("/")[2]
    return PublicService.objects.filter(Q(uri=uri) | Q(key=key)).first()


def text_of(contract: Contract, drawn: datetime) -> signing.Contract:
    """The contract as its PDF is made of it; call it with the buyer in force."""
    call, milestones = contract.award.call, contract.milestones.exclude(state="dropped")
    return signing.Contract(
        number=contract.number,
        title=_original_first(contract.title, contract),
        scope=_joined(contract),
        buyer=_buyer_side(contract),
        supplier=_supplier_side(contract),
        price=float(contract.price or 0),
        currency=contract.price_currency,
        law=contract.governing_law,
        made=drawn,
        milestones=tuple(
            signing.Milestone(_original_first(one.title, contract), one.due, float(one.price or 0))
            for one in milestones
            if one.due
        ),
        courts=_original_first(contract.courts, contract) or None,
        languages=tuple(contract.languages),
        ocid=call.ocid,
    )


def _original_first(texts: Mapping[str, str], contract: Contract) -> dict[str, str]:
    """Texts with the call's own language first: what a language lacks is told in that."""
    own = contract.award.call.language
    return {code: texts[code] for code in (own, *texts) if texts.get(code)}


def _joined(contract: Contract) -> dict[str, str]:
    """What is done, and the terms of this contract under it, by language."""
    scope, terms = (_original_first(texts, contract) for texts in (contract.description, contract.terms))
    spoken = dict.fromkeys((*scope, *terms))
    return {code: "\n\n".join(filter(None, (_in(scope, code), _in(terms, code)))) for code in spoken}


def _in(texts: Mapping[str, str], code: str) -> str:
    return texts.get(code) or next(iter(texts.values()), "")


def _buyer_side(contract: Contract) -> signing.Party:
    buyer = BuyerProfile.objects.first()
    place = ", ".join(filter(None, (buyer.street, buyer.postal_code, buyer.locality))) if buyer else ""
    number = f"{buyer.scheme} {buyer.identifier}" if buyer and buyer.identifier else ""
    return signing.Party(
        contract.buyer,
        contract.buyer_country,
        (number,) if number else (),
        place,
        contract.buyer_signatory,
        contract.buyer_capacity,
    )


def _supplier_side(contract: Contract) -> signing.Party:
    return signing.Party(
        contract.supplier,
        contract.supplier_country,
        tuple(map(str, contract.supplier_ids)),
        contract.supplier_address,
        contract.supplier_signatory,
        contract.supplier_capacity,
    )
