"""One document to one reading; never raises."""

from __future__ import annotations

from itertools import starmap
from typing import Any

import msgspec

from karavel.notices import Document, Problem, Reading, Unread
from karavel.readers import lenient
from karavel.readers.ocds import records
from karavel.readers.ocds.assemble import notice
from karavel.readers.ocds.mending import shaped
from karavel.readers.ocds.shapes import Release
from karavel.readers.ocds.translations import translations
from karavel.readers.ocds.unread import count, known
from karavel.readers.values import Problems

_SECTIONS = ("planning", "tender", "awards", "contracts")


def read(document: Document) -> Reading:
    """Reads an OCDS release or record.

    Returns:
        Reading: its notice, everything wrong in it, and the keys that no shape reads. Without a notice when the content
        is no JSON, not in UTF-8, or neither a release nor a record with data of its own; a problem of severity
        ``error`` says why.
    """
    problems = Problems()
    try:
        raw, leniently = lenient.decoded(document.content)
    except UnicodeDecodeError as error:
        return _unreadable("wrong-encoding", f"JSON is written in UTF-8; byte {error.start} is not.")
    except (msgspec.DecodeError, RecursionError) as error:
        return _unreadable("unreadable-json", f"This is no JSON: {error}.")
    if leniently:
        problems.add("lenient-json", lenient.TOLD)
    if not isinstance(raw, dict):
        return _unreadable("not-ocds", "This is a JSON value, but no object.")
    return _read(raw, document, problems)


def _read(raw: dict[str, Any], document: Document, problems: Problems) -> Reading:
    first_called = None
    record = records.is_record(raw)
    if record:
        process = records.process(raw, problems)
        if process is None:
            return Reading(None, problems.found())
        raw, first_called = process
    elif not any(map(raw.get, _SECTIONS)):
        return _unreadable("not-ocds", "The release has neither planning, tender, awards nor contracts.")
    release = shaped(raw, Release, problems)
    found = notice(release, document.provenance, first_called, problems, record=record)
    unread: dict[str, int] = {}
    count(raw, known(), unread)
    paths = " ".join(unread)
    if "/tender/title_" in paths or "/tender/description_" in paths:
        titles, descriptions = (translations(raw.get("tender"), field, unread) for field in ("title", "description"))
        found = msgspec.structs.replace(found, titles=titles, descriptions=descriptions)
    return Reading(found, problems.found(), tuple(starmap(Unread, unread.items())))


def _unreadable(code: str, message: str) -> Reading:
    return Reading(None, (Problem(code, message, severity="error"),))
