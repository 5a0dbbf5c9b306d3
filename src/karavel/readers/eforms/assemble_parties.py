"""Organisations of an eForms notice: who they are, who of them buys, and who stands behind them."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct

from karavel.notices import Buyer, Organisation, Place, Supplier
from karavel.notices.model import Level
from karavel.readers import values
from karavel.readers.eforms import codes
from karavel.readers.eforms.records import Setting, every, first, listed, words
from karavel.readers.tree import Record

_PLACE: Final = "efac:Organizations/efac:Organization"
_BUYER: Final = "cac:ContractingParty"


class Parties(Struct):
    """All organisations by their technical identifier (OPT-200), a touch point (OPT-201) under that of its own.

    ``fields`` are the fields that a buyer or a supplier shares with its organisation; ``roles`` says which have been
    given a role in the model, ``leaders`` which lead a joint procurement (OPP-050).
    """

    fields: dict[str, dict[str, Any]]
    touch_points: frozenset[str]
    roles: set[str]
    leaders: set[str]

    def of(self, reference: str | None, setting: Setting, place: str) -> dict[str, Any] | None:
        """The fields of the organisation that a part of the notice refers to; None, and a problem, when unknown."""
        if reference is None:
            return None
        found = self.fields.get(reference)
        if found is None:
            setting.problems.add(
                "unknown-reference", f"{reference} is no organisation of this notice, so its role is lost.", place
            )
            return None
        self.roles.add(reference)
        return found


def parties(record: Record, setting: Setting) -> Parties:
    """Reads all organisations; their identifiers are unique, a second one under the same is a problem."""
    owners = _owners(record, setting)
    found = Parties({}, frozenset(), set(), set())
    points: dict[str, dict[str, Any]] = {}
    for organisation in every(record, "organisations"):
        fields = _fields(organisation, owners, setting)
        identifier = first(organisation, "id") or f"#{len(found.fields) + 1}"
        if identifier in found.fields:
            setting.problems.add(
                "duplicate-id", f"Two organisations are called {identifier}; the first was kept.", _PLACE
            )
            continue
        found.fields[identifier] = fields
        own = {first(point, "id") or "": fields | _contact(point) for point in every(organisation, "points")}
        points |= own
        if values.indicator(first(organisation, "leads"), setting.problems, _PLACE):
            found.leaders |= {identifier, *own}
    return Parties(points | found.fields, frozenset(points), found.roles, found.leaders)


def _fields(record: Record, owners: dict[str, tuple[str, ...]], setting: Setting) -> dict[str, Any]:
    country = values.country(first(record, "country"), setting.problems, f"{_PLACE}/cac:Country")
    fields: dict[str, Any] = {
        "name": words(record, "name", setting) or "",
        "country": country,
        "ids": values.once(values.organisation_id(text, country) for text in every(record, "ids")),
        "place": _address(record, country),
        **_contact(record),
    }
    if "size" in record:
        fields["size"] = listed(record, "size", codes.SIZES, setting, _PLACE)
    if "owners" in record:
        fields["owners"] = values.once(code for one in record["owners"] for code in owners.get(one, ()))
    return fields


def _contact(record: Record) -> dict[str, Any]:
    """What is known of e-mail, telephone and web address; a touch point's overrides its organisation's."""
    return {key: record[key][0] for key in ("email", "telephone", "url") if key in record}


def _address(record: Record, country: str | None) -> Place | None:
    regions, city = record.get("nuts"), first(record, "city")
    if country is None and regions is None and city is None:
        return None
    return Place(country, tuple(regions) if regions else (), city)


def _owners(record: Record, setting: Setting) -> dict[str, tuple[str, ...]]:
    """Identifier of a beneficial owner (OPT-202) to the countries of its nationality (BT-706)."""
    found: dict[str, tuple[str, ...]] = {}
    for owner in every(record, "owners"):
        nationalities = (
            values.country(code, setting.problems, "efac:Nationality") for code in every(owner, "nationality")
        )
        found[first(owner, "id") or ""] = values.once(nationalities)
    return found


def buyers(record: Record, known: Parties, setting: Setting) -> tuple[Buyer, ...]:
    """The buyers: the one that leads a joint procurement first, then in the order published."""
    published = sorted(every(record, "buyers"), key=lambda one: first(one, "party") not in known.leaders)
    found = (_buyer(one, known, setting) for one in published)
    return tuple(buyer for buyer in found if buyer)


def _buyer(record: Record, known: Parties, setting: Setting) -> Buyer | None:
    fields = known.of(first(record, "party"), setting, f"{_BUYER}/cac:Party/cac:PartyIdentification")
    if fields is None:
        return None
    legal_type = listed(record, "legal_type", codes.LEGAL_TYPES, setting, _BUYER)
    return Buyer(
        **fields,
        legal_type=legal_type,
        activity=first(record, "entity") or first(record, "authority"),
        level=_level(record, legal_type),
    )


def _level(record: Record, legal_type: str | None) -> Level | None:
    """A contracting entity (BT-740, or an activity of BT-610) buys as a utility, whatever its legal type."""
    if "entity" in record or first(record, "contracting") == "cont-ent":
        return "utility"
    return codes.LEVELS.get(legal_type or "")


def supplier(reference: str | None, leader: bool | None, known: Parties, setting: Setting) -> Supplier | None:
    """One member of a tenderer."""
    fields = known.of(reference, setting, "efac:TenderingParty/efac:Tenderer")
    return None if fields is None else Supplier(**fields, leader=leader)


def others(record: Record, known: Parties, setting: Setting) -> tuple[Organisation, ...]:
    """The organisations that neither buy nor won: review bodies, mediators, service providers, other tenderers.

    In a registration notice it is the company that is registered.
    """
    found = [
        Organisation(**fields)
        for identifier, fields in known.fields.items()
        if identifier not in known.roles and identifier not in known.touch_points
    ]
    found.extend(Organisation(**_fields(one, {}, setting)) for one in every(record, "business"))
    return tuple(found)
