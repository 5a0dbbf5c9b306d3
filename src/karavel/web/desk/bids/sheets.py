"""The form of a bid: who bids, for which lots at what price, by which way, what it answers. Sealed as one chunk."""

from __future__ import annotations

from base64 import b64decode, b64encode
from decimal import Decimal
from typing import Final

import msgspec
from msgspec import Struct

from karavel.errors import BrokenSeal
from karavel.procurement import sealing
from karavel.procurement.sealing import Identity
from karavel.web.desk.bids.models import Bid
from karavel.web.desk.bids.storing import place

_LARGEST: Final = Decimal(10) ** 16  # what a column of amounts holds


def _refuse(amount: Decimal) -> None:
    if not (amount.is_finite() and 0 < amount < _LARGEST):
        raise ValueError("No amount.")


class Price(Struct, frozen=True):
    """What is asked for a lot, net of value added tax, in a currency of ISO 4217.

    Raises:
        ValueError: it is no amount that a price can be.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        _refuse(self.amount)


class Sheet(Struct, frozen=True):
    """What a bidder hands in.

    Attributes:
        bidder, country, ids: who it is.
        route_kind, route_via: how it bids (``direct``, ``subsidiary``, …) and through which country.
        profile: its ``company.toml``, where it encloses it so that the buyer is advised on its right to bid.
        prices: lot number to its price; a lot that is not there is not bid for.
        costs: lot number to the cost over the whole life, where the call judges by that, in the prices' currency.
        answers: number of the requirement to what is said to it.
        version: of the call that the bidder read when it wrote this.

    Raises:
        ValueError: a cost is no amount.
    """

    bidder: str
    country: str
    prices: dict[str, Price]
    ids: tuple[str, ...] = ()
    email: str = ""
    route_kind: str = "direct"
    route_via: str = ""
    profile: str = ""
    costs: dict[str, Decimal] = {}
    answers: dict[str, str] = {}
    version: int = 0

    def __post_init__(self) -> None:
        for cost in self.costs.values():
            _refuse(cost)


class Label(Struct, frozen=True):
    """Name and kind of a file."""

    name: str
    kind: str = ""


def sealed_sheet(recipient: str, bid: Bid, number: int, sheet: Sheet) -> tuple[str, str]:
    """The form of the bid's submission ``number``, sealed (base64), and the digest of what is sealed.

    Raises:
        RefusedInput: it is larger than a chunk.
    """
    made = sealing.seal(recipient, msgspec.json.encode(sheet), place(bid, f"form-{number}"))
    return b64encode(made.data).decode(), made.digest


def opened_sheet(identity: Identity, bid: Bid, number: int, sealed: str) -> Sheet:
    """The form.

    Raises:
        BrokenSeal: it was changed, belongs to another bid, or is no form.
    """
    try:
        return msgspec.json.decode(
            sealing.unseal(identity, b64decode(sealed), place(bid, f"form-{number}")), type=Sheet
        )
    except (msgspec.DecodeError, ValueError) as error:
        raise BrokenSeal("What is inside the seal is no form of a bid.") from error


def sealed_label(recipient: str, bid: Bid, key: str, label: Label) -> str:
    """Name and kind of a file, sealed (base64)."""
    return b64encode(sealing.seal(recipient, msgspec.json.encode(label), place(bid, f"label-{key}")).data).decode()


def opened_label(identity: Identity, bid: Bid, key: str, sealed: str) -> Label:
    """Name and kind of a file.

    Raises:
        BrokenSeal: it was changed, belongs to another file, or is no label.
    """
    try:
        return msgspec.json.decode(sealing.unseal(identity, b64decode(sealed), place(bid, f"label-{key}")), type=Label)
    except (msgspec.DecodeError, ValueError) as error:
        raise BrokenSeal("What is inside the seal is no label of a file.") from error
