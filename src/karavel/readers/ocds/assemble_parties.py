"""Buyers, suppliers and other organisations: a reference joined with its party."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from karavel.codes import countries, identifiers, nuts
from karavel.notices import Buyer, Organisation, Place, Supplier
from karavel.readers import values
from karavel.readers.eforms.codes import LEVELS
from karavel.readers.ocds.codes import BUYER_LEVELS, LEGAL_TYPES
from karavel.readers.ocds.setting import Setting, text_of, words
from karavel.readers.ocds.shapes import Address, Party, Release

_REMEMBERED = 8192  # registration numbers remembered
_SIZES = frozenset({"micro", "small", "medium", "large", "sme"})
_REGISTER = re.compile(r"[A-Z]{2}-[A-Z0-9_]{2,10}")
_PREFIXED = re.compile(
    r"([A-Z]{2}-[A-Z0-9_]{2,10})-(\S+)"
)  # a party id made of register and number, as org-id.guide asks
_COUNTRY_ALONE = 2  # letters of a region that is no region: "CA" may be Canada's code or California's
_NOWHERE = Place()
_SHOWN_ELSEWHERE = frozenset({"buyer", "procuringEntity", "supplier", "tenderer"})


def known(release: Release) -> dict[str, Party]:
    """The release's parties by id; of two with one id the first is kept, as references cannot tell them apart."""
    found: dict[str, Party] = {}
    for party in release.parties or ():
        key = text_of(party.id)
        if key:
            found.setdefault(key, party)
    return found


def buyers(release: Release, setting: Setting) -> tuple[Buyer, ...]:
    """The release's buyer, else the tender's procuring entity, then other parties in a buyer's role."""
    procuring = release.tender.procuring_entity if release.tender else None
    first = release.buyer or procuring
    named = [_joined(first, setting)] if first is not None else []
    unique: dict[str, Party] = {}
    for party in [*named, *(_in_role("buyer", setting) or _in_role("procuringEntity", setting))]:
        name = _name(party)
        if name:
            unique.setdefault(name.lower(), party)
        else:
            setting.problems.add("buyer-without-name", "A buyer has no name, so it was left out.", "/buyer")
    return tuple([_buyer(party, setting) for party in unique.values()])


def _in_role(role: str, setting: Setting) -> list[Party]:
    return [party for party in setting.parties.values() if party.roles and role in party.roles]


def others(setting: Setting) -> tuple[Organisation, ...]:
    """Organisations in any other role: reviewers, funders, central purchasing bodies."""
    found = [
        party for party in setting.parties.values() if _SHOWN_ELSEWHERE.isdisjoint(party.roles or ()) and _name(party)
    ]
    return tuple([Organisation(**_fields(party, setting)) for party in found])


def suppliers(references: list[Party] | None, setting: Setting) -> tuple[Supplier, ...]:
    """The suppliers of an award, each once; one without a name is told and left out."""
    found: dict[tuple[str, tuple[str, ...]], Supplier] = {}
    for reference in references or ():
        party = _joined(reference, setting)
        if not _name(party):
            setting.problems.add(
                "supplier-without-name", "A supplier has no name, so it was left out.", "/awards/suppliers"
            )
            continue
        scale = party.details.scale if party.details else None
        supplier = Supplier(**_fields(party, setting), size=scale if scale in _SIZES else None)
        found.setdefault((supplier.name, supplier.ids), supplier)
    return tuple(found.values())


def _name(party: Party) -> str:
    """The name, else the one under which it is registered."""
    return words(party.name) or words(party.identifier.legal_name if party.identifier else None)


def _joined(reference: Party, setting: Setting) -> Party:
    """The party that a reference names, else the reference, which in OCDS 1.0 holds all there is."""
    party = setting.parties.get(text_of(reference.id) or "", reference)
    return party if party.name or not reference.name else replace(party, name=reference.name)


def _buyer(party: Party, setting: Setting) -> Buyer:
    fields = _fields(party, setting)
    if fields["country"] is None and setting.publisher_country:
        fields["country"] = setting.publisher_country
        message = f"The buyer has no country; its publisher publishes for {setting.publisher_country}, which was taken."
        setting.problems.add("assumed-country", message, "/buyer")
    said = _said_of_itself(party)
    coded = (text for text in said if text in LEVELS)  # the eForms profile names the code of BT-11 itself
    legal_type = next(coded, None) or next((LEGAL_TYPES[text] for text in said if text in LEGAL_TYPES), None)
    level = LEVELS.get(legal_type or "") or next((BUYER_LEVELS[text] for text in said if text in BUYER_LEVELS), None)
    return Buyer(**fields, legal_type=legal_type, level=level)


