"""Who bids for what: the whole input of a decision, as plain values that can be compared and hashed."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

import msgspec

Level: TypeAlias = Literal[
    "central", "sub-central", "utility", "eu-institution", "state-owned", "international", "unknown"
]
Nature: TypeAlias = Literal["services", "supplies", "works", "unknown"]


UNION = "EU"
"""As a buyer's country: the Union's own institutions and agencies. Its member states are a list of the law data."""


class Value(msgspec.Struct, frozen=True):
    """An amount and its currency (ISO 4217, ``XDR`` for special drawing rights)."""

    amount: float
    currency: str


class Establishment(msgspec.Struct, frozen=True):
    """A seat of the firm. ``substantive``: real business operations there; None where nobody said."""

    country: str
    kind: Literal["head-office", "subsidiary", "branch"] = "head-office"
    substantive: bool | None = None


class Owner(msgspec.Struct, frozen=True):
    """A holder of capital; ``share`` in per cent, direct and indirect."""

    country: str
    share: float


class Member(msgspec.Struct, frozen=True):
    """A further member of the consortium that bids jointly and severally."""

    country: str


class Partner(msgspec.Struct, frozen=True):
    """A subcontractor, or an entity whose capacities are relied on; ``share`` of the contract value in per cent."""

    country: str
    role: Literal["subcontractor", "relied-on"]
    share: float | None = None


class Origin(msgspec.Struct, frozen=True):
    """Customs origin of goods; ``share`` of the contract value in per cent."""

    country: str
    share: float


class Director(msgspec.Struct, frozen=True):
    """Nationality of board members; ``share_of_board`` from 0 to 1."""

    country: str
    share_of_board: float


class Bidder(msgspec.Struct, frozen=True, kw_only=True):
    """The firm that signs the bid, with everything an identity test of the law may look at.

    ``country`` is where it is registered (establishment test), ``establishments`` carry substance, ``owners``
    ownership, ``directors`` control. ``regional_headquarters`` and ``foreign_operations`` serve the Saudi rule.
    """

    country: str
    establishments: tuple[Establishment, ...] = ()
    owners: tuple[Owner, ...] = ()
    consortium: tuple[Member, ...] = ()
    partners: tuple[Partner, ...] = ()
    goods_origin: tuple[Origin, ...] = ()
    directors: tuple[Director, ...] = ()
    regional_headquarters: str | None = None
    foreign_operations: Value | None = None


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the documents or the situation say. All None: nobody has read the documents, which is not silence.

    ``documents_silent``: they were read and say nothing on foreign bidders. The other keys are those of the law
    cases; ``gpa_declared`` is what the buyer ticked in the notice (BT-115), kept as evidence.
    """

    documents_silent: bool | None = None
    documents_admit_third_country: bool | None = None
    documents_admit_foreigners: bool | None = None
    statute_excludes: bool | None = None
    electronic_procedure: bool | None = None
    public_health_system: bool | None = None
    below_domestic_threshold: bool | None = None
    closed_to_foreigners: bool | None = None
    financed_by: str | None = None
    universal_procurement: bool | None = None
    technically_best: bool | None = None
    cheaper_by: float | None = None
    sole_offer: bool | None = None
    entity_marking: str | None = None
    commune: bool | None = None
    supplier_country_in_action: bool | None = None
    gpa_declared: bool | None = None
    legal_basis: str | None = None
    not_understood: tuple[str, ...] = ()


class Tender(msgspec.Struct, frozen=True, kw_only=True):
    """The lot as the law sees it. ``buyer_country`` is ``EU`` for the Union's own institutions and agencies.

    ``procedure_start`` is the day most rules look at; ``award`` and ``deadline`` serve rules that look at those
    days and fall back to the start, saying so. ``value`` is the estimate net of VAT unless a law says otherwise.
    ``assumed`` are sentences on how the reader of a notice got here (level taken from the buyer's name, …).
    """

    buyer_country: str
    buyer_level: Level
    nature: Nature
    procedure_start: date
    cpv: str | None = None
    value: Value | None = None
    facts: Facts = Facts()
    award: date | None = None
    deadline: date | None = None
    assumed: tuple[str, ...] = ()


class Situation(msgspec.Struct, frozen=True):
    """One question to the law: may this bidder bid for this tender?"""

    bidder: Bidder
    tender: Tender


def placed(tender: Tender) -> Tender:
    """The Union's institutions follow the Union's rules wherever they sit, and the Union has no other buyers."""
    if (tender.buyer_level == "eu-institution") is (tender.buyer_country == UNION):
        return tender
    return msgspec.structs.replace(tender, buyer_country=UNION, buyer_level="eu-institution")
