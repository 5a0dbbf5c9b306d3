"""What came of a call: bids, once they are opened, their evaluation, awards, contracts and their performance."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from karavel.procurement.shapes.base import Amendment, File, Milestone, Money, Period, Shape, Words
from karavel.procurement.shapes.parties import Organisation


class Bid(Shape, frozen=True):
    """A bid after opening: nothing here may exist, let alone be published, while it is sealed.

    Attributes:
        submitted: when it arrived.
        status: OCDS ``bidStatus``; ``pending`` until the evaluation has said.
        value: what it asks for, without tax.
        lots: ids of the lots that it is for.
        rank: its place in the ranking; None for one that is not ranked, and for one of several lots, which has several.
    """

    id: str
    tenderers: tuple[Organisation, ...]
    submitted: datetime
    lots: tuple[str, ...]
    status: Literal["pending", "valid", "disqualified", "withdrawn"] = "pending"
    value: Money | None = None
    rank: int | None = None
    documents: tuple[File, ...] = ()


class Evaluation(Shape, frozen=True):
    """What the committee came to for one lot.

    Attributes:
        ranking: ids of bids, the best first.
        excluded: ids of bids that are out, with the reason.
        abnormally_low: ids of bids that were asked to explain their price.
        report: the published report.
    """

    lot: str
    done: datetime
    ranking: tuple[str, ...]
    excluded: dict[str, str] = msgspec.field(default_factory=dict)
    abnormally_low: tuple[str, ...] = ()
    report: File | None = None


class Award(Shape, frozen=True):
    """The decision on one or more lots.

    Attributes:
        status: OCDS ``awardStatus``; ``pending`` through the standstill.
        suppliers: none where nobody won.
        bids: ids of the bids that won.
        standstill_until: before which no contract may be signed.
    """

    id: str
    lots: tuple[str, ...]
    date: datetime
    title: Words = msgspec.field(default_factory=dict)
    description: Words = msgspec.field(default_factory=dict)
    status: Literal["pending", "active", "cancelled", "unsuccessful"] = "pending"
    value: Money | None = None
    suppliers: tuple[Organisation, ...] = ()
    bids: tuple[str, ...] = ()
    contract_period: Period | None = None
    standstill_until: datetime | None = None
    documents: tuple[File, ...] = ()


class Transaction(Shape, frozen=True):
    """A payment.

    Attributes:
        value: what was paid; negative where it came back.
        payer, payee: who paid whom.
        milestone: id of the contract's milestone that it was paid for.
    """

    id: str
    date: datetime
    value: Money
    payer: Organisation
    payee: Organisation
    milestone: str | None = None


class Contract(Shape, frozen=True):
    """A contract and its performance.

    Attributes:
        award: id of the award that it follows.
        status: OCDS ``contractStatus``.
        signed: when the last side had signed.
        published: the moment of its first release; None: when it was signed.
        milestones: of its delivery.
        ended: why it ended before its time, if it did.
    """

    id: str
    award: str
    title: Words
    value: Money
    description: Words = msgspec.field(default_factory=dict)
    status: Literal["pending", "active", "cancelled", "terminated"] = "pending"
    period: Period | None = None
    signed: datetime | None = None
    published: datetime | None = None
    documents: tuple[File, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    progress_documents: tuple[File, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    ended: str = ""
