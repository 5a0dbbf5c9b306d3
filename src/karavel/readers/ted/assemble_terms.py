"""What TED says once for the procedure and the model says of each lot: deadline, languages, terms, requirements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from karavel.notices import DocumentLink, Duration
from karavel.notices.moments import day_of
from karavel.readers import values
from karavel.readers.procedures import BY_INVITATION
from karavel.readers.ted import codes
from karavel.readers.ted.assemble_criteria import REQUIREMENTS, requirements
from karavel.readers.ted.records import Form, compact_moment, day, every, first, firsts, lines, moment, spelt

if TYPE_CHECKING:
    from karavel.notices import Moment
    from karavel.notices.model import Kind, Permission, Unit
    from karavel.readers.tree import Record
    from karavel.readers.values import Problems

_CALLS_FOR_INTEREST = frozenset({"PRI_CALL_COMPETITION", "PER_CALL_COMPETITION", "QSU_CALL_COMPETITION"})
_UNITS: dict[str, Unit] = {"DAY": "day", "MONTH": "month", "YEAR": "year", "WEEK": "week"}


def procedure(form: Form) -> str | None:
    """The procedure in ``procurement-procedure-type``: the form's element, else the coded data."""
    named = first(form.record, "procedure")
    if named:
        return codes.PROCEDURES.get(codes.procedure_name(named))
    return codes.PROCEDURES.get(first(form.coded, "procedure") or "")


def accelerated(form: Form) -> bool | None:
    """True where the form says so; TED never says that a procedure is not."""
    named = codes.procedure_name(first(form.record, "procedure") or "")
    return "accelerated" in form.record or named in codes.ACCELERATED or None


def terms(form: Form, kind: Kind, procedure_type: str | None) -> dict[str, Any]:
    """Fields of :class:`Lot` that are the same for every lot of the notice."""
    record, one = form.record, firsts(form.record)
    by_invitation = BY_INVITATION.get(procedure_type or "")
    deadline = _deadline(form, one, kind)
    guarantee = lines(every(record, "guarantee"))
    return {
        "by_invitation": by_invitation,
        "deadline": deadline,
        "deadline_for": _deadline_for(record, by_invitation=by_invitation) if deadline else None,
        "languages": _languages(record, form.problems) if "languages" in one else (),
        "submission": _submission(record),
        "submission_url": one.get("submission"),
        "requirements": requirements(record) if record.keys() & REQUIREMENTS else (),
        "documents": documents(record) if "documents" in one else (),
        "guarantee_required": True if guarantee else None,
        "guarantee": guarantee,
        "tender_validity": _validity(one, deadline, form.problems),
        "opening": moment(one, "opening", form.problems),
        "gpa_declared": one.get("gpa"),
        "reserved": _reserved(record) if "reserved" in one else (),
        "framework": _framework(form, kind),
        "framework_participants": _participants(one, form.problems),
        "dps": _dps(form, kind),
        "subcontracting": _subcontracting(record),
    }


def _deadline(form: Form, one: dict[str, Any], kind: Kind) -> Moment | None:
    """The form's own deadline, else the one of the coded data; a change's is in the change itself."""
    found = moment(one, "deadline", form.problems)
    if found is None and kind == "call":
        found = compact_moment(first(form.coded, "deadline"), form.problems, "DT_DATE_FOR_SUBMISSION")
    return found


def _deadline_for(record: Record, *, by_invitation: bool | None) -> str:
    if first(record, "notice_type") in _CALLS_FOR_INTEREST:
        return "interest"
    return "requests" if by_invitation else "tenders"


def _languages(record: Record, problems: Problems) -> tuple[str, ...]:
    return values.once(values.language(code, problems, "LANGUAGE") for code in every(record, "languages"))


def _reserved(record: Record) -> tuple[str, ...]:
    return values.once(codes.RESERVED.get(element) for element in record["reserved"])


def _submission(record: Record) -> Permission | None:
    """An address on the web allows electronic tenders; a postal one alone does not."""
    if "submission" in record:
        return "allowed"
    return "not-allowed" if "submission_address" in record else None


def documents(record: Record) -> tuple[DocumentLink, ...]:
    """The procurement documents, and whether access to them is restricted."""
    restricted = True if "documents_restricted" in record else False if "documents_full" in record else None
    return tuple(DocumentLink(url=url, restricted=restricted) for url in values.once(every(record, "documents")))


def duration(found: tuple[str | None, str | None] | None, problems: Problems) -> Duration | None:
    """``DURATION`` with its ``TYPE``."""
    if found is None or not found[0]:
        return None
    unit, amount = _UNITS.get(found[1] or ""), values.number(spelt(found[0].strip()), problems, "DURATION")
    return Duration(amount, unit) if unit and amount is not None else None


def _validity(one: dict[str, Any], deadline: Moment | None, problems: Problems) -> Duration | None:
    """How long a tender must stand; until a day means the days from the deadline to it."""
    found = duration(one.get("validity"), problems)
    until = day(one, "valid_until", problems)
    if found or until is None or deadline is None:
        return found
    days = (until - day_of(deadline)).days
    return Duration(float(days), "day") if days > 0 else None


def _framework(form: Form, kind: Kind) -> str | None:
    """``fa-wo-rc`` with a single operator; with several TED does not tell whether competition is reopened: ``fa``."""
    record = form.record
    if "framework" in record or first(record, "framework_asked") == "YES":
        return "fa-wo-rc" if "framework_single" in record else "fa"
    asked = codes.asks_systems(form.name, kind) or first(record, "framework_asked") == "NO"
    return "none" if asked else None


def _participants(one: dict[str, Any], problems: Problems) -> int | None:
    if "framework_single" in one:
        return 1
    return values.integer(one.get("framework_participants"), problems, "FRAMEWORK")


def _dps(form: Form, kind: Kind) -> str | None:
    if "dps" in form.record:
        return "dps-nlist" if "dps_others" in form.record else "dps-list"
    return "none" if codes.asks_systems(form.name, kind) else None


def _subcontracting(record: Record) -> str | None:
    """The strictest obligation to subcontract that a defence notice ticks, in eForms' ``subcontracting-obligation``."""
    if "subcontracting" in record:
        return "subc-min"
    if first(record, "subcontracting_part") == "YES":
        return "subc-oblig"
    return "subc-chng" if first(record, "subcontracting_change") == "YES" else None
