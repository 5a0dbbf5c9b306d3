"""Records to buyers, suppliers and other organisations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from karavel.codes import nuts as nuts_codes
from karavel.notices import Buyer, Organisation, Place, Supplier
from karavel.readers import values
from karavel.readers.ted import codes
from karavel.readers.ted.records import Form, every, first, firsts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from karavel.readers.tree import Record
    from karavel.readers.values import Problems

_NO_REGION = "00"
_ZEROS = re.compile(r"\W*0*\W*")


def buyers(form: Form) -> tuple[Buyer, ...]:
    """The buyers, the leading one first; what the form says of type and activity is said of that one.

    A form without a buyer (a free notice) has one all the same beside it, by name and country.
    """
    records = every(form.record, "buyers") or _named_beside(form.coded)
    if not records:
        return ()
    lead = Buyer(**_address(records[0], form.problems, first(form.record, "buyer_url")), **_character(form))
    return lead, *(Buyer(**_address(record, form.problems)) for record in records[1:])


def _named_beside(coded: Record) -> tuple[Record, ...]:
    if "buyer_names" not in coded:
        return ()
    return ({"name": coded["buyer_names"], **({"country": coded["country"]} if "country" in coded else {})},)


def _character(form: Form) -> dict[str, Any]:
    legal_type = _coded(form, "legal_type", codes.LEGAL_TYPES)
    activity = codes.ACTIVITIES.get(first(form.record, "activity") or "")
    return {
        "legal_type": legal_type,
        "activity": activity,
        "level": codes.level(legal_type, utility=_is_utility(form)),
    }


def _is_utility(form: Form) -> bool:
    """The form or the coded data say that a contracting entity buys."""
    named = "entity" in form.record or form.name in codes.UTILITY_FORMS
    return named or first(form.coded, "legal_type") == codes.UTILITY_TYPE


def _coded(form: Form, key: str, known: Mapping[str, str]) -> str | None:
    """What the form says, else what the coded data say."""
    return known.get(first(form.record, key) or "") or known.get(first(form.coded, key) or "")


def suppliers(record: Record, problems: Problems, key: str = "suppliers") -> tuple[Supplier, ...]:
    """The members of the winning tenderer, or the winners of a design contest, who are no group."""
    return tuple(Supplier(**_address(entry, problems), size=_size(entry)) for entry in every(record, key))


def _size(record: Record) -> str | None:
    """The form knows only whether the winner is an SME; one that is none is large."""
    if "sme" in record:
        return "sme"
    return "large" if "no_sme" in record else None


def organisations(form: Form) -> tuple[Organisation, ...]:
    """Who else has a role, each once: further information, review, mediation."""
    found = [Organisation(**_address(record, form.problems)) for record in every(form.record, "organisations")]
    return tuple(one for position, one in enumerate(found) if one.name and one not in found[:position])


def _address(record: Record, problems: Problems, page: str | None = None) -> dict[str, Any]:
    """Fields of :class:`Organisation`; ``page`` is its web page where the form gives it apart from the address."""
    one = firsts(record)
    country = values.country(one.get("country"), problems, "COUNTRY")
    nuts, city = regions(record), one.get("city")
    return {
        "name": one.get("name") or "",
        "country": country,
        "ids": _ids(record["id"], country) if "id" in one else (),
        "place": Place(country=country, nuts=nuts, city=city) if country or nuts or city else None,
        "email": one.get("email"),
        "telephone": one.get("telephone"),
        "url": one.get("url") or page,
    }


def _ids(texts: list[str], country: str | None) -> tuple[str, ...]:
    """Registration numbers; ``N/A`` and a row of zeros are none."""
    return values.once(values.organisation_id(text, country) for text in texts if not _ZEROS.fullmatch(text))


def regions(record: Record) -> tuple[str, ...]:
    """NUTS codes as published; ``00`` stands for none."""
    found = record.get("nuts")
    if not found:
        return ()
    codes_given = found if len(found) == 1 else dict.fromkeys(found)
    return tuple(code for code in codes_given if code != _NO_REGION)


def place_of_performance(record: Record) -> Place | None:
    """Where a lot is performed: regions and words; the country is that of the first region."""
    nuts, sites = regions(record), every(record, "site")
    if not (nuts or sites):
        return None
    return Place(country=nuts_codes.country(nuts[0]) if nuts else None, nuts=nuts, text="\n".join(sites) or None)
