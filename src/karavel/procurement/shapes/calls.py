"""What is asked: the need, the consultation of the market, the call with its lots and terms."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

import msgspec

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.shapes.base import Amendment, File, Milestone, Money, Period, Shape, Words, is_share
from karavel.procurement.shapes.parties import Address, Organisation
from karavel.texts.marking import N_, say

_NO_SHARE: Final = N_("The criterion {id} has a weight or threshold that cannot be.")
_FROM_TO: Final = N_("must be from 0 to 100")


class Need(Shape, frozen=True):
    """A service that is to be put online, before there is a call.

    Attributes:
        title: in its languages.
        rationale: what it is for.
        budget: what may be spent.
        budget_source: the budget line or programme.
        expected: the day on which the call is expected.
        documents: published with the plan.
    """

    title: Words
    rationale: Words
    budget: Money | None = None
    budget_source: str | None = None
    expected: datetime | None = None
    documents: tuple[File, ...] = ()


class Consultation(Shape, frozen=True):
    """A consultation of the market before the call (Directive 2014/24/EU, Article 40).

    Attributes:
        period: in which answers are taken.
        ended: when it was over; None as long as it is not.
        documents: the questions, the anonymised answers, the summary report.
        interested: organisations that agreed to be named.
    """

    period: Period
    title: Words
    ended: datetime | None = None
    documents: tuple[File, ...] = ()
    interested: tuple[Organisation, ...] = ()


class Criterion(Shape, frozen=True):
    """An award criterion.

    Attributes:
        kind: price, cost (life-cycle) or quality; OCDS ``awardCriterionType``.
        weight: in per cent.
        threshold: points of a hundred below which a bid is out; None: no threshold.

    Raises:
        InvalidInput: weight or threshold do not run from 0 to 100.
    """

    id: str
    name: Words
    kind: Literal["price", "cost", "quality"]
    weight: Decimal
    description: Words = msgspec.field(default_factory=dict)
    threshold: Decimal | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        for field in ("weight", "threshold"):
            figure = getattr(self, field)
            if figure is not None and not is_share(figure):
                raise InvalidInput(say(_NO_SHARE, id=self.id), (Mistake(f"Criterion.{field}", say(_FROM_TO)),))


class Requirement(Shape, frozen=True):
    """What a bidder must show to be selected.

    Attributes:
        kind: OCDS ``selectionCriterionType``.
        minimum: the least that is asked, in words.
    """

    id: str
    kind: Literal["suitability", "economic", "technical", "other"]
    description: Words
    minimum: str | None = None


class Terms(Shape, frozen=True):
    """How bids are handed in.

    Attributes:
        languages: that a bid may be written in, ISO 639-1.
        bid_validity_days: for which a bid binds.
        variants: whether variants are taken.
        signature: whether an advanced or qualified electronic signature is asked.
        guarantee: what security is asked, in words.
    """

    languages: tuple[str, ...]
    url: str | None = None
    bid_validity_days: int | None = None
    variants: Literal["required", "allowed", "notAllowed"] = "notAllowed"
    signature: bool | None = None
    guarantee: str | None = None


class Lot(Shape, frozen=True):
    """A part that can be bid for and awarded by itself; a call without parts is one lot.

    Attributes:
        cpv: 8 digits, the main code first.
        value: estimated, without tax.
        place: of performance.
        contract_period: days, or a length.
        status: OCDS ``tenderStatus``; None: the call's.
    """

    id: str
    title: Words
    cpv: tuple[str, ...]
    description: Words = msgspec.field(default_factory=dict)
    value: Money | None = None
    criteria: tuple[Criterion, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    place: Address | None = None
    contract_period: Period | None = None
    status: Literal["active", "cancelled", "unsuccessful", "complete"] | None = None


class Call(Shape, frozen=True):
    """A call for bids.

    Attributes:
        method: OCDS ``method``.
        method_details: the national name of the procedure.
        nature: OCDS ``procurementCategory``.
        published: when; the first release's day.
        tender_period: in which bids are taken.
        enquiry_period: in which questions are taken.
        opening: of the bids.
        eligibility: who may bid, in words.
        legal_basis: CELEX number of the act that governs it (``32014L0024``).
        procuring_entity: who runs it, where that is not the buyer.
        accelerated: whether periods are cut short for urgency.
        gpa: whether it is declared as covered by the Agreement on Government Procurement.
        requirements: of all lots; a lot may add its own.
        amendments: in the order of time.
        cancelled: why it was given up, if it was.
        failed: why it ended without result before any award, as where nobody bid.
    """

    title: Words
    description: Words
    published: datetime
    tender_period: Period
    lots: tuple[Lot, ...]
    terms: Terms
    method: Literal["open", "selective", "limited", "direct"] = "open"
    method_details: Words = msgspec.field(default_factory=dict)
    method_rationale: Words = msgspec.field(default_factory=dict)
    nature: Literal["goods", "works", "services"] = "services"
    value: Money | None = None
    enquiry_period: Period | None = None
    opening: datetime | None = None
    award_period: Period | None = None
    eligibility: Words = msgspec.field(default_factory=dict)
    gpa: bool = False
    accelerated: bool = False
    legal_basis: str | None = None
    procuring_entity: Organisation | None = None
    requirements: tuple[Requirement, ...] = ()
    documents: tuple[File, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    cancelled: Words = msgspec.field(default_factory=dict)
    failed: Words = msgspec.field(default_factory=dict)

    @property
    def status(self) -> Literal["active", "cancelled", "unsuccessful"]:
        """OCDS ``tenderStatus`` before any award: what its lots are as well."""
        return "cancelled" if self.cancelled else "unsuccessful" if self.failed else "active"
