"""One release as a notice.

The notice's id is the release's, after its ocid (``ocds-213czf-1:release-7``), as OCDS makes release ids unique within
a process only; a release id that holds its ocid stands alone. A record is named by its ocid. What would need quoting
on a command line or in an address is percent-encoded.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from karavel.notices import Award, Change, Kind, Lot, Moment, Notice, Provenance
from karavel.readers import values
from karavel.readers.ocds import codes
from karavel.readers.ocds.assemble_awards import awards
from karavel.readers.ocds.assemble_lots import documents, lots, nature, natures, place
from karavel.readers.ocds.assemble_parties import buyers, known, others
from karavel.readers.ocds.assemble_results import dated, planned_title, stand_ins
from karavel.readers.ocds.setting import Setting, cpvs, is_cpv, money, text_of, words
from karavel.readers.ocds.shapes import Amendment, Classification, File, Item, Release, Tender
from karavel.readers.values import Problems

_NO_TENDER: Final = Tender()
_PLANNED: Final = frozenset({"planning", "planned"})
_NOTICE_FILES: Final = frozenset({"tenderNotice", "awardNotice", "contractNotice", "plannedProcurementNotice"})
_PENDING: Final = "open-nw"
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.:@+=,~%-]*")  # an id that needs no quoting, as nearly all
_KEPT: Final = 40  # foreign classifications that are kept of one notice


def notice(
    release: Release, provenance: Provenance, first_called: str | None, problems: Problems, *, record: bool
) -> Notice:
    """The notice of a release or of a record's compiled release.

    Args:
        release: its data.
        provenance: where it came from.
        first_called: date of a record's first release with a tender.
        problems: takes what was wrong.
        record: whether it is a record's.
    """
    tender = release.tender or _NO_TENDER
    setting = Setting(problems, known(release), _publisher_country(release.ocid))
    procedure = _procedure(tender, problems)
    found_lots = lots(tender, procedure, setting) if release.tender else stand_ins(release, setting)
    found_lots = dated(found_lots, release, problems)
    won = awards(release, tuple(lot.id for lot in found_lots), setting)
    kind = _kind(release, won)
    days = _call_days(release, tender, first_called, problems) if kind == "call" else _days(release, problems)
    if kind != "award" and tender.status not in codes.OVER:
        _check_deadlines(found_lots, days["published"], problems)
    return Notice(
        id=_id(release, provenance, problems, record=record),
        format="ocds",
        kind=kind,
        provenance=provenance,
        form="record" if record else _form(release),
        **_named(release, tender, problems),
        **days,
        **_conducted(release, tender, procedure),
        buyers=buyers(release, setting),
        organisations=others(setting),
        **_wanted(release, tender, found_lots, setting),
        awarded_value=won[0].value if len(won) == 1 else None,
        lots=found_lots,
        awards=won,
        changes=tuple(_change(one, release.ocid) for one in _amendments(tender)),
        previous=values.once(one.identifier for one in release.related_processes or ()),
        declared={"gpa": True} if any(lot.gpa_declared for lot in found_lots) else {},
        urls=_urls(release, tender),
        extensions=_foreign(release, tender),
    )


def _named(release: Release, tender: Tender, problems: Problems) -> dict[str, Any]:
    """The names of the release and its process, its edition and its language."""
    language = values.language(release.language or None, problems, "/language")
    return {
        "notice_id": text_of(release.id),
        "version": values.time_stamp(release.date or None, problems, "/date"),
        "procedure_id": text_of(tender.id),
        "ocid": release.ocid,
        "standard": release.version or None,
        "language": language,
        "languages": (language,) if language else (),
    }


def _conducted(release: Release, tender: Tender, procedure: str | None) -> dict[str, Any]:
    """How the procedure is conducted, under which law, and how far it is."""
    return {
        "legal_basis": _legal_basis(tender),
        "procedure": procedure,
        "procedure_text": words(tender.procurement_method_details) or _unknown_method(tender),
        "accelerated": tender.procedure.is_accelerated if tender.procedure else None,
        "status": _status(release, tender),
    }


def _wanted(release: Release, tender: Tender, found_lots: tuple[Lot, ...], setting: Setting) -> dict[str, Any]:
    """What is to be bought, for all lots together."""
    return {
        "title": words(tender.title) or words(release.title) or planned_title(release),
        "description": words(tender.description) or words(release.description),
        "nature": nature(tender),
        "additional_natures": natures(tender),
        **_whole(release, tender, found_lots, setting),
    }


def _whole(release: Release, tender: Tender, found_lots: tuple[Lot, ...], setting: Setting) -> dict[str, Any]:
    """What the tender says beside its lots; without any, the one lot made of it has said it already."""
    if release.tender and not tender.lots:
        (alone,) = found_lots
        return {"cpv": alone.cpv, "value": alone.value, "place": alone.place, "documents": alone.documents}
    return {
        "cpv": _cpv(release, tender, setting),
        "value": money(tender.value, setting, "/tender/value"),
        "place": place(tender.items or [], tender, setting),
        "documents": documents(tender.documents, setting),
    }


def _publisher_country(ocid: str | None) -> str | None:
    prefix = "-".join((ocid or "").split("-", 2)[:2])
    return codes.PUBLISHERS.get(prefix)


def _id(release: Release, provenance: Provenance, problems: Problems, *, record: bool) -> str:
    own = text_of(release.id)
    ocid = text_of(release.ocid)
    if ocid is None:
        problems.add("missing-ocid", "There is no ocid, so the notice is named by its release id or checksum.", "/ocid")
        return _safe(own or provenance.sha256)
    if record:
        return _safe(ocid)
    if own is None:
        problems.add("missing-id", "The release has no id, so it is named by its process, tag and date.", "/id")
        own = ":".join(words(part) for part in (*(release.tag or ()), release.date) if part) or provenance.sha256
    return _safe(own if ocid in own else f"{ocid}:{own}")


def _safe(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else quote(text, safe=":@+=,~%")


def _form(release: Release) -> str | None:
    return next((tag for tag in release.tag or () if tag), None)


def _kind(release: Release, won: tuple[Award, ...]) -> Kind:
    """By the sections, as some publishers tag everything with everything; by the tags where sections are missing."""
    tags = " ".join(tag for tag in release.tag or () if tag)
    if any(award.status != _PENDING for award in won):
        return "award"
    if "tender" in tags and release.tender:
        return "call"
    if any(part in tags for part in ("award", "contract", "implementation")):
        return "award"
    planned = release.tender is None or release.tender.status in _PLANNED
    return "planning" if planned or "planning" in tags else "call"


def _procedure(tender: Tender, problems: Problems) -> str | None:
    method = words(tender.procurement_method)
    found = codes.PROCEDURES.get(method)
    if method and found is None:
        problems.add("unknown-code", f"{method!r} is no code of the list 'method'.", "/tender/procurementMethod")
    return found


def _unknown_method(tender: Tender) -> str | None:
    """The method where it is words instead of a code."""
    method = words(tender.procurement_method)
    return method if method and method not in codes.PROCEDURES else None


def _days(release: Release, problems: Problems, first_called: str | None = None) -> dict[str, Any]:
    """The day of publication, of a record's call that of its first release."""
    return {"published": values.day(first_called or release.date or None, problems, "/date")}


