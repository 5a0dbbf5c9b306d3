"""Questions to the law itself: who covers whom, from what value; and on which days a verdict flips."""

from __future__ import annotations

from datetime import date

import msgspec

from karavel.access.decide import decide
from karavel.access.decision import Confidence, Verdict
from karavel.access.law import Entry, Law, in_force
from karavel.access.model import FIRST, Coverage
from karavel.access.situation import Situation, Value


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """What one treaty promises suppliers of a country before buyers of another.

    ``extent`` is ``unseen`` where the annex has not been read. ``thresholds`` by nature, in the currencies in
    which the law data hold them; empty means from the first cent.
    """

    instrument: str
    article: str
    sentence: str
    levels: tuple[str, ...]
    natures: tuple[str, ...]
    cpv: tuple[str, ...]
    cpv_left_out: tuple[str, ...]
    extent: str
    thresholds: dict[str, tuple[Value, ...]]
    valid_from: date | None
    valid_until: date | None
    url: str | None
    confidence: Confidence


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which the answer to one and the same tender changes."""

    on: date
    before: Verdict
    after: Verdict
    instrument: str


def coverage_of(law: Law, supplier: str, buyer: str, on: date) -> tuple[Promise, ...]:
    """What treaties promise suppliers of one country before buyers of another on a day."""
    entries = law.for_buyer(buyer, on).meant_for(supplier).coverage
    return tuple(_promise(law, entry, on) for entry in entries)


def _promise(law: Law, entry: Entry[Coverage], on: date) -> Promise:
    part = entry.part
    return Promise(
        instrument=entry.instrument.id,
        article=part.article,
        sentence=law.text(part.message),
        levels=part.level,
        natures=part.nature,
        cpv=law.prefixes(part.cpv),
        cpv_left_out=law.prefixes(part.cpv_not),
        extent=part.extent,
        thresholds=_thresholds(law, part, on),
        valid_from=None if part.valid_from == FIRST else part.valid_from,
        valid_until=part.valid_until,
        url=entry.instrument.sources[part.source].url,
        confidence=part.confidence,
    )


def _thresholds(law: Law, part: Coverage, on: date) -> dict[str, tuple[Value, ...]]:
    if part.threshold is None:
        return {}
    rows = [row for row in law.tables[part.threshold].rows if in_force(row, on)]
    return {
        nature: tuple(Value(amount, row.currency) for row in rows if (amount := getattr(row, nature)) is not None)
        for nature in part.nature
    }


def flips(law: Law, situation: Situation, until: date) -> tuple[Flip, ...]:
    """The days after the start of the procedure, up to ``until``, on which the same tender would fare differently."""
    start = situation.tender.procedure_start
    days = [day for day in law.breakpoints() if start < day <= until]
    found: list[Flip] = []
    before = decide(law, situation).verdict
    for day in days:
        tender = msgspec.structs.replace(situation.tender, procedure_start=day)
        decision = decide(law, Situation(situation.bidder, tender))
        if decision.verdict != before:
            instrument = decision.reasons[0].instrument
            found.append(Flip(on=day, before=before, after=decision.verdict, instrument=instrument))
        before = decision.verdict
    return tuple(found)
