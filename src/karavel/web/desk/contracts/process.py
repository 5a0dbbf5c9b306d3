"""A call's signed contracts as the shape that releases are made of; no signer is named in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.urls import reverse

from karavel.errors import InvalidInput
from karavel.procurement import shapes
from karavel.web.alerts.speaking import address
from karavel.web.desk.calls import process as calls
from karavel.web.desk.calls.models import Call
from karavel.web.desk.contracts import telling
from karavel.web.desk.contracts.models import Amendment, Contract, Milestone, Payment, Signature
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.needs.models import BuyerProfile


def process_of(call: Call, buyer: BuyerProfile) -> shapes.Process:
    """The process as far as its contracts; call it with the buyer in force.

    Raises:
        InvalidInput: what stands in the rows does not hold together.
    """
    signed = list(Contract.objects.filter(award__call=call, state__in=("active", "terminated")).order_by("pk"))
    awards = tuple(award_of(one.award) for one in signed)
    contracts = tuple(_contract(one, call, buyer) for one in signed)
    return msgspec.structs.replace(_before(call, buyer), awards=awards, contracts=contracts)


def _before(call: Call, buyer: BuyerProfile) -> shapes.Process:
    """The process up to its call; of a call that ran elsewhere nothing but the buyer."""
    if call.published:
        return calls.process_of(call, buyer)
    return shapes.Process(id=calls.process_id(call), language=call.language, buyer=calls.organisation_of(buyer))


def award_of(award: Award) -> shapes.Award:
    """The award that a contract follows, under the id that releases of awards give it."""
    return shapes.Award(
        id=str(award.pk),
        lots=(award.lot.number,),
        date=moment(award.call, award.decided or award.created.date()),
        status="active",
        value=_money(award.price, award.price_currency),
        suppliers=(supplier_of(award),),
    )


def supplier_of(award: Award) -> shapes.Organisation:
    """The supplier by its first number that names its register; without one by our own."""
    numbers = [found for text in award.supplier_ids if (found := _identifier(text))]
    return shapes.Organisation(
        name=award.supplier,
        address=shapes.Address(country=award.supplier_country),
        identifier=numbers[0] if numbers else None,
        local_id=f"supplier-{award.pk}",
    )


def _identifier(text: Any) -> shapes.Identifier | None:
    """A number as profiles write it, ``AZ-VOEN 1400057421``."""
    scheme, _blank, number = str(text).partition(" ")
    try:
        return shapes.Identifier(scheme=scheme, id=number.strip())
    except InvalidInput:
        return None


def _contract(one: Contract, call: Call, buyer: BuyerProfile) -> shapes.Contract:
    # a contract is offered only with a price and a currency
    return shapes.Contract(
        id=one.number,
        award=str(one.award_id),
        title=one.title,
        description=one.description,
        value=shapes.Money(one.price or Decimal(0), one.price_currency),
        status=one.state,  # type: ignore[arg-type]
        period=_period(call, one),
        signatures=tuple(_signature(row) for row in one.signatures.all()),
        published=one.published,
        documents=(_page(one),),
        milestones=tuple(_milestone(call, row) for row in one.milestones.all()),
        transactions=tuple(_payment(call, row, buyer) for row in one.payments.all()),
        amendments=tuple(_amendment(call, row) for row in one.amendments.all() if row.published),
        ended=one.reason if one.ended == "early" else "",
    )


def _page(one: Contract) -> shapes.File:
    """The public page, which tells the digest of what was signed; the file itself names people."""
    return shapes.File(
        id=f"page-{one.pk}",
        url=address(reverse("contracts-page", args=[one.slug])),
        kind="contractSummary",
        published=one.published or one.signed,
        format="text/html",
    )


def _signature(row: Signature) -> shapes.Signature:
    level = (row.report.get("trusted") or {}).get("level", "")
    kind = level if row.valid and level in {"qualified", "advanced"} else "other"
    return shapes.Signature(party=row.side, at=row.signed_at, kind=kind)  # type: ignore[arg-type]


def _milestone(call: Call, row: Milestone) -> shapes.Milestone:
    return shapes.Milestone(
        id=str(row.number),
        title=row.title,
        due=moment(call, row.due) if row.due else None,
        met=row.met,
        missed=row.state in {"notMet", "dropped"},
        description={call.language: told} if (told := telling.goes_live(row, call)) else {},
    )


def _payment(call: Call, row: Payment, buyer: BuyerProfile) -> shapes.Transaction:
    return shapes.Transaction(
        id=str(row.pk),
        date=moment(call, row.paid),
        value=shapes.Money(row.price or Decimal(0), row.price_currency),
        payer=calls.organisation_of(buyer),
        payee=supplier_of(row.contract.award),
    )


def _amendment(call: Call, row: Amendment) -> shapes.Amendment:
    return shapes.Amendment(
        id=str(row.number),
        date=row.published or row.created,
        rationale={call.language: " ".join(filter(None, (row.reason, row.legal_basis)))},
        description=telling.of_changes(row, call),
    )


def moment(call: Call, day: date) -> datetime:
    """The beginning of a day in the call's zone."""
    return datetime.combine(day, time(), ZoneInfo(call.time_zone) if call.time_zone else UTC)


def _money(amount: Decimal | None, currency: str) -> shapes.Money | None:
    return shapes.Money(amount, currency) if amount is not None and currency else None


def _period(call: Call, one: Contract) -> shapes.Period | None:
    if not one.starts and not one.ends:
        return None
    start, end = (moment(call, day) if day else None for day in (one.starts, one.ends))
    return shapes.Period(start=start, end=end)
