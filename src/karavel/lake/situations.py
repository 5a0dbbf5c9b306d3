"""What the law looks at in a lot, without its words: few of them differ, however many lots there are.

The lake knows no law. It keeps of a lot what a tender and its requirements are made from, so that lots can be told
apart (or not) by their columns and a notice is unpacked only where somebody wants to read it: days and amounts as
columns, what is asked as a digest, all the rest as one bare notice that a thousand others share to the byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from karavel.money import Rates
from karavel.notices import Buyer, Lot, Money, Notice, Provenance

_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(Notice).decode

_NOWHERE: Final = Provenance(file="", sha256="")


class Bare(NamedTuple):
    """A notice and one of its lots as the law sees them: no titles, no texts, no other lots."""

    notice: Notice
    lot: Lot


def bare_notice(notice: Notice, lot: Lot) -> Notice:
    """What most lots share with many others: who buys, of what nature, under which law; no days, no amounts."""
    return Notice(
        id="",
        format=notice.format,
        kind=notice.kind,
        provenance=_NOWHERE,
        legal_basis=notice.legal_basis,
        procedure=notice.procedure,
        nature=notice.nature,
        declared=notice.declared,
        buyers=tuple(_bare_buyer(buyer) for buyer in notice.buyers[:1]),
        lots=(
            Lot(
                id="",
                nature=lot.nature,
                submission=lot.submission,
                electronic_signature=lot.electronic_signature,
                by_invitation=lot.by_invitation,
                framework=lot.framework,
                dps=lot.dps,
                eu_funded=lot.eu_funded,
                eu_programmes=lot.eu_programmes,
                gpa_declared=lot.gpa_declared,
                reserved=lot.reserved,
            ),
        ),
    )


def _bare_buyer(buyer: Buyer) -> Buyer:
    """A buyer of known level is like any other; of one that is not the name is all that tells it."""
    return Buyer(
        name="" if buyer.level else buyer.name,
        country=buyer.country,
        legal_type=buyer.legal_type,
        activity=buyer.activity,
        level=buyer.level,
    )


def undated(body: bytes, procedure_start: date) -> Bare:
    """A bare notice that begins on some day, of which nothing else is known."""
    notice = msgspec.structs.replace(_decode(body), procedure_start=procedure_start)
    return Bare(notice, notice.lots[0])


class SituationRow(Struct, gc=False):
    """A lot as the law and its requirements see it; see :data:`karavel.lake.tables.SITUATIONS`."""

    key: int
    facts: bytes
    whole: Money | None
    own_eur: float | None
    announced: date | None
    procedure_start: date | None
    awarded: date | None
    ends: date | None
    asked: int | None
    part: str

    @property
    def amount(self) -> float | None:
        """The value of the whole procedure."""
        return self.whole.amount if self.whole else None

    @property
    def currency(self) -> str | None:
        """Its currency."""
        return self.whole.currency if self.whole else None


def situation_rows(notice: Notice, keys: Iterator[int], part: str, rates: Rates) -> Iterator[SituationRow]:
    """The lots of a notice; ``keys`` are theirs, in order."""
    whole = notice.value or _together(notice) or notice.framework_maximum
    awarded: dict[str | None, date] = {}
    for award in notice.awards:
        if award.date:
            awarded.setdefault(award.lot_id, award.date)
    for lot, key in zip(notice.lots, keys, strict=False):
        yield SituationRow(
            key=key,
            facts=_encode(bare_notice(notice, lot)),
            whole=whole or lot.value or lot.framework_maximum,
            own_eur=_own(notice, lot, rates),
            announced=notice.dispatched or notice.published,
            procedure_start=notice.procedure_start,
            awarded=awarded.get(lot.id),
            ends=lot.end,
            asked=asked_digest(lot),
            part=part,
        )


def _together(notice: Notice) -> Money | None:
    """All lots together, where each says its value and in one currency."""
    values = [lot.value for lot in notice.lots if lot.value]
    if len(values) != len(notice.lots) or len({value.currency for value in values}) != 1:
        return None
    return Money(sum(value.amount for value in values), values[0].currency)


def _own(notice: Notice, lot: Lot, rates: Rates) -> float | None:
    """The lot's estimate in euro at the rate of its publication; the notice's own where it has one lot only."""
    value = lot.value or (notice.value if len(notice.lots) == 1 else None)
    day = notice.published or notice.dispatched
    found = rates.convert(value.amount, value.currency, "EUR", on=day) if value and day else None
    return found.amount if found else None


def asked_digest(lot: Lot) -> int | None:
    """A digest of what a lot asks of tenderers, equal where the same is asked; None where the notice lists nothing."""
    if not (lot.requirements or lot.guarantee_required or lot.guarantee or lot.languages):
        return None
    asked: tuple[Any, ...] = (lot.guarantee_required, lot.guarantee, lot.languages, lot.value and lot.value.currency)
    if lot.requirements:
        asked = (*asked, lot.requirements, lot.id, lot.cpv)  # clauses name lots, references are of the lot's trade
    return int.from_bytes(blake2b(_encode(asked), digest_size=8).digest()) >> 1
