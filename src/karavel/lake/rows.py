"""One notice as the items from which its rows are taken: what several columns share is worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from typing import Final

from msgspec import Struct

from karavel.money import Rates
from karavel.notices import (
    Award,
    Buyer,
    Change,
    Lot,
    Money,
    Notice,
    Place,
    Provenance,
    Supplier,
    Tenders,
    Unread,
    day_of,
)

_DESCRIPTION: Final = 500  # characters of a description that a list of lots shows
_COUNTABLE: Final = 1 << 53
_PUBLICATION: Final = re.compile(r"\d+-(19|20)\d\d")


class Nothing:
    """Stands for a part that a notice does not have: each of its values is None."""

    amount = currency = country = level = legal_type = activity = name = total = None
    ids = nuts = ()


NOTHING: Final = Nothing()


class DocumentRow(Struct, gc=False):
    """A document as published, read or not."""

    provenance: Provenance
    format: str | None
    content: bytes
    run: int
    part: str
    notice_id: str | None = None
    code: str | None = None
    reason: str | None = None

    @property
    def fetched(self) -> str | None:
        """The moment as ISO text."""
        return self.provenance.fetched.isoformat() if self.provenance.fetched else None


class NoticeRow(Struct, gc=False):
    """A notice whole."""

    notice: Notice
    buyer: Buyer | Nothing
    identity: str
    body: bytes
    lots: int
    run: int
    part: str


class ChangeRow(Struct, gc=False):
    """What a notice says of an earlier one: that it takes its place (no deadline), or moves a deadline."""

    sha256: str
    id: str
    published: date | None
    changed: str | None
    lot_id: str | None
    deadline: str | None
    part: str


class LotRow(Struct, gc=False):
    """A lot with what it has from its notice."""

    notice: Notice
    lot: Lot
    buyer: Buyer | Nothing
    value: Money | Nothing
    value_eur: float | None
    value_of: str | None
    place: Place | Nothing
    deadline_day: date | None
    known: date | None
    gpa_declared: bool | None
    url: str | None
    key: int
    part: str

    @property
    def description(self) -> str:
        """The opening of the description."""
        return self.lot.description[:_DESCRIPTION]

    @property
    def nature(self) -> str | None:
        """The lot's nature, else the notice's."""
        return self.lot.nature or self.notice.nature

    @property
    def cpv(self) -> tuple[str, ...]:
        """The lot's codes, else the notice's."""
        return self.lot.cpv or self.notice.cpv

    @property
    def nuts(self) -> str | None:
        """The first region of the place."""
        return self.place.nuts[0] if self.place.nuts else None


class AwardRow(Struct, gc=False):
    """One supplier of an award; an award that names none is one row as well."""

    notice: Notice
    award: Award
    buyer: Buyer | Nothing
    supplier: Supplier | Nothing
    value: Money | Nothing
    value_eur: float | None
    tenders: Tenders | Nothing
    title: str | None
    cpv: tuple[str, ...]
    part: str

    @property
    def tenders_total(self) -> int | None:
        """How many tenders came in; a number that no count can be is none."""
        total = self.tenders.total
        return total if total is not None and abs(total) <= _COUNTABLE else None


class ProblemRow(Struct, gc=False):
    """A problem and the document in which it was met."""

    sha256: str
    file: str
    notice_id: str | None
    code: str
    message: str
    place: str
    severity: str
    part: str


class GapsRow(Struct, gc=False):
    """The paths of a document that no field table reads."""

    sha256: str
    unread: tuple[Unread, ...]
    part: str

    @property
    def paths(self) -> list[str]:
        """The paths."""
        return [gap.path for gap in self.unread]

    @property
    def counts(self) -> list[int]:
        """How often each stands there."""
        return [gap.count for gap in self.unread]


def digest(text: str) -> str:
    """A short digest of a text: 32 hexadecimal digits."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def identity(notice: Notice) -> str:
    """What makes two documents versions of one notice.

    A publication number stands alone. OCDS release ids are unique only within their process, contract numbers only
    within their register, so they count together with it.
    """
    if notice.format == "ocds":
        return digest(f"ocds/{notice.ocid}/{notice.id}")
    return digest(f"base/{notice.id}" if notice.format == "base" else notice.id)


def url_of(notice: Notice, lot: Lot) -> str | None:
    """Where a lot is published, else where its documents are, else where tenders are sent."""
    return notice.urls.get("notice") or notice.urls.get("documents") or lot.submission_url


def lot_rows(notice: Notice, part: str, rates: Rates) -> Iterator[LotRow]:
    """The lots of a notice."""
    buyer = notice.buyer or NOTHING
    sha256 = notice.provenance.sha256
    declared = notice.declared.get("gpa")
    for number, lot in enumerate(notice.lots):
        value = lot.value or notice.value
        yield LotRow(
            notice=notice,
            lot=lot,
            buyer=buyer,
            value=value or NOTHING,
            value_eur=_euro(value, notice, rates),
            value_of=("lot" if lot.value else "notice") if value else None,
            place=lot.place or notice.place or NOTHING,
            deadline_day=day_of(lot.deadline) if lot.deadline else None,
            known=notice.published or notice.dispatched,
            gpa_declared=declared if lot.gpa_declared is None else lot.gpa_declared,
            url=url_of(notice, lot),
            key=lot_key(sha256, number),
            part=part,
        )


def lot_key(sha256: str, number: int) -> int:
    """A key of 63 bits for the n-th lot of a document: the text index knows lots by it."""
    return int.from_bytes(blake2b(f"{sha256}/{number}".encode(), digest_size=8).digest()) >> 1


def award_rows(notice: Notice, part: str, rates: Rates) -> Iterator[AwardRow]:
    """The suppliers of a notice's awards."""
    lots = {lot.id: lot for lot in notice.lots}
    for award in notice.awards:
        lot = lots.get(award.lot_id or "")
        for supplier in award.suppliers or (NOTHING,):
            yield AwardRow(
                notice=notice,
                award=award,
                buyer=notice.buyer or NOTHING,
                supplier=supplier,
                value=award.value or NOTHING,
                value_eur=_euro(award.value, notice, rates),
                tenders=award.tenders or NOTHING,
                title=(lot.title if lot else "") or award.title or notice.title,
                cpv=(lot.cpv if lot else ()) or notice.cpv,
                part=part,
            )


def _euro(value: Money | None, notice: Notice, rates: Rates) -> float | None:
    """The amount in euro at the rate of the day of publication, which every list names."""
    day = notice.published or notice.dispatched
    rate = rates.per_euro(value.currency, day) if value and day else None
    return value.amount / rate.per_euro if value and rate else None


def change_rows(notice: Notice, part: str) -> Iterator[ChangeRow]:
    """What a notice changes in an earlier one."""
    sha256 = notice.provenance.sha256
    for change in notice.changes:
        moved: tuple[tuple[str | None, str | None], ...] = tuple(change.deadlines.items()) or ((None, None),)
        for lot_id, deadline in moved:
            yield ChangeRow(sha256, notice.id, notice.published, _referred(change), lot_id, deadline, part)


def _referred(change: Change) -> str | None:
    """The changed notice's number, written as ids are: a publication number without leading zeros."""
    if change.notice and _PUBLICATION.fullmatch(change.notice):
        return change.notice.lstrip("0")
    return change.notice
