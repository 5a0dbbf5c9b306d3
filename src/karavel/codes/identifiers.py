"""Numbers of organisations: which register an id comes from, its one spelling, and whether its check digits hold.

A scheme is named by country and register (``PT-NIF``, ``AZ-VOEN``, ``BR-CNPJ``), in the manner of org-id.guide; where
org-id.guide itself has a name for the register it is used (``XI-LEI``, ``GB-COH``). ``XX-VAT`` is a VAT number of the
country ``XX``. The rules of the numbers are those of python-stdnum. Nothing here raises: notices carry what they carry.
"""

from __future__ import annotations

import importlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from stdnum.exceptions import ValidationError

from karavel.codes import countries

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Rule(Protocol):
    def validate(self, number: str) -> str: ...


class OrganisationId(NamedTuple):
    """An organisation's number: its scheme, its one spelling, and whether it is right; None where nobody can tell."""

    scheme: str
    id: str
    valid: bool | None

    def __str__(self) -> str:
        return f"{self.scheme} {self.id}".strip()


#: The module of python-stdnum that knows a scheme's rule; each is loaded when a number is tried as that scheme.
_BY_SCHEME: Mapping[str, str] = {
    "PT-NIF": "pt.nif",
    "AZ-VOEN": "az.voen",
    "AT-UID": "at.uid",
    "AU-ABN": "au.abn",
    "BE-BCE_KBO": "be.vat",
    "BG-EIK": "bg.vat",
    "BR-CNPJ": "br.cnpj",
    "CH-UID": "ch.uid",
    "CZ-ICO": "cz.dic",
    "DE-VAT": "de.vat",
    "DK-CVR": "dk.cvr",
    "EE-RIK": "ee.registrikood",
    "ES-NIF": "es.nif",
    "FI-PRO": "fi.ytunnus",
    "FR-SIRENE": "fr.siren",
    "FR-SIRET": "fr.siret",
    "GR-AFM": "gr.vat",
    "HR-OIB": "hr.oib",
    "IT-PIVA": "it.iva",
    "MD-IDNO": "md.idno",
    "MZ-NUIT": "mz.nuit",
    "NO-BRC": "no.orgnr",
    "PL-NIP": "pl.nip",
    "PL-REGON": "pl.regon",
    "RO-CUI": "ro.cui",
    "RS-PIB": "rs.pib",
    "SE-BLV": "se.orgnr",
    "SI-DDV": "si.ddv",
    "SK-DPH": "sk.dph",
    "TR-VKN": "tr.vkn",
    "UA-EDR": "ua.edrpou",
    "XI-LEI": "lei",
}
_UNCHECKED = frozenset({"GB-COH", "US-EIN", "GE-TIN", "KZ-BIN", "UZ-TIN", "AM-TIN", "AO-NIF", "CV-NIF", "NG-CAC"})
_OTHER_NAMES = {
    "PT-NIPC": "PT-NIF",
    "PT-RNPC": "PT-NIF",
    "AZ-VÖEN": "AZ-VOEN",
    "AZ-TIN": "AZ-VOEN",
    "LEI": "XI-LEI",
    "NIF": "PT-NIF",
    "NIPC": "PT-NIF",
    "VOEN": "AZ-VOEN",
    "VÖEN": "AZ-VOEN",
    "CNPJ": "BR-CNPJ",
    "UA-EDRPOU": "UA-EDR",
    "NO-ORGNR": "NO-BRC",
    "FR-SIREN": "FR-SIRENE",
}
# What a bare number of a country is tried as, most common first.
_BY_COUNTRY: Mapping[str, tuple[str, ...]] = {
    "FR": ("FR-SIRET", "FR-SIRENE"),
    "PL": ("PL-NIP", "PL-REGON"),
    **{scheme[:2]: (scheme,) for scheme in _BY_SCHEME if scheme[:2] not in ("FR", "PL", "XI")},
}
#: Lists that number whoever takes part, foreigners too: they tell no country. Contracts Finder, Find a Tender and the
#: Procurement Act's identifier; LEI and the other international lists (``XI``, ``XM``, ``XR`` at org-id.guide).
_FOR_ALL = ("GB-CFS", "GB-FTS", "GB-PPON", "GB-SRS", "XI-", "XM-", "XR-", "PT-NIF 45", "PT-NIF 71", "PT-NIF 98")
"""A Portuguese tax number begins so when it belongs to somebody without residence in Portugal: natural persons (45),
legal persons (71, 98). Decree-Law 14/2013 and the National Register of Legal Persons on the first digits."""
_OF_COUNTRY = re.compile(r"([A-Z]{2})-\S+ ")
_PREFIXED = re.compile(r"([A-Za-zÖö]{2}-[A-Za-zÖö_]{2,8}|[A-Za-zÖö]{3,5})[\s:]+(\S.*)")
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_LONGEST = 80


