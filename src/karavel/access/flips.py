"""A question to the law itself: on which days does the answer to one and the same tender flip?"""

from __future__ import annotations

from datetime import date

import msgspec

from karavel.access.decide import decide
from karavel.access.decision import Verdict
from karavel.access.law import Law
from karavel.access.situation import Situation


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which the answer to one and the same tender changes."""

    on: date
    before: Verdict
    after: Verdict
    instrument: str


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
