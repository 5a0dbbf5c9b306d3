"""What an eForms notice lacks or contradicts: by rule, not by a list of known bad notices.

The rules are a small part of the official ones (the SDK's Schematron): those on which the meaning of the model depends.
A problem never hides a value that could be read.
"""

from __future__ import annotations

import re
from typing import Final

from karavel.notices import Lot, Notice
from karavel.readers import values
from karavel.readers.eforms import codes
from karavel.readers.eforms.assemble_lots import is_lot
from karavel.readers.eforms.mandatory import LOT, NOTICE, ORGANISATION, PROJECT, RESULT, Needed, at_least_one
from karavel.readers.eforms.records import every, first
from karavel.readers.tree import Record
from karavel.readers.values import Problems

_NATIONAL: Final = re.compile(r"[A-Z]?(?P<official>\d{1,2})")
_URL: Final = re.compile(r"\s*(?:(?:https?|s?ftps?)://|www\d?\.)\S", re.IGNORECASE)


def check(record: Record, notice: Notice, problems: Problems) -> None:
    """Adds what is wrong in the notice to the problems."""
    _check_presence(record, _subtype(notice.form, problems), problems)
    _check_limits(record, problems)
    _check_lots(record, notice, problems)
    _check_awards(notice, problems)


def _subtype(form: str | None, problems: Problems) -> str | None:
    """The official subtype whose rules hold; a national one (``N16`` in Norway) follows the one it is named after."""
    if form is None or form in codes.SUBTYPES:
        return form
    national = _NATIONAL.fullmatch(form)
    if national is None:
        problems.add("unknown-code", f"{form!r} is no subtype of notices (OPP-070).", "efac:NoticeSubType")
        return form
    return national["official"]


def _check_presence(record: Record, form: str | None, problems: Problems) -> None:
    """Tells each mandatory field that is missing, with its business term."""
    _need(record, NOTICE, form, problems, "")
    _need(first(record, "project") or {}, PROJECT, form, problems, "cac:ProcurementProject")
    for organisation in every(record, "organisations"):
        _need(organisation, ORGANISATION, form, problems, f"efac:Organization[{first(organisation, 'id')}]")
    for lot in every(record, "lots"):
        if is_lot(lot):
            _need(lot, LOT, form, problems, _lot_path(lot))
    result = first(record, "result") or {}
    for one in every(result, "results"):
        _need(one, RESULT, form, problems, f"efac:LotResult[{first(one, 'id')}]")
    for key, term in at_least_one(form):
        if key not in record:
            problems.add("missing-field", f"A notice of subtype {form} needs at least one {term}; it has none.")


def _need(record: Record, fields: tuple[Needed, ...], form: str | None, problems: Problems, place: str) -> None:
    for field in fields:
        if field.key not in record and form not in field.except_forms:
            problems.add("missing-field", f"{field.term} is mandatory and is missing.", place)


def _check_limits(record: Record, problems: Problems) -> None:
    if first(record, "lots_awarded") == "0":
        problems.add(
            "impossible-limit",
            "A tenderer may be awarded at most 0 lots (BT-33), so nobody could win.",
            "cac:LotDistribution",
        )


def _check_lots(record: Record, notice: Notice, problems: Problems) -> None:
    seen: set[str] = set()
    for lot in notice.lots:
        place = f"cac:ProcurementProjectLot[{lot.id}]"
        if lot.id in seen:
            problems.add("duplicate-id", f"Two lots are called {lot.id}.", place)
        seen.add(lot.id)
        _check_times(lot, notice, problems, place)
        for document in lot.documents:
            if not _URL.match(document.url):
                problems.add("bad-address", f"{document.url[:60]!r} is no address of a document (BT-15).", place)
    _check_words(first(record, "project") or {}, problems, "cac:ProcurementProject")
    for one in every(record, "lots"):
        _check_words(one, problems, _lot_path(one))


def _check_times(lot: Lot, notice: Notice, problems: Problems, place: str) -> None:
    values.check_deadline(lot.deadline, notice.published or notice.dispatched, problems, place)
    if lot.start and lot.end and lot.end < lot.start:
        problems.add("end-before-start", f"The contract ends on {lot.end}, before it starts on {lot.start}.", place)


def _check_words(record: Record, problems: Problems, place: str) -> None:
    """A title stands once in each language (BT-21)."""
    texts = record.get("title")
    if texts and len(texts) > 1:
        languages = [language for _, language in texts]
        if len(set(languages)) < len(languages):
            problems.add("duplicate-translation", "The title (BT-21) stands twice in one language.", place)


def _check_awards(notice: Notice, problems: Problems) -> None:
    """An award belongs to a lot of the notice."""
    known = {lot.id for lot in notice.lots}
    for award in notice.awards:
        if award.lot_id is not None and award.lot_id not in known:
            problems.add(
                "unknown-reference", f"{award.lot_id} is no lot of this notice.", "efac:LotResult/efac:TenderLot"
            )


def _lot_path(record: Record) -> str:
    identifier = first(record, "id")
    return f"cac:ProcurementProjectLot[{identifier[0] if identifier else ''}]"