def _spelling(text: str) -> str:
    """Capitals and digits only: what is left when everybody's spaces, dots and dashes are gone."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


@lru_cache(maxsize=64)
def _rule(module: str) -> _Rule:
    found: _Rule = importlib.import_module(f"stdnum.{module}")
    return found


def _checked(scheme: str, number: str) -> OrganisationId | None:
    """The number as the scheme's own rule spells it, or None where the rule does not hold."""
    try:
        return OrganisationId(scheme, _spelling(_rule(_BY_SCHEME[scheme]).validate(number)), valid=True)
    except (ValidationError, ValueError, IndexError):
        return None


def _vat(number: str) -> OrganisationId | None:
    """A VAT number with its prefix (``PT503…``, ``EL094…``), under the country's own register if its rule holds.

    The scheme carries the ISO code, the id is without the prefix.
    """
    try:
        spelled = _rule("eu.vat").validate(number)
    except (ValidationError, ValueError, IndexError):
        return None
    country = countries.from_any(spelled[:2]) or spelled[:2]
    return _of_country(number, country) or OrganisationId(f"{country}-VAT", spelled[2:], valid=True)


def _of_country(number: str, country: str | None) -> OrganisationId | None:
    """The number under the first register of the country whose rule holds for it."""
    tried = (_checked(scheme, number) for scheme in _BY_COUNTRY.get(country or "", ()))
    return next((found for found in tried if found), None)


@lru_cache(maxsize=65_536)
def classify(text: str | None, country: str | None = None) -> OrganisationId | None:
    """The organisation id in a text, with what is known of the country (canonical alpha-2); None without any digit.

    ``"AZ-VOEN 1400057421"`` names its scheme; a bare number is tried as the registers of ``country``, as a VAT number,
    as an LEI. What fits nothing keeps its text, without a scheme, validity unknown. ``"n/a"`` and the like are None.
    """
    cut = " ".join((text or "").split())[:_LONGEST]
    if not any(letter.isdigit() for letter in cut):
        return None
    return _named(cut) or _bare(cut, country)


def _named(text: str) -> OrganisationId | None:
    """A number that says its scheme: one we have a rule for, or any register named as ``KE-KRA``; else None."""
    match = _PREFIXED.fullmatch(text)
    if match is None:
        return None
    scheme, number = _canonical(match[1]), match[2]
    if scheme in _BY_SCHEME:
        return _checked(scheme, number) or OrganisationId(scheme, _spelling(number), valid=False)
    if scheme.endswith("-VAT"):
        return _vat(number) or OrganisationId(scheme, _spelling(number).removeprefix(scheme[:2]), valid=False)
    named = scheme in _UNCHECKED or (scheme[2:3] == "-" and countries.from_any(scheme[:2]) is not None)
    return OrganisationId(scheme, _spelling(number), valid=None) if named else None


def _canonical(scheme: str) -> str:
    upper = scheme.upper()
    return _OTHER_NAMES.get(upper, upper)


def _bare(text: str, country: str | None) -> OrganisationId:
    """A number without a scheme: the first rule that holds names it."""
    number = _spelling(text)
    found = _checked("XI-LEI", number) if _LEI.fullmatch(number) else _of_country(text, country) or _vat(number)
    return found or OrganisationId("", text, valid=None)


def normalise(text: str | None, country: str | None = None) -> str | None:
    """One spelling for comparing (``"PT 599 999 993"`` → ``"PT-NIF 599999993"``); the text where no rule fits."""
    found = classify(text, country)
    return str(found) if found else None


@lru_cache(maxsize=16_384)
def country_of(number: str) -> str | None:
    """The country in whose register an organisation stands, out of its number with the scheme; None where none is told.

    ``"KZ-BIN 050140008740"`` is of Kazakhstan; an LEI, a number of a platform, a tax number of a non-resident of none.
    """
    named = None if number.startswith(_FOR_ALL) else _OF_COUNTRY.match(number)
    return countries.from_any(named[1]) if named else None


def schemes() -> tuple[str, ...]:
    """All schemes known, in order."""
    return tuple(sorted({*_BY_SCHEME, *_UNCHECKED}))
