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


def condition_name(kind: str) -> str:
    """What kind of condition stands beside a verdict, in users' words."""
    names = {
        "preference": _("preference"),
        "filing": _("filing"),
        "barrier": _("barrier"),
        "bond": _("bond"),
        "offset": _("offset"),
        "substance": _("substance"),
        "ownership": _("ownership"),
        "tax": _("tax"),
    }
    return names[kind]


def level_name(level: str) -> str:
    """On which level a buyer stands, in users' words."""
    names = {
        "central": _("central"),
        "sub-central": _("sub-central"),
        "utility": _("utilities"),
        "eu-institution": _("EU institutions"),
        "state-owned": _("state-owned"),
        "international": _("international"),
    }
    return names.get(level, level)


def nature_name(nature: str) -> str:
    """What is bought, in users' words."""
    return {"services": _("services"), "supplies": _("supplies"), "works": _("works")}.get(nature, nature)


def confidence_name(confidence: str) -> str:
    """How sure a statement of the law data is, in users' words."""
    return {"high": _("high"), "medium": _("medium"), "low": _("low")}.get(confidence, confidence)


def range_of(found: Range | None, currency: str | None = None, *, short: bool = False) -> str:
    """``2–16``, ``€600–€4,450``, or a dash where nothing is known."""
    if found is None:
        return "–"
    shown = compact_money if short else money
    low, high = (shown(end, currency) if currency else number(end) for end in (found.min, found.max))
    return low if low == high else f"{low}–{high}"
