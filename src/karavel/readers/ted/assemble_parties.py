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

_NO_ID = re.compile(r"(?i)\W*(?:n\s*/?\s*a|none|keine?|0*)\W*")


def buyers(form: Form) -> tuple[Buyer, ...]:
    """The buyers, the leading one first; what the form says of type and activity is said of that one."""
    records = every(form.record, "buyers")
    if not records:
        return ()
    lead = Buyer(**_address(records[0], form.problems, first(form.record, "buyer_url")), **_character(form))
    return lead, *(Buyer(**_address(record, form.problems)) for record in records[1:])


def _character(form: Form) -> dict[str, Any]:
    legal_type = _coded(form, "legal_type", codes.LEGAL_TYPES)
    activity = codes.ACTIVITIES.get(first(form.record, "activity") or "")
    return {"legal_type": legal_type, "activity": activity, "level": codes.level(legal_type, activity)}


def _coded(form: Form, key: str, known: Mapping[str, str]) -> str | None:
    """What the form says, else what the coded data say."""
    return known.get(first(form.record, key) or "") or known.get(first(form.coded, key) or "")


def suppliers(record: Record, problems: Problems) -> tuple[Supplier, ...]:
    """The members of the winning tenderer."""
    return tuple(Supplier(**_address(entry, problems), size=_size(entry)) for entry in every(record, "suppliers"))


def _size(record: Record) -> str | None:
    """The form knows only whether the winner is an SME; one that is none is large."""
    if "sme" in record:
        return "sme"
    return "large" if "no_sme" in record else None


def organisations(form: Form) -> tuple[Organisation, ...]:
    """Who else has a role: further information, review, mediation; each name once."""
    found = (Organisation(**_address(record, form.problems)) for record in every(form.record, "organisations"))
    return tuple({organisation.name: organisation for organisation in found if organisation.name}.values())


def _address(record: Record, problems: Problems, page: str | None = None) -> dict[str, Any]:
    """Fields of :class:`Organisation`; ``page`` is its web page where the form gives it apart from the address."""
    one = firsts(record)
    country = values.country(one.get("country"), problems, "COUNTRY")
    nuts, city, street = tuple(every(record, "nuts")), one.get("city"), one.get("street")
    return {
        "name": one.get("name") or "",
        "country": country,
        "ids": _ids(record["id"]) if "id" in one else (),
        "place": Place(country=country, nuts=nuts, city=city, text=street),
        "email": one.get("email"),
        "telephone": one.get("telephone"),
        "url": one.get("url") or page,
    }


def _ids(texts: list[str]) -> tuple[str, ...]:
    """Registration numbers; ``N/A`` and a row of zeros are none."""
    return values.once(values.organisation_id(text) for text in texts if not _NO_ID.fullmatch(text))


def place_of_performance(record: Record) -> Place | None:
    """Where a lot is performed: regions and words; the country is that of the first region."""
    nuts, sites = every(record, "nuts"), every(record, "site")
    if not (nuts or sites):
        return None
    country = nuts_codes.country(nuts[0]) if nuts else None
    return Place(country=country, nuts=values.once(nuts), text="\n".join(sites) or None)
