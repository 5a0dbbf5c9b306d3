"""One eForms notice out of the record that the tree walk filled."""

from __future__ import annotations

from typing import Any, Final

from karavel.notices import Change, DocumentLink, Kind, Lot, Notice, Provenance
from karavel.readers import values
from karavel.readers.eforms import codes
from karavel.readers.eforms.assemble_awards import awards
from karavel.readers.eforms.assemble_lots import lots, project_fields
from karavel.readers.eforms.assemble_parties import buyers, others, parties
from karavel.readers.eforms.assemble_results import completed
from karavel.readers.eforms.records import Setting, every, first, lines, money, withheld, words
from karavel.readers.procedures import BY_INVITATION
from karavel.readers.tree import Record
from karavel.readers.values import Problems

#: Where TED shows a notice of the Official Journal by its publication number.
_PAGE: Final = "https://ted.europa.eu/en/notice/-/detail/"
_NOTHING: Final[Record] = {}
_CANCELLED: Final = "cancel"


def notice(record: Record, root: str, provenance: Provenance, problems: Problems) -> Notice:
    """The notice; one without publication number and identifier is named by its checksum.

    Args:
        record: what the walk gathered.
        root: local name of the document's root element.
        provenance: where the document came from.
        problems: takes what was wrong.
    """
    identifier = _identifier(record)
    published = values.day(first(record, "published"), problems, "efbc:PublicationDate")
    setting = Setting(problems, first(record, "language"), published)
    known = parties(record, setting)
    process = first(record, "process") or _NOTHING
    hidden = withheld(process, setting)
    procedure = None if "pro-typ" in hidden else _procedure(first(process, "procedure"), problems)
    kind = _kind(record, root)
    result = first(record, "result") or _NOTHING
    project = project_fields(first(record, "project") or _NOTHING, setting, "cac:ProcurementProject")
    dispatched = values.day(first(record, "dispatched"), problems, "cbc:IssueDate")
    found_lots = completed(lots(record, BY_INVITATION.get(procedure or ""), setting), result, setting)
    changes = tuple(_change(one, setting) for one in every(record, "changes"))
    who, won = buyers(record, known, setting), awards(result, known, setting)
    return Notice(
        id=identifier or provenance.sha256,
        format="eforms",
        kind=kind,
        provenance=provenance,
        notice_id=first(record, "notice_id"),
        version=first(record, "version"),
        procedure_id=first(record, "procedure_id"),
        form=first(record, "form"),
        standard=first(record, "standard"),
        **_languages(record, problems),
        dispatched=dispatched,
        published=published,
        procedure_start=dispatched if kind == "call" else None,
        legal_basis=first(record, "legal_basis"),
        procedure=procedure,
        procedure_text=None if "pro-fea" in hidden else words(process, "features", setting),
        accelerated=None if "pro-acc" in hidden else _accelerated(process, problems),
        status="cancelled" if any(change.reason == _CANCELLED for change in changes) else None,
        buyers=who,
        organisations=others(record, known, setting),
        **project | _values(project, result, setting),
        lots=found_lots,
        awards=won,
        documents=tuple({document: None for lot in found_lots for document in lot.documents}),
        changes=changes,
        previous=_previous(record, process, result),
        declared=_declared(found_lots),
        urls=_urls(record, identifier, found_lots),
    )


def _identifier(record: Record) -> str | None:
    """The publication number without leading zeros, where it is one; national portals write ``n.a.`` there."""
    number, _ = first(record, "publication") or (None, None)
    if number and number[0].isdigit():
        return values.publication(number)
    return str(record["notice_id"][0]) if "notice_id" in record else None


def _kind(record: Record, root: str) -> Kind:
    code, form_type = first(record, "type") or ("", None)
    return (
        codes.KIND_BY_FORM_TYPE.get(form_type or "")
        or codes.KIND_BY_TYPE.get(code)
        or codes.KIND_BY_ROOT.get(root, "planning")
    )


def _procedure(code: str | None, problems: Problems) -> str | None:
    if code and code not in codes.PROCEDURES:
        problems.add("unknown-code", f"{code!r} is no type of procedure (BT-105).", "cbc:ProcedureCode")
        return None
    return code


def _accelerated(process: Record, problems: Problems) -> bool | None:
    return values.indicator(first(process, "accelerated"), problems, "cac:ProcessJustification")


def _languages(record: Record, problems: Problems) -> dict[str, Any]:
    texts = (*every(record, "language"), *every(record, "languages"))
    found = values.once(values.language(text, problems, "cbc:NoticeLanguageCode") for text in texts)
    main = values.language(first(record, "language"), problems, "cbc:NoticeLanguageCode")
    return {"language": main, "languages": found}


def _values(project: dict[str, Any], result: Record, setting: Setting) -> dict[str, Any]:
    """The maximum of all frameworks: as called for (BT-271), else as awarded (BT-118); and the awarded value."""
    hidden = withheld(result, setting)
    maximum = None if "not-max-val" in hidden else money(result, "framework_maximum", setting, "efac:NoticeResult")
    return {
        "framework_maximum": project["framework_maximum"] or maximum,
        "awarded_value": None if "not-val" in hidden else money(result, "awarded_value", setting, "efac:NoticeResult"),
    }


def _change(record: Record, setting: Setting) -> Change:
    reference = first(record, "notice")
    described = [words(part, "what", setting) for part in every(record, "parts")]
    return Change(
        notice=values.publication(reference) if reference else None,
        reason=first(record, "reason"),
        text=lines([words(record, "why", setting), *described]),
    )


def _previous(record: Record, process: Record, result: Record) -> tuple[str, ...]:
    """Earlier publications that the procedure, its lots and parts, or its contracts refer to."""
    sources = (process, *every(record, "lots"), *every(result, "contracts"))
    return values.once(values.publication(text) for source in sources for text in every(source, "previous"))


def _declared(found: tuple[Lot, ...]) -> dict[str, bool]:
    """The buyer's statement on the GPA (BT-115): true when it holds for any lot, absent when no lot has one."""
    said = [lot.gpa_declared for lot in found if lot.gpa_declared is not None]
    return {"gpa": any(said)} if said else {}


def _urls(record: Record, identifier: str | None, found: tuple[Lot, ...]) -> dict[str, str]:
    profiles = (first(buyer, "profile") for buyer in every(record, "buyers"))
    documents = (document for lot in found for document in lot.documents)
    urls = {
        "notice": _page(record, identifier),
        "documents": _address(next(documents, None)),
        "buyer": next((profile for profile in profiles if profile), None),
    }
    return {key: url for key, url in urls.items() if url}


def _page(record: Record, identifier: str | None) -> str | None:
    """The page on TED of a notice that the Official Journal has numbered."""
    number, scheme = first(record, "publication") or (None, None)
    return f"{_PAGE}{identifier}" if number and number[0].isdigit() and scheme == "ojs-notice-id" else None


def _address(document: DocumentLink | None) -> str | None:
    return document.url if document else None
