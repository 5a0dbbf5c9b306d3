"""Sentences on a contract: what an amendment changed, what a milestone puts online."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from karavel import texts
from karavel.web.catalogue.speaking import said as service_said
from karavel.web.desk.calls.models import Call
from karavel.web.desk.calls.process import original
from karavel.web.desk.contracts.models import Amendment, Milestone

FIELDS: dict[str, Promise] = {
    "ends": _("contract ends"),
    "price": _("price"),
    "milestone.added": _("milestone added"),
    "milestone.dropped": _("milestone dropped"),
    "terms": _("what else changes"),
}


class Told(NamedTuple):
    """A change in words; ``before`` or ``after`` is empty where there was or is nothing."""

    what: str
    before: str
    after: str


def changes(row: Amendment) -> list[Told]:
    """What an amendment changed, in the language in use."""
    return [
        Told(str(FIELDS.get(one["field"], one["field"])), _value(one, "before"), _value(one, "after"))
        for one in row.changes
    ]


def _value(change: dict[str, Any], side: str) -> str:
    value, currency = change.get(side), change.get("currency", "")
    if value in (None, ""):
        return ""
    if change["field"] == "ends":
        return texts.day(date.fromisoformat(str(value)))
    return texts.money(float(value), currency) if change["field"] == "price" else str(value)


def of_changes(row: Amendment, call: Call) -> str:
    """The same as one text in the call's language, for its release."""
    with original(call):
        return "; ".join(f"{one.what}: {one.before or '–'} → {one.after or '–'}" for one in changes(row))


def of_milestone(row: Milestone, call: Call) -> str:
    """What releases say of a milestone besides, in the call's language: that it is dropped, or what it puts online."""
    with original(call):
        if row.state == "dropped":
            return _now("Dropped by an amendment.")
        if row.service is None:
            return ""
        told = _now("Puts the e-service “%(name)s” online.")
        return told % {"name": service_said(row.service.titles).text}
