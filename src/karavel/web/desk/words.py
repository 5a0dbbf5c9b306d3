"""The desk's codes in words: states, levels."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: State of any object of the desk to its word; the tables of :mod:`karavel.procurement.tables` say which has which.
STATES: Final[dict[str, Promise]] = {
    "draft": _("draft"),
    "consulting": _("market is consulted"),
    "ready": _("ready for a call"),
    "called": _("call made"),
    "dropped": _("dropped"),
    "open": _("open"),
    "closed": _("closed"),
    "reported": _("reported"),
    "planned": _("planned"),
    "active": _("active"),
    "opened": _("bids opened"),
    "evaluated": _("evaluated"),
    "complete": _("complete"),
    "unsuccessful": _("unsuccessful"),
    "cancelled": _("cancelled"),
    "submitted": _("submitted"),
    "withdrawn": _("withdrawn"),
    "pending": _("pending"),
    "told": _("told, standstill"),
    "signing": _("being signed"),
    "terminated": _("ended"),
    "scheduled": _("scheduled"),
    "delivered": _("delivered"),
    "met": _("accepted"),
    "notMet": _("not accepted"),
}

#: Moves that a button makes, as the button says them.
MOVES: Final[dict[str, Promise]] = {
    "conclude": _("Ready for a call"),
    "reopen": _("Work on it again"),
    "drop": _("Drop it"),
}

#: What a state is called where an object says it in a word of its own.
OWN: Final[dict[str, dict[str, Promise]]] = {
    "call": {
        "planned": _("draft"),
        "active": _("open for bids"),
        "closed": _("closed to bids"),
        "unsuccessful": _("without result"),
    },
    "award": {"pending": _("proposed"), "active": _("in force"), "unsuccessful": _("without result")},
    "contract": {"pending": _("draft"), "active": _("in force")},
}


def state_of(table: str, state: str) -> str:
    """A state of an object (the name of its table of states) in words; its code where there are none."""
    return str(OWN.get(table, {}).get(state) or STATES.get(state) or state)
