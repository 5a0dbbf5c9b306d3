"""Records to lots. Every notice has at least one: a form without lots is one lot with the id ``1``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from karavel.codes import cpv as cpv_codes
from karavel.notices import Lot
from karavel.readers import values
from karavel.readers.ted import codes
from karavel.readers.ted.assemble_criteria import criteria, evaluation
from karavel.readers.ted.assemble_parties import place_of_performance
from karavel.readers.ted.assemble_terms import duration
from karavel.readers.ted.records import Form, day, every, first, firsts, money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from karavel.notices.model import Permission
    from karavel.readers.tree import Record

_ONE_LOT: tuple[Record, ...] = ({},)
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
    entries = list(_entries(form.record))
    shared = {**terms, "criteria": criteria(form.record) or evaluation(form.record)}
    numbers = _numbers(entry for _, entry in entries)
    return tuple(
        _lot(form, whole, entry, number, shared) for (whole, entry), number in zip(entries, numbers, strict=True)
    )


def _entries(record: Record) -> Iterator[tuple[Record, Record]]:
    """Each lot with the object that it is part of; an object without lots is one."""
    for whole in objects(record):
        for entry in every(whole, "lots") or _ONE_LOT:
            yield whole, entry


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
    """A lot of its own words; a form of 2011 says the rest once for all lots, on its own level."""
    one, problems = firsts(entry if "objects" in form.record else {**whole, **entry}), form.problems
    eu_funded, programme = one.get("eu_funds") or (None, None)
    if "criteria" in entry:
        terms = {**terms, "criteria": criteria(entry)}
    return Lot(
        id=number,
        title=one.get("title") or first(whole, "title") or "",
        description=one.get("description") or first(whole, "description") or "",
        nature=nature(form, whole),
        cpv=cpv(form, whole, entry),
        value=money(first(entry, "value"), problems, "VAL_OBJECT"),
        place=place_of_performance(entry) or place_of_performance(whole),
        duration=duration(one.get("duration"), problems),
        start=day(one, "start", problems),
        end=day(one, "end", problems),
        options=one.get("options"),
        renewals=one.get("renewals"),
        renewals_maximum=values.integer(one.get("renewals_maximum"), problems, "NUMBER_POSSIBLE_RENEWALS"),
        variants=_VARIANTS.get(one.get("variants") or one.get("variants_asked") or ""),
        eu_funded=eu_funded,
        eu_programmes=(programme,) if programme else (),
        **terms,
    )


def nature(form: Form, whole: Record) -> Any:
    """Works, supplies or services: the form's word, else the coded data's."""
    return codes.NATURES.get(first(whole, "nature") or first(form.coded, "nature") or "")


def cpv(form: Form, whole: Record, entry: Record) -> tuple[str, ...]:
    """The lot's codes: the contract's main code, which forms of 2015 give once, then the lot's own."""
    own = tuple(every(entry, "cpv"))
    if "objects" in form.record:
        own = (*every(whole, "cpv"), *own)
    codes_given = own or tuple(every(whole, "cpv") or every(form.coded, "cpv"))
    return _known_cpvs(codes_given) or values.cpvs(codes_given, form.problems, "CPV_CODE")


@lru_cache(maxsize=4_096)
def _known_cpvs(given: tuple[str, ...]) -> tuple[str, ...] | None:
    """The codes, each once, when all are known; lots of a notice repeat each other's."""
    found = tuple(dict.fromkeys(cpv_codes.normalise(code) for code in given))
    return tuple(code for code in found if code) if all(found) else None
