"""The parts of releases that all stages write: texts, values, periods, documents, milestones, amendments.

Nothing empty is written: an absent key says that nothing is told, as OCDS asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from karavel.codes import languages
from karavel.errors import InvalidInput, Mistake
from karavel.procurement.shapes import Amendment, File, Milestone, Money, Period, Words
from karavel.texts import language_name
from karavel.texts.marking import N_, say

_NO_TEXT: Final = N_("The field {field} has no text in the language of the release ({language}).")
_NO_LANGUAGE: Final = N_("The field {field} has a text in {code}, which is no language.")
_ISO_639: Final = N_("write ISO 639-1: pt, az, en")
_ADD_TEXT: Final = N_("add the text; it is there in: {languages}")
_TWO_FILES: Final = N_("Two documents have the id {id}.")
_OTHER_ID: Final = N_("give the second another id")


def told(**fields: Any) -> dict[str, Any]:
    """The fields that tell something; a trailing underscore is dropped from names that Python keeps for itself."""
    return {name.rstrip("_"): value for name, value in fields.items() if value not in (None, "", [], {})}


def texts(field: str, words: Words, language: str) -> dict[str, str]:
    """A text in the release's language, and in others beside it: ``title``, ``title_pt``.

    https://standard.open-contracting.org/1.1/en/schema/reference/#language

    Raises:
        InvalidInput: it is there in other languages only, or in one that is none.
    """
    if not any(words.values()):
        return {}
    if not words.get(language):
        there = ", ".join(map(language_name, sorted(words)))
        message = say(_NO_TEXT, field=field, language=language_name(language))
        raise InvalidInput(message, (Mistake(field, say(_ADD_TEXT, languages=there)),))
    unknown = [key for key in words if key not in languages.NAMES]
    if unknown:
        raise InvalidInput(say(_NO_LANGUAGE, field=field, code=unknown[0]), (Mistake(field, say(_ISO_639)),))
    others = {f"{field}_{key}": text for key, text in sorted(words.items()) if key != language and text}
    return {field: words[language]} | others


def moment(at: datetime | None) -> str | None:
    """A moment with its zone (RFC 3339), to the second."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z") if at else None


def number(amount: Decimal) -> int | float:
    """An amount as a JSON number: whole where it is, else the nearest double, which is exact to the cent."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def value(money: Money | None) -> dict[str, Any] | None:
    """An amount with its currency."""
    return {"amount": number(money.amount), "currency": money.currency} if money else None


def period(one: Period | None) -> dict[str, Any] | None:
    """From when to when, or for how long."""
    if one is None:
        return None
    return told(startDate=moment(one.start), endDate=moment(one.end), durationInDays=one.days)


def documents(files: Iterable[File], language: str) -> list[dict[str, Any]]:
    """Documents in their order, each once, as a report on two lots is one report.

    Raises:
        InvalidInput: two that differ have one id.
    """
    found: dict[str, File] = {}
    for file in files:
        if found.setdefault(file.id, file) != file:
            raise InvalidInput(say(_TWO_FILES, id=file.id), (Mistake(f"File {file.id}", say(_OTHER_ID)),))
    return [_document(file, language) for file in found.values()]


def _document(file: File, language: str) -> dict[str, Any]:
    """A document; a text in several languages names the first, as OCDS has one ``language`` a document."""
    return told(
        id=file.id,
        documentType=file.kind,
        **texts("title", file.title, language),
        url=file.url,
        datePublished=moment(file.published),
        format=file.format,
        language=next(iter(file.languages), None),
        relatedLots=list(file.lots),
    )


def milestone(one: Milestone, language: str) -> dict[str, Any]:
    """A milestone as it stands."""
    return told(
        id=one.id,
        type=one.kind,
        **texts("title", one.title, language),
        **texts("description", one.description, language),
        dueDate=moment(one.due),
        dateMet=moment(one.met),
        dateModified=moment(one.reviewed),
        status=one.status,
    )


def amendments(several: Iterable[Amendment], language: str, first: str, name: Callable[[datetime], str]) -> list[Any]:
    """Amendments in the order of time, each with the release that it amends and its own.

    Args:
        several: as they follow each other.
        language: of the release.
        first: id of the release that the first one amends.
        name: gives the id of an amendment's release by its moment.
    """
    found, before = [], first
    for one in several:
        own = name(one.published or one.date)
        found.append(_amendment(one, language, before, own))
        before = own
    return found


def _amendment(one: Amendment, language: str, amends: str, release: str) -> dict[str, Any]:
    return told(
        id=one.id,
        date=moment(one.date),
        **texts("rationale", one.rationale, language),
        description=one.description,
        amendsReleaseID=amends,
        releaseID=release,
    )
