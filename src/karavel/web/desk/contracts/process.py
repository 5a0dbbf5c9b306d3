"""A call's signed contracts as the shape that releases are made of; no signer is named in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
from django.urls import reverse

from karavel.procurement import shapes
from karavel.web.alerts.speaking import address
from karavel.web.desk.calls.models import Call
from karavel.web.desk.contracts import telling
from karavel.web.desk.contracts.models import Amendment, Contract, Milestone, Payment
from karavel.web.desk.evaluation.shaping import award_id
from karavel.web.desk.evaluation.shaping import process as awarded
from karavel.web.desk.needs.models import BuyerProfile


def process_of(call: Call, buyer: BuyerProfile) -> shapes.Process:
    """The process as far as its contracts; call it with the buyer in force.

    Raises:
        InvalidInput: what stands in the rows does not hold together.
    """
    signed = Contract.objects.filter(award__call=call, state__in=("active", "terminated")).order_by("pk")
    process = awarded(call, buyer)
    return msgspec.structs.replace(process, contracts=tuple(_contract(one, process) for one in signed))


def _contract(one: Contract, process: shapes.Process) -> shapes.Contract:
    call = one.award.call
    award = next(each for each in process.awards if each.id == award_id(one.award))
    # a contract is offered only with a price and a currency
    return shapes.Contract(
        id=one.number,
        award=award.id,
        title=one.title,
        description=one.description,
        value=shapes.Money(one.price or Decimal(0), one.price_currency),
        status=one.state,  # type: ignore[arg-type]
        period=_period(call, one),
        signed=one.signed,
        published=one.published,
        documents=(_page(one),),
        milestones=tuple(_milestone(call, row) for row in one.milestones.all()),
        transactions=tuple(_payment(row, process.buyer, award.suppliers[0]) for row in one.payments.all()),
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


def _milestone(call: Call, row: Milestone) -> shapes.Milestone:
    return shapes.Milestone(
        id=str(row.number),
        title=row.title,
        due=moment(call, row.due) if row.due else None,
        met=row.met,
        missed=row.state in {"notMet", "dropped"},
        reviewed=row.reviewed,
        description={call.language: told} if (told := telling.of_milestone(row, call)) else {},
    )


def _payment(row: Payment, buyer: shapes.Organisation, supplier: shapes.Organisation) -> shapes.Transaction:
    return shapes.Transaction(
        id=str(row.pk),
        date=moment(row.contract.award.call, row.paid),
        value=shapes.Money(row.price or Decimal(0), row.price_currency),
        payer=buyer,
        payee=supplier,
        milestone=str(row.milestone.number) if row.milestone else None,
    )


def _amendment(call: Call, row: Amendment) -> shapes.Amendment:
    return shapes.Amendment(
        id=str(row.number),
        date=moment(call, row.agreed),
        published=row.published,
        rationale={call.language: " ".join(filter(None, (row.reason, row.legal_basis)))},
        description=telling.of_changes(row, call),
    )


def moment(call: Call, day: date) -> datetime:
    """The beginning of a day in the call's zone."""
    return datetime.combine(day, time(), ZoneInfo(call.time_zone) if call.time_zone else UTC)


def _period(call: Call, one: Contract) -> shapes.Period | None:
    if not one.starts and not one.ends:
        return None
    start, end = (moment(call, day) if day else None for day in (one.starts, one.ends))
    return shapes.Period(start=start, end=end)
