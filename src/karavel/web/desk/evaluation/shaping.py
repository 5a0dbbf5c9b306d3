"""Opened bids and awards as the shapes that releases are made of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Final, Literal
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from karavel.codes import countries
from karavel.codes.identifiers import classify
from karavel.errors import InvalidInput
from karavel.procurement import shapes
from karavel.procurement.shapes import is_exact
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import Call
from karavel.web.desk.calls.process import process_of
from karavel.web.desk.evaluation.models import Admission, Award
from karavel.web.desk.needs.models import BuyerProfile

#: A publication number of the Official Journal of the European Union.
_OJ: Final = re.compile(r"[0-9]+-[0-9]{4}")
_STATUS: Final[dict[str, Literal["pending", "active", "cancelled", "unsuccessful"]]] = {
    "pending": "pending",
    "told": "pending",
    "active": "active",
    "cancelled": "cancelled",
    "unsuccessful": "unsuccessful",
}


def process(call: Call, buyer: BuyerProfile) -> shapes.Process:
    """The process as far as its awards: those that bidders were told of, or that come from elsewhere.

    Raises:
        InvalidInput: what stands in the rows does not hold together.
    """
    awards = Award.objects.filter(call=call).select_related("lot", "offer").order_by("pk")
    if call.seals:
        awards = awards.exclude(told=None)
    secret = {one.offer_id for one in awards if one.withheld}
    return replace(
        process_of(call, buyer),
        bids=tuple(_bid(offer, secret) for offer in call.offers.prefetch_related("prices__lot")),
        awards=tuple(_award(call, one) for one in awards),
        related=tuple(_elsewhere(one) for one in awards if one.notice_id),
    )


def ranked(whole: shapes.Process, places: Mapping[tuple[str, str], int]) -> shapes.Process:
    """The process with the place of each bid, by bid and lot; a bid on several lots has several, and is told none."""
    bids = (replace(one, rank=places.get((one.id, one.lots[0]))) if len(one.lots) == 1 else one for one in whole.bids)
    return replace(whole, bids=tuple(bids))


def _bid(offer: Offer, secret: Collection[int | None]) -> shapes.Bid:
    prices = list(offer.prices.all())
    currencies = {one.price_currency for one in prices}
    total = sum((one.price or Decimal() for one in prices), Decimal())
    # a price that no release can tell is left out, its bid is not
    told = len(currencies) == 1 and is_exact(total) and offer.pk not in secret
    whole = shapes.Money(total, currencies.pop()) if told else None
    found = organisation(offer.bidder, offer.country, offer.ids, f"bidder-{offer.pk}")
    return shapes.Bid(
        id=bid_id(offer),
        tenderers=(found,) if found else (),
        submitted=offer.received,
        lots=tuple(one.lot.number for one in prices),
        status=_judged(offer),
        value=whole,
    )


def _judged(offer: Offer) -> Literal["pending", "valid", "disqualified"]:
    """Valid where a lot admits it, disqualified where none does."""
    decided = list(Admission.objects.filter(offer=offer).exclude(admitted=None).values_list("admitted", flat=True))
    if any(decided):
        return "valid"
    return "disqualified" if decided or not offer.prices.exists() else "pending"


def _award(call: Call, one: Award) -> shapes.Award:
    found = organisation(one.supplier, one.supplier_country, one.supplier_ids, local_id(one))
    priced = one.price is not None and one.price_currency and not one.withheld
    return shapes.Award(
        id=award_id(one),
        lots=(one.lot.number,),
        date=_decided(call, one),
        description={call.language: one.reasons} if one.reasons else {},
        status=_STATUS[one.state],
        value=shapes.Money(one.price or Decimal(), one.price_currency) if priced else None,
        suppliers=(found,) if found else (),
        bids=(bid_id(one.offer),) if one.offer else (),
    )


def _elsewhere(one: Award) -> shapes.Related:
    """The process on another platform in which an award was made."""
    published = _OJ.fullmatch(one.notice_id)
    return shapes.Related(
        id=f"notice-{one.pk}",
        relationship="award",
        scheme="ocid" if one.notice_ocid else "eu-oj" if published else None,
        identifier=one.notice_ocid or one.notice_id,
        lots=(one.lot.number,),
    )


def bid_id(offer: Offer) -> str:
    """The id of a bid in releases."""
    return f"bid-{offer.number}"


def award_id(one: Award) -> str:
    """The id of an award in releases, by which its contract names it."""
    return f"award-{one.pk}"


def local_id(one: Award) -> str:
    """The supplier's id in releases where it has no number of a register: as a bidder, where it bid here."""
    return f"bidder-{one.offer_id}" if one.offer_id else f"supplier-{one.pk}"


def _decided(call: Call, one: Award) -> datetime:
    zone = ZoneInfo(call.time_zone) if call.time_zone else UTC
    return datetime.combine(one.decided, time(), zone) if one.decided else one.created


def organisation(name: str, country: str, ids: Iterable[str], local_id: str) -> shapes.Organisation | None:
    """An organisation as releases name it; None where it has no name or no country that is known."""
    if not name or country not in countries.NAMES:
        return None
    numbers = [found for text in ids if (found := _number(text, country))]
    return shapes.Organisation(
        name=name,
        address=shapes.Address(country=country),
        identifier=numbers[0] if numbers else None,
        local_id="" if numbers else local_id,
        others=tuple(numbers[1:]),
    )


def _number(text: str, country: str) -> shapes.Identifier | None:
    """A number of a register; None where nobody can tell which register it is of."""
    found = classify(text, country)
    if found is None or not found.scheme:
        return None
    try:
        return shapes.Identifier(scheme=found.scheme, id=found.id)
    except InvalidInput:
        return None
