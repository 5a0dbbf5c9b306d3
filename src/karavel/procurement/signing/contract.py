"""What a contract says, as data: its text is made from this and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from karavel.errors import InvalidInput, Mistake
from karavel.texts import LANGUAGES
from karavel.texts import gettext as _

#: The names of the signature fields: one for each side.
BUYER: Final = "buyer"
SUPPLIER: Final = "supplier"

_DIGEST: Final = 64
_CENT: Final = 0.005  # a sum may be off by so much, being a sum of doubles


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a contract.

    Attributes:
        name: as registered; ``ids`` its identifiers with their kind (``AZ-VOEN 1400057421``).
        country: ISO 3166-1 alpha-2.
        address: of the seat.
        representative: who signs; ``capacity`` by which power (``Director``).
    """

    name: str
    country: str
    ids: tuple[str, ...] = ()
    address: str = ""
    representative: str = ""
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A part of the work (OCDS ``milestones``): what, until when, and what is paid for it; the amount in the currency.

    ``title`` is by language (ISO 639-1).
    """

    title: Mapping[str, str]
    due: date
    amount: float


@dataclass(frozen=True, slots=True)
class Annex:
    """A document that belongs to the contract, named by the SHA-256 of its bytes."""

    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract for a service.

    Attributes:
        number: of the contract; ``ocid`` the procedure (OCDS) that it comes from.
        title, scope: what is bought, by language (ISO 639-1); a language that lacks has the first one's words.
        buyer, supplier: the two sides.
        price: the whole, without tax unless ``price_note`` says otherwise; ``currency`` ISO 4217.
        milestones: their amounts add up to the price.
        annexes: documents that belong to it.
        law: the country whose law governs it; ``courts`` who decides disputes, by language.
        languages: one, two or three of those that Karavel speaks; the first prevails.
        made: the moment of the draft; the same data of the same moment give the same bytes.
    """

    number: str
    title: Mapping[str, str]
    scope: Mapping[str, str]
    buyer: Party
    supplier: Party
    price: float
    currency: str
    law: str
    made: datetime
    milestones: tuple[Milestone, ...] = ()
    annexes: tuple[Annex, ...] = ()
    courts: Mapping[str, str] | None = None
    price_note: Mapping[str, str] | None = None
    languages: tuple[str, ...] = LANGUAGES[:1]
    ocid: str = ""


def check(contract: Contract) -> None:
    """Holds a contract against itself.

    Raises:
        InvalidInput: every mistake with its place.
    """
    mistakes = [Mistake(place, message) for place, message, wrong in _tests(contract) if wrong]
    if mistakes:
        raise InvalidInput(_("The contract cannot be drawn up."), tuple(mistakes))


def _tests(contract: Contract) -> list[tuple[str, str, bool]]:
    paid = sum(milestone.amount for milestone in contract.milestones)
    empty = [name for name in ("number", "title", "scope", "currency", "law") if not getattr(contract, name)]
    spoken = contract.languages and set(contract.languages) <= set(LANGUAGES)
    sums = bool(contract.milestones) and abs(paid - contract.price) > _CENT
    return [
        *((name, _("This is missing."), True) for name in empty),
        *((f"{side}.name", _("This is missing."), not getattr(contract, side).name) for side in (BUYER, SUPPLIER)),
        ("languages", _("Choose among English, Portuguese and Azerbaijani."), not spoken),
        ("price", _("A price is above zero."), contract.price <= 0),
        ("made", _("The moment needs its time zone."), contract.made.tzinfo is None),
        ("milestones", _("The amounts of the milestones do not add up to the price."), sums),
        *(
            (f"annexes[{place}]", _("An annex is named by its SHA-256."), len(annex.sha256) != _DIGEST)
            for place, annex in enumerate(contract.annexes)
        ),
    ]


def said(words: Mapping[str, str], language: str) -> str:
    """A text in a language; in the first that there is where nobody wrote it in this one."""
    return words.get(language) or next(iter(words.values()))
