"""Records to lots. Every notice has at least one: a form without lots is one lot with the id ``1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from karavel.notices import Lot
from karavel.readers import values
from karavel.readers.ted import codes
from karavel.readers.ted.assemble_criteria import criteria, evaluation
from karavel.readers.ted.assemble_parties import place_of_performance
from karavel.readers.ted.assemble_terms import duration
from karavel.readers.ted.records import Form, day, every, first, lines, money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from karavel.notices.model import Permission
    from karavel.readers.tree import Record

_VARIANTS: Mapping[str, Permission] = {
    "ACCEPTED_VARIANTS": "allowed",
    "NO_ACCEPTED_VARIANTS": "not-allowed",
    "YES": "allowed",
    "NO": "not-allowed",
}


def objects(record: Record) -> list[Record]:
    """What is procured: forms of 2015 have an element for it (F01 and F04 several), those of 2011 the whole form."""
    found: list[Record] = record.get("objects") or [record]
    return found


def lots(form: Form, terms: Mapping[str, Any]) -> tuple[Lot, ...]:
    """The lots of all objects in the form's order, each id once."""
    entries: list[tuple[Record, Record]] = [
        (whole, entry) for whole in objects(form.record) for entry in every(whole, "lots") or ({},)
    ]
    numbers = _numbers(entry for _, entry in entries)
    return tuple(
        _lot(form, whole, entry, number, terms) for (whole, entry), number in zip(entries, numbers, strict=True)
    )


def _numbers(entries: Iterable[Record]) -> list[str]:
    """Lot numbers as published; a lot without one, or with one that is taken, gets the next free number."""
    found: list[str] = []
    taken: set[str] = set()
    for position, entry in enumerate(entries, 1):
        number = first(entry, "number") or str(position)
        while number in taken:
            number = f"{number}-{position}"
        taken.add(number)
        found.append(number)
    return found


def _lot(form: Form, whole: Record, entry: Record, number: str, terms: Mapping[str, Any]) -> Lot:
    record, problems = form.record, form.problems
    eu_funded, programmes = _eu_funds(entry, record)
    return Lot(
        id=number,
        title=first(entry, "title") or first(whole, "title") or "",
        description=first(entry, "description") or first(whole, "description") or "",
        nature=nature(form, whole),
        cpv=cpv(form, whole, entry),
        value=money(first(entry, "value"), problems, "VAL_OBJECT"),
        place=place_of_performance(entry) or place_of_performance(whole),
        duration=duration(first(entry, "duration") or first(whole, "duration"), problems),
        start=day(entry, "start", problems) or day(whole, "start", problems),
        end=day(entry, "end", problems) or day(whole, "end", problems),
        options=lines(every(entry, "options")) or lines(every(whole, "options")),
        renewals=lines(every(entry, "renewals")),
        renewals_maximum=values.integer(first(whole, "renewals_maximum"), problems, "NUMBER_POSSIBLE_RENEWALS"),
        criteria=criteria(entry) or criteria(record) or evaluation(record),
        variants=_VARIANTS.get(first(entry, "variants") or first(record, "variants_asked") or ""),
        eu_funded=eu_funded,
        eu_programmes=programmes,
        **terms,
    )


def nature(form: Form, whole: Record) -> Any:
    """Works, supplies or services: the form's word, else the coded data's."""
    return codes.NATURES.get(first(whole, "nature") or first(form.coded, "nature") or "")


def cpv(form: Form, whole: Record, entry: Record) -> tuple[str, ...]:
    """The lot's codes: the contract's main code, which forms of 2015 give once, then the lot's own."""
    own = every(entry, "cpv")
    if "objects" in form.record:
        own = (*every(whole, "cpv"), *own)
    return values.cpvs(own or every(whole, "cpv") or every(form.coded, "cpv"), form.problems, "CPV_CODE")


def _eu_funds(entry: Record, record: Record) -> tuple[bool | None, tuple[str, ...]]:
    found = first(entry, "eu_funds") or first(record, "eu_funds")
    return (found[0], values.once((found[1],))) if found else (None, ())
