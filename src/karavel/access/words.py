"""Reasons and conditions in words. Every sentence stands in the law data under a message id, by language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from karavel.access.decision import Condition, Reason
from karavel.access.model import FIRST, Coverage, Join, Rule, Side
from karavel.access.situation import UNION
from karavel.codes.country_names import name_in

if TYPE_CHECKING:
    from karavel.access.law import Entry, Law
    from karavel.access.look import View

NO_RULE = "NO-RULE"


def reason(view: View, entry: Entry[Rule]) -> Reason:
    """What a rule says about the firm and the tender that are looked at."""
    return _reason(view, entry, entry.part.message, _values(view))


def coverage_reason(view: View, entry: Entry[Coverage], *, unsettled: bool = False) -> Reason:
    """What a treaty promises; ``unsettled`` where it is not certain that the promise reaches this tender."""
    if not unsettled:
        return _reason(view, entry, entry.part.message, _values(view))
    return _reason(view, entry, "may-cover", {**_values(view), "title": entry.instrument.id})


def join_reason(view: View, entry: Entry[Join], member: str) -> Reason:
    """Why the standing of a partner counts."""
    return _reason(view, entry, entry.part.message, {**_values(view), "member": member})


def no_rule(view: View, message: str) -> Reason:
    """The reason of an answer that nothing in the law data settles."""
    values = {**_values(view), "funder": view.tender.facts.financed_by or ""}
    return Reason(
        instrument=NO_RULE,
        article="-",
        sentence=say(view.law, message, values, view.language),
        confidence="high",
        message=message,
        values=tuple(sorted(values.items())),
    )


def condition(view: View, entry: Entry[Side]) -> Condition:
    """Something that stands beside the verdict; what was said once is not put together again."""
    part, values = entry.part, _values(view)
    key = ("condition", part.id, view.language, *values.values())
    if key not in view.law.said:
        view.law.said[key] = Condition(
            kind=part.kind,
            sentence=say(view.law, part.message, values, view.language),
            url=entry.instrument.sources[part.source].url,
            message=part.message,
            values=tuple(sorted(values.items())),
        )
    told: Condition = view.law.said[key]
    return told


def say(law: Law, message: str, values: dict[str, str], language: str) -> str:
    """A sentence of the law data: countries by their names, instruments by their titles in the language."""
    language = law.spoken(message, language)
    shown = {key: _shown(law, key, value, language) for key, value in values.items()}
    return law.text(message, language, **shown)


def _shown(law: Law, key: str, value: str, language: str) -> str:
    if key in ("supplier", "buyer", "member"):
        return law.text("the-union", language) if value == UNION else name_in(value, language)
    if key == "title":
        titles = law.instrument(value).title
        return titles.get(language, titles["en"])
    return value


def _reason(view: View, entry: Entry[Any], message: str, values: dict[str, str]) -> Reason:
    """The reason in words; what was said once is not put together again."""
    key = (entry.part.id, message, view.language, *values.values())
    if key not in view.law.said:
        view.law.said[key] = _new_reason(view, entry, message, values)
    told: Reason = view.law.said[key]
    return told


def _new_reason(view: View, entry: Entry[Any], message: str, values: dict[str, str]) -> Reason:
    part = entry.part
    return Reason(
        instrument=entry.instrument.id,
        article=part.article,
        sentence=say(view.law, message, values, view.language),
        valid_from=None if part.valid_from == FIRST else part.valid_from,
        valid_until=part.valid_until,
        url=entry.instrument.sources[part.source].url,
        confidence=part.confidence,
        message=message,
        values=tuple(sorted(values.items())),
    )


def _values(view: View) -> dict[str, str]:
    return {"supplier": view.bidder.country, "buyer": view.tender.buyer_country}
