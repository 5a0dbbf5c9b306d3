"""Reads a law case as people write it: codes in any case, names of countries, what is left out, words for the same.

What is not understood is told by its key and counts as not known; it is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, get_args

from karavel.access.situation import UNION, Facts, Level, Nature
from karavel.codes import countries

PART_OF: Final = {"GF": "FR", "GP": "FR", "MF": "FR", "MQ": "FR", "RE": "FR", "YT": "FR", "AX": "FI", "SJ": "NO"}
"""Territories with a country code of their own in which the law of the state applies (Art. 355 TFEU)."""

FUNDERS: Final = ("ADB", "AfDB", "World Bank", "EBRD", "EIB", "IsDB", "AIIB", "EU-NDICI", "EU-IPA-III")
"""Funders as the law data write them."""

_LEVELS: Final = {
    "regional": "sub-central",
    "local": "sub-central",
    "subcentral": "sub-central",
    "utilities": "utility",
}
_NATURES: Final = {"goods": "supplies", "supply": "supplies", "service": "services", "construction": "works"}
_ROLES: Final = {"supplier": "subcontractor", "relied-upon": "relied-on", "reliance": "relied-on"}
_PEOPLE: Final = ("establishments", "owners", "consortium", "partners", "goods_origin", "directors")


def company_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The company of a case with its codes made canonical; without a country it is where its head office is."""
    company = {key: value for key, value in given.items() if value is not None}
    for key in _PEOPLE:
        company[key] = [_person(one) for one in company.get(key, [])]
    if len(company["owners"]) == 1:
        company["owners"][0].setdefault("share", 100)  # an only owner owns it
    seats = [seat["country"] for seat in company["establishments"] if seat.get("kind", "head-office") == "head-office"]
    country = company.get("country") or next(iter(seats), None)
    company |= {"country": country_of(country)} if country else {}
    if "regional_headquarters" in company:
        company["regional_headquarters"] = country_of(company["regional_headquarters"])
    return company | {"foreign_operations": _money(company.get("foreign_operations"))}


def _person(given: Any) -> dict[str, Any]:
    person = {"country": given} if isinstance(given, str) else {k: v for k, v in given.items() if v is not None}
    person["country"] = country_of(person["country"])
    if "role" in person:
        person["role"] = _word(person["role"], _ROLES)
    return person


def tender_of_case(given: Mapping[str, Any]) -> dict[str, Any]:
    """The tender of a case: what is left out is not known, and what is not understood is told as such."""
    tender = {key: value for key, value in given.items() if value is not None}
    facts = dict(tender.get("facts") or {})
    known = {key: value for key, value in facts.items() if key in _FACTS}
    if isinstance(known.get("financed_by"), str):
        known["financed_by"] = _funder(known["financed_by"])
    others = [key for key in facts if key not in _FACTS]
    for key, kinds, words in (("buyer_level", Level, _LEVELS), ("nature", Nature, _NATURES)):
        told = _word(tender.get(key, "unknown"), words)
        others += [key] if told not in get_args(kinds) else []
        tender[key] = told if told in get_args(kinds) else "unknown"
    start = next((tender[key] for key in ("procedure_start", "deadline", "award") if tender.get(key)), None)
    return tender | {
        "buyer_country": country_of(tender["buyer_country"]),
        "cpv": _cpv(tender.get("cpv")),
        "value": _money(tender.get("value")),
        "procedure_start": _day(start) if start else date.min,
        "assumed": [*tender.get("assumed", ()), *([] if start else ["assumed-no-date"])],
        "facts": known | {"not_understood": sorted(others)},
    }


_FACTS: Final = frozenset(Facts.__struct_fields__) - {"not_understood"}


def country_of(text: str) -> str:
    """The code of a country under whose law somebody stands; a text that names none is kept, in capitals."""
    code = text.strip()
    code = UNION if code.upper() == UNION else countries.from_any(code) or code.upper()
    return PART_OF.get(code, code)


def _word(text: Any, same: Mapping[str, str]) -> str:
    word = re.sub(r"[\s_]+", "-", str(text).strip().lower())
    return same.get(word, word)


def _funder(text: str) -> str:
    return next((name for name in FUNDERS if _bare(name) == _bare(text)), text)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _cpv(code: Any) -> str | None:
    """The digits; the check digit after the dash says nothing new."""
    if code is None:
        return None
    return re.sub(r"\D", "", str(code).split("-")[0]) or None


def _money(given: Any) -> dict[str, Any] | None:
    """An amount without its currency says nothing."""
    if not given or given.get("amount") is None or not given.get("currency"):
        return None
    currency = given["currency"].strip().upper()
    return {"amount": given["amount"], "currency": "XDR" if currency == "SDR" else currency}


def _day(text: Any) -> Any:
    return text[:10] if isinstance(text, str) else text
