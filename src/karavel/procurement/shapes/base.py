"""What all shapes of the desk share: texts by language, exact money, moments with their zone, files, milestones."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

import msgspec

from karavel.codes import currencies
from karavel.errors import InvalidInput, Mistake
from karavel.texts.marking import N_, say

_NOT_SO: Final = N_("Something here cannot be published.")
_NO_ZONE: Final = N_("is a moment without a time zone; give it one")
_NO_ADDRESS: Final = N_("must be a web address that begins with https:// or http://")
_ENDS_EARLY: Final = N_("A period ends before it starts.")
_TURN_ROUND: Final = N_("lies before the start; turn them round")
_NO_MONEY: Final = N_("{amount} {currency} is no money.")
_NO_CURRENCY: Final = N_("{currency} is no currency of ISO 4217")
_NO_AMOUNT: Final = N_("{amount} has more than 13 digits before or 9 after the point, or is no number")

#: A text by language (ISO 639-1): ``{"pt": "Portal", "en": "Portal"}``. Whoever writes names the main language.
Words: TypeAlias = dict[str, str]

#: Amounts below this have 15 digits to the cent, which a JSON number keeps.
LARGEST: Final = Decimal(10_000_000_000_000)
_DECIMALS: Final = 9
_WHOLE: Final = 100
_ADDRESSES: Final = ("url", "uri")
_WEB: Final = re.compile(r"https?://[^\s<>\"]+")


class Shape(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all shapes.

    Raises:
        InvalidInput: a moment has no time zone, so that nobody else can tell when it is; an address is none of the web.
    """

    def __post_init__(self) -> None:
        found = [
            Mistake(f"{type(self).__name__}.{name}", say(wrong))
            for name in self.__struct_fields__
            if (wrong := _wrong_field(name, getattr(self, name)))
        ]
        if found:
            raise InvalidInput(say(_NOT_SO), tuple(found))


def _wrong_field(name: str, value: Any) -> str:
    """The sentence on a moment or address that cannot be published; empty where there is nothing to say."""
    if isinstance(value, datetime) and value.utcoffset() is None:
        return _NO_ZONE
    if name in _ADDRESSES and value is not None and not _WEB.fullmatch(value):
        return _NO_ADDRESS
    return ""


class Money(msgspec.Struct, frozen=True):
    """An exact amount with its currency; negative where money comes back.

    Attributes:
        amount: of units of the currency.
        currency: ISO 4217.

    Raises:
        InvalidInput: an unknown currency, or an amount that is none or has too many digits to be told exactly.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        wrong = _wrong_money(self.amount, self.currency)
        if wrong:
            raise InvalidInput(say(_NO_MONEY, amount=self.amount, currency=self.currency), (Mistake("money", wrong),))

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def _wrong_money(amount: Decimal, currency: str) -> str:
    if currency not in currencies.NAMES:
        return say(_NO_CURRENCY, currency=currency)
    return "" if is_exact(amount) else say(_NO_AMOUNT, amount=amount)


def is_exact(figure: Decimal) -> bool:
    """Whether a figure is a number of at most 13 digits before and 9 after the point: what is computed exactly here.

    Others are refused before anything is computed: one of a million decimals would keep a machine busy for hours.
    """
    exponent = figure.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_DECIMALS and abs(figure) < LARGEST


def is_share(figure: Decimal) -> bool:
    """Whether a figure runs from 0 to 100: a weight, a threshold, points."""
    return is_exact(figure) and 0 <= figure <= _WHOLE


class Period(Shape, frozen=True):
    """From when to when; a length in calendar days where the days themselves are not fixed.

    Raises:
        InvalidInput: the end lies before the start.
    """

    start: datetime | None = None
    end: datetime | None = None
    days: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.start and self.end and self.end < self.start:
            raise InvalidInput(say(_ENDS_EARLY), (Mistake("Period.end", say(_TURN_ROUND)),))


class File(Shape, frozen=True):
    """A published document.

    Attributes:
        id: stable within the process.
        url: where anybody gets it.
        kind: a code of OCDS's list ``documentType`` (``biddingDocuments``, ``evaluationReports``, ``contractSigned``).
        title: in its languages.
        published: when it was published.
        format: media type (IANA).
        languages: that it is written in, ISO 639-1.
        lots: ids of lots that it is about; empty: all.
    """

    id: str
    url: str
    kind: str = "biddingDocuments"
    title: Words = msgspec.field(default_factory=dict)
    published: datetime | None = None
    format: str | None = None
    languages: tuple[str, ...] = ()
    lots: tuple[str, ...] = ()


class Milestone(Shape, frozen=True):
    """A point in time by which something is to be there.

    Attributes:
        id: stable within the process.
        title: in its languages.
        kind: a code of OCDS's list ``milestoneType``.
        due: by when.
        met: when it was reached; None as long as it is not.
        missed: whether it was given up or passed unmet.
        reviewed: when its status was last looked at.
    """

    id: str
    title: Words
    kind: Literal["preProcurement", "approval", "engagement", "assessment", "delivery", "reporting", "payment"] = (
        "delivery"
    )
    description: Words = msgspec.field(default_factory=dict)
    due: datetime | None = None
    met: datetime | None = None
    missed: bool = False
    reviewed: datetime | None = None

    @property
    def status(self) -> str:
        """A code of OCDS's list ``milestoneStatus``."""
        return "met" if self.met else "notMet" if self.missed else "scheduled"


class Amendment(Shape, frozen=True):
    """A change of what was published or signed, with its reason.

    Attributes:
        id: stable within the process.
        date: of the change itself: when it was published (a call) or agreed (a contract).
        rationale: why.
        description: what has changed, old value and new.
        published: the moment of its release, by which others name it; None: its date.
    """

    id: str
    date: datetime
    rationale: Words
    description: str = ""
    published: datetime | None = None


def named(shape: Any) -> str:
    """How messages name a shape that has an id: ``Lot 2``."""
    return f"{type(shape).__name__} {shape.id}"
