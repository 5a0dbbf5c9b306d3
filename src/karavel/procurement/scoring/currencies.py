"""Amounts in one currency: refused where they differ, or converted at a rate that is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from karavel.errors import InvalidInput, Mistake
from karavel.money import Rates
from karavel.procurement.shapes import Money
from karavel.texts.marking import N_, say

_CENT: Final = Decimal("0.01")
_DIFFER: Final = N_("The amounts are in {currencies}: convert them to one currency before they are compared.")
_IS_IN: Final = N_("is in {currency}")
_NO_RATE: Final = N_("There is no exchange rate between {one} and {other} on {day}.")


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in the currency of comparison, with the rate that brought it there.

    Attributes:
        money: to the cent, half up.
        original: as the bid has it.
        rate: units of the new currency for one of the old, as it was used.
        on: the day or year of the rate; empty where the law fixed it, or where the currency is the same.
        source: whose rate it is.
        approximate: whether the rate is a rounded or carried figure; a ranking should not rest on one.
    """

    money: Money
    original: Money
    rate: Decimal
    on: str
    source: str
    approximate: bool


def one_currency(amounts: Mapping[str, Money]) -> str | None:
    """The one currency of all amounts; None where there are none.

    Raises:
        InvalidInput: they differ.
    """
    found = sorted({money.currency for money in amounts.values()})
    if len(found) > 1:
        wrong = tuple(Mistake(bid, say(_IS_IN, currency=money.currency)) for bid, money in amounts.items())
        raise InvalidInput(say(_DIFFER, currencies=", ".join(found)), wrong)
    return found[0] if found else None


def in_one_currency(amounts: Mapping[str, Money], to: str, *, rates: Rates, on: date) -> dict[str, Converted]:
    """Amounts in a currency, each with its rate.

    Args:
        amounts: by bid.
        to: the currency of comparison, ISO 4217.
        rates: exchange rates.
        on: the day of the rate, as the call announced it, such as the day before the deadline.

    Raises:
        InvalidInput: a currency has no rate on the day.
    """
    return {bid: _converted(bid, money, to, rates, on) for bid, money in amounts.items()}


def _converted(bid: str, money: Money, to: str, rates: Rates, on: date) -> Converted:
    found = rates.convert(1.0, money.currency, to, on=on)
    if found is None:
        message = say(_NO_RATE, one=money.currency, other=to, day=on.isoformat())
        raise InvalidInput(message, (Mistake(bid, say(_IS_IN, currency=money.currency)),))
    rate = Decimal(repr(found.rate))  # the shortest decimal of the double: the same everywhere
    amount = (money.amount * rate).quantize(_CENT, ROUND_HALF_UP) if money.currency != to else money.amount
    return Converted(Money(amount, to), money, rate, found.on, found.source, found.approximate)
