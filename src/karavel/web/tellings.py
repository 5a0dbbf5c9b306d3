"""Words of notices: what kind they are, how long, what a version changed; in the language in use."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karavel import texts
from karavel.answers.history import Difference

_DAY: Final = 10  # characters of an ISO day
_LONGEST: Final = 300


def yes_words(value: bool | None) -> str:
    """Yes, no, or not known."""
    return _("not known") if value is None else _("yes") if value else _("no")


def kind_words(kind: str) -> str:
    """What a notice does."""
    names = {
        "planning": _("planned"),
        "call": _("call"),
        "award": _("award"),
        "change": _("change"),
        "registration": _("registration"),
    }
    return names.get(kind, kind)


def procedure_words(code: str) -> str:
    """A type of procedure (BT-105)."""
    names = {
        "open": _("open"),
        "restricted": _("restricted"),
        "neg-w-call": _("negotiated, with a call"),
        "neg-wo-call": _("negotiated, without a call"),
        "comp-dial": _("competitive dialogue"),
        "innovation": _("innovation partnership"),
        "comp-tend": _("competitive tendering"),
        "exp-int-rail": _("request for expression of interest, rail"),
        "oth-single": _("other, in one stage"),
        "oth-mult": _("other, in several stages"),
    }
    return names.get(code, code)


def unit_words(unit: str, amount: float) -> str:
    """A unit of time after an amount."""
    count = round(amount)
    names = {
        "day": ngettext("day", "days", count),
        "week": ngettext("week", "weeks", count),
        "month": ngettext("month", "months", count),
        "year": ngettext("year", "years", count),
    }
    return names[unit]


def difference_words(found: Difference) -> str:
    """What a version changes, as a sentence."""
    before, after = found.before or "–", found.after or "–"
    if found.field == "deadline":
        told = _("deadline %(before)s → %(after)s") % {"before": _moment(before), "after": _moment(after)}
    elif found.field == "value":
        told = _("value %(before)s → %(after)s") % {"before": _money(before), "after": _money(after)}
    elif found.field == "title":
        told = _("title, before: %(before)s") % {"before": before}
    elif found.field in {"lot", "document"}:
        told = _came_or_went(found)
    else:
        told = {
            "description": _("another description"),
            "cancelled": _("called off"),
            "told": after[:_LONGEST],
        }[found.field]
    return f"{found.lot_id}: {told}" if found.lot_id and found.field != "lot" else told


def _came_or_went(found: Difference) -> str:
    name = (
        f"{found.lot_id} {found.after or found.before or ''}" if found.field == "lot" else found.after or found.before
    )
    if found.field == "lot":
        return (
            _("lot added: %(name)s") % {"name": name} if found.after else _("lot taken away: %(name)s") % {"name": name}
        )
    told = _("document added: %(name)s") if found.after else _("document taken away: %(name)s")
    return told % {"name": name}


def _moment(text: str) -> str:
    if len(text) < _DAY:
        return text
    time = f" {text[11:16]}" if len(text) > _DAY else ""
    return texts.day(date.fromisoformat(text[:_DAY])) + time


def _money(text: str) -> str:
    amount, _blank, currency = text.partition(" ")
    return texts.money(float(amount), currency) if currency else text
