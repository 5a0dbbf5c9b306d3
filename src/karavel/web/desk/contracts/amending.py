"""Changes of a contract in force: numbered, with reason and legal basis, and what changes, value by value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel import texts
from karavel.errors import InvalidInput, Mistake
from karavel.procurement.tables import MILESTONE
from karavel.web.desk.contracts import publishing
from karavel.web.desk.contracts.found import held
from karavel.web.desk.contracts.models import Amendment, Contract, Milestone
from karavel.web.desk.contracts.noting import note
from karavel.web.desk.fields import said
from karavel.web.moving import move
from karavel.web.requests import Member


@dataclass(frozen=True, slots=True)
class Wanted:
    """What both sides agreed on.

    Attributes:
        ends, price: the new ones; None where they stay.
        drop: numbers of milestones that are not to be delivered any more.
        add: new milestones, not saved yet.
        terms: what else changes, in words.
        document: of :func:`attaching.keep`, where both signed one; ``signatures`` of :func:`examining.found`.
    """

    agreed: date
    reason: str
    legal_basis: str = ""
    ends: date | None = None
    price: Decimal | None = None
    drop: tuple[int, ...] = ()
    add: tuple[Milestone, ...] = ()
    terms: str = ""
    document: dict[str, Any] = field(default_factory=dict)
    signatures: list[dict[str, Any]] = field(default_factory=list)


def amend(request: Member, contract: Contract, wanted: Wanted) -> Amendment:
    """Writes an amendment down and changes what it says.

    Raises:
        InvalidInput: it changes nothing, or the milestones do not add up to the price any more.
        IllegalMove: the contract is not in force, or a milestone that is to be dropped was delivered or is gone.
    """
    with held(contract, "amend", "active") as locked:
        changes = [*_values(locked, wanted), *_dropped(locked, wanted.drop), *_added(locked, wanted.add)]
        if wanted.terms:
            changes.append({"field": "terms", "before": "", "after": wanted.terms})
        if not changes:
            raise InvalidInput(_("Nothing has changed."), (Mistake("ends", _("Say what the amendment changes.")),))
        _refuse_sums(locked)
        locked.save(update_fields=["ends", "price", "changed"])
        row = _row(request, locked, wanted, changes)
        publishing.publish(locked, "contractAmendment", reason=wanted.reason[:1000], amendment=row)
        note(request, locked, "contract.amended", amendment=row.number, reason=wanted.reason)
    return row


def _refuse_sums(contract: Contract) -> None:
    """The prices of what is delivered add up to the contract's, as they did when it was signed."""
    parts = contract.milestones.exclude(state="dropped").values_list("price", flat=True)
    whole, price = sum((part or Decimal(0) for part in parts), Decimal(0)), contract.price or Decimal(0)
    if whole != price:
        told = _("The milestones add up to %(sum)s, the price is %(price)s: change one so that they agree.")
        shown = {"sum": texts.number(float(whole)), "price": texts.number(float(price))}
        raise InvalidInput(_("The amendment does not add up."), (Mistake(_("price"), told % shown),))


def _row(request: Member, contract: Contract, wanted: Wanted, changes: list[dict[str, Any]]) -> Amendment:
    last = contract.amendments.aggregate(last=Max("number"))["last"] or 0
    row = Amendment(
        contract=contract,
        number=last + 1,
        agreed=wanted.agreed,
        reason=wanted.reason,
        legal_basis=wanted.legal_basis,
        changes=changes,
        signatures=wanted.signatures,
        user=request.user,
        **wanted.document,
    )
    row.save()
    return row


def _values(contract: Contract, wanted: Wanted) -> Iterable[dict[str, Any]]:
    if wanted.ends and wanted.ends != contract.ends:
        before = contract.ends.isoformat() if contract.ends else ""
        yield {"field": "ends", "before": before, "after": wanted.ends.isoformat()}
        contract.ends = wanted.ends
    if wanted.price is not None and wanted.price != contract.price:
        values = {"before": str(contract.price), "after": str(wanted.price)}
        yield {"field": "price", "currency": contract.price_currency, **values}
        contract.price = wanted.price


def _dropped(contract: Contract, numbers: Iterable[int]) -> Iterable[dict[str, Any]]:
    for milestone in contract.milestones.filter(number__in=tuple(numbers)):
        move(milestone, MILESTONE, "drop", reviewed=timezone.now())
        yield {"field": "milestone.dropped", "before": _named(contract, milestone), "after": ""}


def _added(contract: Contract, milestones: Iterable[Milestone]) -> Iterable[dict[str, Any]]:
    last = contract.milestones.aggregate(last=Max("number"))["last"] or 0
    for number, milestone in enumerate(milestones, last + 1):
        milestone.contract, milestone.number = contract, number
        milestone.save()
        yield {"field": "milestone.added", "before": "", "after": _named(contract, milestone)}


def _named(contract: Contract, milestone: Milestone) -> str:
    language = contract.award.call.language
    return f"{milestone.number} {said(milestone.title, language)}".strip()