def _said_of_itself(party: Party) -> list[str]:
    """Words and codes by which a buyer says of what kind it is."""
    details = party.details
    if details is None:
        return []
    published = [details.type_of_buyer]
    for one in details.classifications or ():
        published += (str(one.id or ""), one.description)
    return [text.strip().lower() for text in published if text]


def _fields(party: Party, setting: Setting) -> dict[str, Any]:
    contact = party.contact_point
    ids = _ids(party)
    country = _country(party.address, setting) or _registered(ids, setting)
    return {
        "name": _name(party),
        "country": country,
        "ids": ids,
        "place": _place(party.address, country),
        "email": contact.email or None if contact else None,
        "telephone": contact.telephone or None if contact else None,
        "url": _url(party),
        "owners": _owners(party, setting),
    }


def _url(party: Party) -> str | None:
    own = party.details.url if party.details else None
    return own or (party.contact_point.url if party.contact_point else None) or None


def _owners(party: Party, setting: Setting) -> tuple[str, ...]:
    if not party.beneficial_owners:
        return ()
    nations = (nation for owner in party.beneficial_owners for nation in owner.nationalities or ())
    return values.once(values.country(nation, setting.problems, "/parties/beneficialOwners") for nation in nations)


def _ids(party: Party) -> tuple[str, ...]:
    """Registration numbers; a party's own id only where it is made of a register and a number."""
    published = [party.identifier, *(party.additional_identifiers or ())]
    found = values.once([_id(text_of(one.id), one.scheme) for one in published if one is not None])
    if found or not party.id:
        return found
    prefixed = _PREFIXED.fullmatch(str(party.id))
    return values.once([values.organisation_id(f"{prefixed[1]} {prefixed[2]}")]) if prefixed else ()


@lru_cache(_REMEMBERED)
def _id(number: str | None, register: str | None) -> str | None:
    if not number:
        return None
    scheme = words(register)
    if _REGISTER.fullmatch(scheme):
        number = f"{scheme} {number.removeprefix(scheme).lstrip('- ')}"
    return values.organisation_id(number)


def _registered(ids: tuple[str, ...], setting: Setting) -> str | None:
    """The country in whose register an organisation without a country stands, which is told."""
    country = next(filter(None, map(identifiers.country_of, ids)), None)
    if country:
        message = f"An organisation has no country; its number is of a register of {country}, which was taken."
        setting.problems.add("assumed-country", message, "/parties/identifier")
    return country


def _country(address: Address | None, setting: Setting) -> str | None:
    if address is None:
        return None
    if address.country in countries.NAMES:  # as nearly all that give a code
        return address.country
    named = words(address.country) or words(address.country_name) or _coded_country(address)
    if named:
        return values.country(named, setting.problems, "/parties/address")
    return nuts.country(address.region) if address.region and len(address.region) > _COUNTRY_ALONE else None


def _coded_country(address: Address) -> str | None:
    coded = address.address_details.country if address.address_details else None
    return text_of(coded.id) if coded else None


def _place(address: Address | None, country: str | None) -> Place | None:
    if address is None:
        return None
    region = nuts.normalise(address.region)
    coded = address.address_details.locality if address.address_details else None
    city = words(address.locality) or words(coded.description if coded else None) or None
    if not (country or region or city):
        return None
    return Place(country=country, nuts=(region,) if region else (), city=city)


def place_of(addresses: list[Address], descriptions: list[str], setting: Setting) -> Place | None:
    """The place of performance: the countries and regions of delivery; the country only where there is one."""
    if not addresses and not descriptions:
        return None
    nations = values.once([_country(address, setting) for address in addresses])
    regions = {address.region: nuts.normalise(address.region) for address in addresses if address.region}
    cities = [words(address.locality) for address in addresses if address.locality]
    named = [words(region) for region, code in regions.items() if code is None]
    found = Place(
        country=nations[0] if len(nations) == 1 else None,
        nuts=values.once(regions.values()),
        city=next(filter(None, cities), None),
        text="; ".join(values.once([*named, *descriptions])) or None if named or descriptions else None,
    )
    return found if found != _NOWHERE else None