def _call_days(release: Release, tender: Tender, first_called: str | None, problems: Problems) -> dict[str, Any]:
    """Its days and the start of the procedure: when it was published or its tender period began, else when released."""
    days = _days(release, problems, first_called)
    period = tender.tender_period
    started = tender.date_published or (period.start_date if period else None)
    start = values.day(started or None, problems, "/tender/tenderPeriod/startDate")
    return {**days, "procedure_start": start or days["published"]}


def _legal_basis(tender: Tender) -> str | None:
    basis = tender.legal_basis
    return text_of(basis.id) if basis and (basis.scheme or "").upper() == "CELEX" else None


def _status(release: Release, tender: Tender) -> str | None:
    if "tenderCancellation" in (release.tag or ()):
        return "cancelled"
    return words(tender.status) or None


def _cpv(release: Release, tender: Tender, setting: Setting) -> tuple[str, ...]:
    items: list[Item] = list(tender.items or ())
    if not items and tender.classification is None:
        for part in (*(release.awards or ()), *(release.contracts or ())):
            items += part.items or ()
    first = (tender.classification, *(tender.additional_classifications or ()))
    return cpvs(items, first, setting, "/tender/items")


def _check_deadlines(found: tuple[Lot, ...], published: date | None, problems: Problems) -> None:
    """Of a tender that runs; what is published of one that has ended comes after its deadline."""
    for deadline in {lot.deadline: None for lot in found if lot.deadline}:
        values.check_deadline(Moment(deadline), published, problems, "/tender/tenderPeriod")


def _amendments(tender: Tender) -> list[Amendment]:
    return tender.amendments or ([tender.amendment] if tender.amendment else [])


def _change(amendment: Amendment, ocid: str | None) -> Change:
    amended = amendment.amends_release_id
    return Change(
        notice=_safe(amended if not ocid or ocid in amended else f"{ocid}:{amended}") if amended else None,
        reason=words(amendment.rationale) or None,
        text=words(amendment.description) or None,
    )


def _urls(release: Release, tender: Tender) -> dict[str, str]:
    files = [*(tender.documents or ()), *(one for award in release.awards or () for one in award.documents or ())]
    buyer = release.buyer.contact_point if release.buyer else None
    found = {
        "notice": _first_url([file for file in files if file.document_type in _NOTICE_FILES]),
        "documents": _first_url([file for file in files if file.document_type == "biddingDocuments"]),
        "buyer": buyer.url if buyer else None,
    }
    return {key: url for key, url in found.items() if url}


def _first_url(files: list[File]) -> str | None:
    return next((words(file.url) for file in files if words(file.url)), None) if files else None


def _foreign(release: Release, tender: Tender) -> dict[str, str]:
    """Codes of other classifications than CPV, such as UNSPSC, and of laws that are not CELEX, by their scheme."""
    found: dict[str, dict[str, None]] = {}
    published = [tender.classification, *(tender.additional_classifications or ()), _other_law(tender)]
    for part in (tender, *(release.awards or ()), *(release.contracts or ())):
        for item in part.items or ():
            published += (item.classification, *(item.additional_classifications or ()))
    for one in published:
        if one and one.scheme != "CPV" and one.id and not is_cpv(one):  # nearly all are
            found.setdefault(words(one.scheme) or "unknown scheme", {})[str(one.id)] = None
    return {scheme: " ".join(list(listed)[:_KEPT]) for scheme, listed in found.items()}


def _other_law(tender: Tender) -> Classification | None:
    return tender.legal_basis if _legal_basis(tender) is None else None
