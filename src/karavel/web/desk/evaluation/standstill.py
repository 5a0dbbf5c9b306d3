"""Until when no contract may be signed: the days of the call, or the minimum of its rules where that is longer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from karavel.procurement.periods import Finding, Timetable, check, load, sentence
from karavel.procurement.periods.model import Procedure, Regime
from karavel.web.desk.calls.models import Call
from karavel.web.desk.calls.threshold import reaches_union
from karavel.web.desk.calls.timetable import UNION

_PROCEDURES: Final[dict[str, Procedure]] = {"open": "open", "selective": "restricted"}
_SINGLE: Final = 1


class Standstill(NamedTuple):
    """A standstill.

    Attributes:
        until: its last day.
        basis: the rule, with its article, as a sentence; empty where no rules were chosen.
        known: whether the rule's days are known.
    """

    until: date
    basis: str
    known: bool


def standstill(call: Call, told: date) -> Standstill:
    """The standstill of a call whose award is told on a day."""
    until = told + timedelta(days=call.standstill_days)
    found = _finding(call, told, until + timedelta(days=1))
    if found is None:
        return Standstill(until, "", known=False)
    if found.earliest is None:
        return Standstill(until, sentence(found), known=False)
    return Standstill(max(until, found.earliest - timedelta(days=1)), sentence(found), known=True)


def _finding(call: Call, told: date, signed: date) -> Finding | None:
    regime, procedure = load().get(call.regime), _PROCEDURES.get(call.method)
    if regime is None or procedure is None:
        return None
    timetable = Timetable(
        country=call.buyer_country,
        procedure=procedure,
        published=call.day_of(call.published) if call.published else None,
        decided=told,
        signed=signed,
        facts=_facts(call, regime, told),
    )
    return next((one for one in check(timetable, regime) if one.step == "standstill"), None)


def _facts(call: Call, regime: Regime, told: date) -> frozenset[str]:
    single = {"single_tender"} if call.offers.count() == _SINGLE else set()
    above = UNION in call.facts or (regime.asks(UNION) and reaches_union(call, told))
    return frozenset(single | ({UNION} if above else set()))
