"""Names of verdicts and routes as people read them, and ranges in one short form."""

from __future__ import annotations

from karavel.routes import Range
from karavel.texts import compact_money, money, number
from karavel.texts import gettext as _


def verdict_name(verdict: str) -> str:
    """A verdict in users' words (the design's table)."""
    names = {
        "guaranteed": _("right to bid"),
        "open": _("admitted"),
        "discretionary": _("buyer decides"),
        "unknown": _("not settled"),
        "excluded": _("excluded"),
    }
    return names[verdict]


def route_name(kind: str, via: str | None) -> str:
    """A route in users' words, with the country that it leads through."""
    names = {
        "direct": _("direct"),
        "bank-financed": _("bank's door"),
        "framework-entry": _("dynamic system"),
        "consortium": _("consortium"),
        "subcontract": _("subcontract"),
        "branch": _("branch"),
        "subsidiary": _("subsidiary"),
        "subsidiary-with-parent": _("subsidiary + parent"),
    }
    return f"{names[kind]} {via}" if via else names[kind]


def range_of(found: Range | None, currency: str | None = None, *, short: bool = False) -> str:
    """``2–16``, ``€600–€4,450``, or a dash where nothing is known."""
    if found is None:
        return "–"
    shown = compact_money if short else money
    low, high = (shown(end, currency) if currency else number(end) for end in (found.min, found.max))
    return low if low == high else f"{low}–{high}"
