"""Titles and descriptions in other languages than the original."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from karavel.readers import values
from karavel.readers.ted.assemble_lots import objects
from karavel.readers.ted.records import Form, every, first

if TYPE_CHECKING:
    from karavel.notices import Lot
    from karavel.readers.tree import Record


class Texts(NamedTuple):
    """A form in another language: its language as published and the record of its titles and descriptions."""

    language: str | None
    record: Record


def translated(
    form: Form, original: str | None, others: tuple[Texts, ...], lots: tuple[Lot, ...]
) -> tuple[dict[str, str], dict[str, str], tuple[Lot, ...]]:
    """Titles and descriptions of the notice by language, and the lots with theirs.

    A form in that language comes first. Where there is none, the title is the one that TED itself publishes in every
    official language (``ML_TITLES``: country, town, subject), which is no translation of the buyer's title.
    """
    titles = _published(form, original)
    descriptions: dict[str, str] = {}
    for language, record in _known(form, original, others):
        whole = objects(record)[0]
        titles |= _named(language, first(whole, "title"))
        descriptions |= _named(language, first(whole, "description"))
        lots = _lots(lots, language, record)
    return titles, descriptions, lots


def _published(form: Form, original: str | None) -> dict[str, str]:
    found = first(form.coded, "titles") or {}
    return {language: title for language, title in found.items() if language and title and language != original}


def _known(form: Form, original: str | None, others: tuple[Texts, ...]) -> list[tuple[str, Record]]:
    known = ((values.language(other.language, form.problems, "LG"), other.record) for other in others)
    return [(language, record) for language, record in known if language and language != original]


def _named(language: str, text: str | None) -> dict[str, str]:
    return {language: text} if text else {}


def _lots(lots: tuple[Lot, ...], language: str, record: Record) -> tuple[Lot, ...]:
    """The lots with their titles in one more language; lots are matched by place, as numbers may be missing."""
    entries = [entry for whole in objects(record) for entry in every(whole, "lots")]
    if len(entries) != len(lots):
        return lots
    whole_title = first(objects(record)[0], "title")
    return tuple(
        replace(
            lot,
            titles=lot.titles | _named(language, first(entry, "title") or whole_title),
            descriptions=lot.descriptions | _named(language, first(entry, "description")),
        )
        for lot, entry in zip(lots, entries, strict=True)
    )
