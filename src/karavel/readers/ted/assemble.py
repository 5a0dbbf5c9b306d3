"""The record of a TED notice to the model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from karavel.notices import Notice
from karavel.readers import values
from karavel.readers.ted import codes
from karavel.readers.ted.assemble_awards import awards, estimates
from karavel.readers.ted.assemble_changes import changes, previous, values_changed
from karavel.readers.ted.assemble_lots import cpv, lots, nature, objects
from karavel.readers.ted.assemble_parties import buyers, organisations, place_of_performance
from karavel.readers.ted.assemble_terms import accelerated, documents, procedure, terms
from karavel.readers.ted.assemble_texts import Texts, translated
from karavel.readers.ted.records import Form, compact_day, day, every, first, firsts, lines, money

if TYPE_CHECKING:
    from datetime import date

    from karavel.notices import Lot, Money, Provenance
    from karavel.notices.model import Kind


_PAGES = "https://ted.europa.eu/en/notice/-/detail/"
_NUMBER = re.compile(r"\d+-\d{4}")


class Identity(NamedTuple):
    """What stands in the attributes of the root and of the form."""

    id: str
    standard: str | None
    language: str | None


def notice(identity: Identity, form: Form, others: tuple[Texts, ...], provenance: Provenance) -> Notice:
    """The notice of one form; ``others`` are its titles and descriptions in other languages."""
    kind = _kind(form)
    procedure_type = procedure(form)
    all_terms = terms(form, kind, procedure_type)
    found = _lots(form, all_terms)
    dispatched = _dispatched(form)
    titles, descriptions, found = translated(form, identity.language, others, found)
    published = values.day(compact_day(first(form.coded, "published")), form.problems, "DATE_PUB")
    values.check_deadline(found[0].deadline, published, form.problems, "DATE_RECEIPT_TENDERS")
    return Notice(
        id=identity.id,
        format="ted",
        kind=kind,
        provenance=provenance,
        notice_id=first(form.coded, "notice_id"),
        form=form.name,
        standard=identity.standard,
        language=identity.language,
        languages=_languages(form, others),
        dispatched=dispatched,
        published=published,
        procedure_start=dispatched if kind == "call" else None,
        legal_basis=_legal_basis(form),
        procedure=procedure_type,
        procedure_text=lines(every(form.record, "features")),
        accelerated=accelerated(form),
        buyers=buyers(form),
        organisations=organisations(form),
        titles=titles,
        descriptions=descriptions,
        lots=found,
        awards=awards(form, found),
        documents=documents(form.record),
        changes=changes(form),
        previous=_previous(form, identity.id),
        declared={"gpa": all_terms["gpa_declared"]} if all_terms["gpa_declared"] is not None else {},
        urls=_urls(form, identity.id),
        **_subject(form),
    )


def _kind(form: Form) -> Kind:
    """The form where it does one thing only, else the coded document type; what neither settles is planning."""
    found = codes.KINDS_OF_FORMS.get(form.name) or codes.KINDS.get(first(form.coded, "document_type") or "")
    return found or "planning"


def _dispatched(form: Form) -> date | None:
    coded = values.day(compact_day(first(form.coded, "dispatched")), form.problems, "DS_DATE_DISPATCH")
    return coded or day(firsts(form.record), "dispatched", form.problems)


def _languages(form: Form, others: tuple[Texts, ...]) -> tuple[str, ...]:
    """The original languages, then those of the official translations in the notice."""
    published = (*every(form.coded, "languages"), *(other.language for other in others))
    return values.once(values.language(code, form.problems, "LG_ORIG") for code in published)


def _legal_basis(form: Form) -> str | None:
    found: str | None = first(form.record, "legal_basis")
    return found or codes.CELEX.get(first(form.record, "directive") or first(form.coded, "directive") or "")


def _lots(form: Form, all_terms: dict[str, Any]) -> tuple[Lot, ...]:
    """The lots, with the first estimate that an award names where the lot itself names none."""
    found = lots(form, all_terms)
    if not any("estimate" in record for record in every(form.record, "awards")):
        return found
    named = estimates(form, found)
    return tuple(replace(lot, value=named[lot.id]) if lot.value is None and lot.id in named else lot for lot in found)


def _subject(form: Form) -> dict[str, Any]:
    """What is procured as a whole; of several objects (F01, F04) the first names the notice.

    The total of an award form is, for framework agreements, their maximum (section II.1.7 says so).
    """
    whole = objects(form.record)[0]
    total = money(first(whole, "awarded"), form.problems, "VAL_TOTAL") or _prizes(form)
    framework = "framework" in form.record
    return {
        "title": first(whole, "title") or "",
        "description": _description(whole),
        "nature": nature(form, whole),
        "cpv": cpv(form, whole, {}),
        "value": _value(form),
        "awarded_value": None if framework else total,
        "framework_maximum": total if framework else None,
        "place": place_of_performance(whole),
        "extensions": _extensions(form),
    }


def _prizes(form: Form) -> Money | None:
    """The prizes of a design contest with several winners; with one the prize is the award's value."""
    results = every(form.record, "awards")
    if len(results) != 1 or len(every(results[0], "winners")) <= 1:
        return None
    return money(first(results[0], "value"), form.problems, "VAL_PRIZE")


def _description(whole: Any) -> str:
    """The short description; forms of 2011 tell quantity and scope apart from it."""
    return lines([*every(whole, "description")[:1], *every(whole, "scope")[:1]]) or ""


def _value(form: Form) -> Money | None:
    """The buyer's estimate of the whole: the form's, else the coded data's; never an award."""
    wholes = objects(form.record)
    if len(wholes) == 1 and "value" in wholes[0]:
        return money(wholes[0]["value"][0], form.problems, "VAL_ESTIMATED_TOTAL")
    framework = first(form.record, "framework_value")
    if framework is not None:
        return money(framework, form.problems, "TOTAL_ESTIMATED")
    coded = [found for found, kind in every(form.coded, "values") if kind == "ESTIMATED_TOTAL"]
    return money(coded[0], form.problems, "VALUES") if len(coded) == 1 else None


def _extensions(form: Form) -> dict[str, str]:
    """What no field holds: the range of the awarded value, the value before and after a modification."""
    found = values_changed(form)
    offers = first(objects(form.record)[0], "awarded_range")
    if offers:
        found["ted.awarded_range"] = f"{offers.low} - {offers.high} {offers.currency}"
    return found


def _previous(form: Form, own_id: str) -> tuple[str, ...]:
    coded = (values.publication(number) for number in every(form.coded, "previous"))
    return tuple(dict.fromkeys(number for number in (*previous(form.record), *coded) if number != own_id))


def _urls(form: Form, number: str) -> dict[str, str]:
    """The official page, where the notice has a publication number, the documents, the buyer's profile."""
    lead = every(form.record, "buyers")[:1]
    profile = (first(lead[0], "profile") if lead else None) or first(form.record, "buyer_profile")
    found = {
        "notice": f"{_PAGES}{number}" if _NUMBER.fullmatch(number) else None,
        "documents": first(form.record, "documents"),
        "buyer": profile,
    }
    return {key: url for key, url in found.items() if url}
