"""Reasons and conditions in words. Every sentence stands in the law data under a message id, by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from karavel.access.decision import Condition, Reason
from karavel.access.model import FIRST, Coverage, Instrument, Join, Rule, Side, Valued
from karavel.codes import countries

if TYPE_CHECKING:
    from karavel.access.law import Entry, Law
    from karavel.access.look import View

NO_RULE = "NO-RULE"


def reason(view: View, entry: Entry[Rule]) -> Reason:
    """What a rule says about the firm and the tender that are looked at."""
    return _reason(view.law, entry.instrument, entry.part, entry.part.message, _names(view))


def coverage_reason(view: View, entry: Entry[Coverage], *, unsettled: bool = False) -> Reason:
    """What a treaty promises; ``unsettled`` where it is not certain that the promise reaches this tender."""
    told = _reason(view.law, entry.instrument, entry.part, entry.part.message, _names(view))
    if not unsettled:
        return told
    values = {**_names(view), "title": entry.instrument.title["en"]}
    return _reason(view.law, entry.instrument, entry.part, "may-cover", values)


def join_reason(view: View, entry: Entry[Join], member: str) -> Reason:
    """Why the standing of a partner counts."""
    values = {**_names(view), "member": _name(view.law, member)}
    return _reason(view.law, entry.instrument, entry.part, entry.part.message, values)


def no_rule(view: View, message: str) -> Reason:
    """The reason of an answer that nothing in the law data settles."""
    values = {**_names(view), "funder": view.tender.facts.financed_by or ""}
    return Reason(
        instrument=NO_RULE,
        article="-",
        sentence=view.law.text(message, **values),
        confidence="high",
        message=message,
        values=tuple(sorted(values.items())),
    )


def condition(view: View, entry: Entry[Side]) -> Condition:
    """Something that stands beside the verdict."""
    part, values = entry.part, _names(view)
    return Condition(
        kind=part.kind,
        sentence=view.law.text(part.message, **values),
        url=entry.instrument.sources[part.source].url,
        message=part.message,
        values=tuple(sorted(values.items())),
    )


def _reason(law: Law, instrument: Instrument, part: Valued, message: str, values: dict[str, str]) -> Reason:
    return Reason(
        instrument=instrument.id,
        article=part.article,
        sentence=law.text(message, **values),
        valid_from=None if part.valid_from == FIRST else part.valid_from,
        valid_until=part.valid_until,
        url=instrument.sources[part.source].url,
        confidence=part.confidence,
        message=message,
        values=tuple(sorted(values.items())),
    )


def _names(view: View) -> dict[str, str]:
    return {
        "supplier": _name(view.law, view.bidder.country),
        "buyer": _name(view.law, view.tender.buyer_country),
    }


def _name(law: Law, country: str) -> str:
    return law.text("the-union") if country == "EU" else countries.name(country)
