"""The buyer's level: from the notice's own codes, from the directive it names, from the buyer's name only at last."""

from __future__ import annotations

import re

from karavel.access.situation import Level
from karavel.notices import Notice

UTILITIES = ("32014L0025", "32004L0017", "31993L0038")
"""Procurement directives of the utilities sectors: who buys under them buys as a utility."""

UNION_ACTS = ("32018R1046", "32024R2509", "32012R0966")
"""Financial regulations: who buys under them is an institution or agency of the Union."""

_CENTRAL = re.compile(
    r"\b(ministr|ministè|minister|ministé|ministarstv|minystr|nazirli|bakanl|presid[eê]ncia|bundes|"
    r"government of|министерств|міністерств|υπουργε)",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    r"\b(munic[ií]p|commune|comune|câmara|gmina|gemeinde|stadt|landkreis|concello|ayuntamiento|diputaci|"
    r"kommun|kunta|kaupunki|město|obec|obcina|općina|primaria|comuna|județ|council|borough|city of|"
    r"belediye|bələdiyyə|prefeitura|община|громад|δήμος|regione|région|province|provincia|univers|hospital)",
    re.IGNORECASE,
)


def level_of(notice: Notice) -> tuple[Level, tuple[str, ...]]:
    """The level of the first buyer, with the id of what was taken for granted to find it."""
    if notice.legal_basis in UTILITIES:
        return "utility", ()
    if notice.legal_basis in UNION_ACTS:
        return "eu-institution", ()
    buyer = notice.buyer
    if buyer is None:
        return "unknown", ()
    if buyer.level:
        return buyer.level, ()
    return _by_name(buyer.name)


def _by_name(name: str) -> tuple[Level, tuple[str, ...]]:
    if _LOCAL.search(name):
        return "sub-central", ("assumed-level-by-name",)
    if _CENTRAL.search(name):
        return "central", ("assumed-level-by-name",)
    return "unknown", ()
