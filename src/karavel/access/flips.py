"""A question to the law itself: on which days does the answer to one and the same tender flip, and what flips it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, TypeAlias

import msgspec

from karavel.access.decide import decide
from karavel.access.decision import Decision, Reason, Verdict
from karavel.access.law import Law
from karavel.access.situation import Situation, Tender

How: TypeAlias = Literal["begins", "ended", "applies"]
"""A rule begins on the day; a rule ended on the day before; or a rule that stood already applies from that day on
(a threshold or the members of a treaty changed)."""

_DAY = timedelta(days=1)


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which the answer to one and the same tender changes.

    Attributes:
        on: the first day of the new answer.
        before, after: the verdicts; ``was`` and ``becomes`` the first reason of each.
        instrument: that of the new answer's first reason.
        cause: the reason whose day it is: one that begins then, else one that ended the day before, else the first
            that is new in the answer.
        how: which of the three.
    """

    on: date
    before: Verdict
    after: Verdict
    instrument: str
    was: Reason
    becomes: Reason
    cause: Reason
    how: How


def flips(
    law: Law, situation: Situation, until: date, *, since: date | None = None, language: str = "en"
) -> tuple[Flip, ...]:
    """The days on which the same tender would fare differently, had its procedure started then.

    Award and deadline move along, as far behind the start as they are.

    Args:
        law: the law.
        situation: who bids for what.
        until: the last day to look at.
        since: the day after which to look, by default the start of the procedure.
        language: of the sentences.
    """
    tender = situation.tender
    begin = since or tender.procedure_start
    return tuple(_flips(law, situation, [begin, *(day for day in law.breakpoints() if begin < day <= until)], language))


def _flips(law: Law, situation: Situation, days: list[date], language: str) -> Iterator[Flip]:
    before: Decision | None = None
    for day in days:
        after = decide(law, started(situation, day), language)
        if before and after.verdict != before.verdict:
            cause, how = _cause(before, after, day)
            yield Flip(
                on=day,
                before=before.verdict,
                after=after.verdict,
                instrument=after.reasons[0].instrument,
                was=before.reasons[0],
                becomes=after.reasons[0],
                cause=cause,
                how=how,
            )
        before = after


def started(situation: Situation, day: date) -> Situation:
    """The same question, had the procedure started on another day."""
    tender = situation.tender
    moved = msgspec.structs.replace(
        tender,
        procedure_start=day,
        award=_moved(tender, tender.award, day),
        deadline=_moved(tender, tender.deadline, day),
    )
    return Situation(situation.bidder, moved)


def _moved(tender: Tender, later: date | None, day: date) -> date | None:
    """A later day of the procedure, as far from its start as before; days beyond the calendar's end stay."""
    if later is None or tender.procedure_start == date.min:
        return later
    try:
        return day + (later - tender.procedure_start)
    except OverflowError:
        return later


def _cause(before: Decision, after: Decision, day: date) -> tuple[Reason, How]:
    new = [reason for reason in after.reasons if reason not in before.reasons]
    gone = [reason for reason in before.reasons if reason not in after.reasons]
    begins = next((reason for reason in new if reason.valid_from == day), None)
    if begins:
        return begins, "begins"
    ended = next((reason for reason in gone if reason.valid_until == day - _DAY), None)
    if ended:
        return ended, "ended"
    return (new or list(after.reasons))[0], "applies"
