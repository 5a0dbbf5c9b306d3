"""Prices of a lot in one currency, each with the rate of a day that brought it there."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal, TypeAlias

from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.errors import InvalidInput, Mistake
from karavel.money import Rates
from karavel.procurement.scoring import Converted, in_one_currency
from karavel.procurement.shapes import Money
from karavel.web.desk.bids.models import Offer, OfferLot
from karavel.web.desk.calls.models import Call, CallLot
from karavel.web.desk.evaluation.models import ExchangeRate

Amount: TypeAlias = Literal["price", "cost"]
_CENT: Final = Decimal("0.01")


def currency(lot: CallLot) -> str:
    """In which prices of a lot are compared: the lot's, else the call's; empty where neither names one."""
    return lot.value_currency or lot.call.value_currency


def day_of_rates(call: Call) -> date:
    """The day before the deadline: a rate that no bidder knew when it named its price."""
    return (call.deadline or timezone.now()).date() - timedelta(days=1)


def asked(lot: CallLot, offers: list[Offer], of: Amount = "price") -> dict[str, Money]:
    """The prices, or the costs over the whole life, as the bids have them, by the offer's key; what lacks is left out.

    Raises:
        InvalidInput: one has more digits than can be told exactly.
    """
    rows = OfferLot.objects.filter(lot=lot, offer__in=offers).order_by("offer__number")
    found = {str(row.offer_id): (getattr(row, of), row.price_currency) for row in rows}
    return {key: Money(amount, currency) for key, (amount, currency) in found.items() if amount is not None}


def compared(lot: CallLot, offers: list[Offer], of: Amount = "price") -> dict[str, Converted]:
    """The prices, or the costs over the whole life, in one currency.

    Raises:
        InvalidInput: a price is in another currency, and no rate of a day is known or was entered for it.
    """
    given = asked(lot, offers, of)
    to = currency(lot) or next((money.currency for money in given.values()), "")
    entered = {one.given_in: one for one in ExchangeRate.objects.filter(call=lot.call_id, counted_in=to)}
    return {key: _compared(key, money, to, entered, lot.call) for key, money in given.items()}


def _compared(key: str, money: Money, to: str, entered: dict[str, ExchangeRate], call: Call) -> Converted:
    rate = entered.get(money.currency)
    if rate and money.currency != to:
        amount = (money.amount * rate.rate).quantize(_CENT, ROUND_HALF_UP)
        return Converted(Money(amount, to), money, rate.rate, rate.on.isoformat(), rate.source, approximate=False)
    found = in_one_currency({key: money}, to, rates=Rates(), on=day_of_rates(call))[key]
    if found.approximate or len(found.on) == len("2026"):  # an average of a year is no rate of a day
        values = {"one": money.currency, "other": to}
        told = _("Prices are in %(one)s and %(other)s: enter the rate of a day, and whose it is.") % values
        raise InvalidInput(told, (Mistake(money.currency, told),))
    return found


def strange(lot: CallLot, offers: list[Offer]) -> list[str]:
    """Currencies of prices that are not the one of comparison."""
    to = currency(lot)
    given = set(OfferLot.objects.filter(lot=lot, offer__in=offers).values_list("price_currency", flat=True))
    return sorted(given - {to}) if to else []
