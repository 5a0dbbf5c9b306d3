"""The timetable of a call against the minimum periods of its rules, finding by finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from karavel import texts
from karavel.procurement.periods import Finding as Found
from karavel.procurement.periods import Timetable, check, load, sentence
from karavel.procurement.periods.checking import Status
from karavel.procurement.periods.model import Procedure
from karavel.web.desk.calls.models import Call
from karavel.web.desk.calls.threshold import reaches_union
from karavel.web.desk.needs.models import BuyerProfile

#: What an officer says besides days, by its key in :data:`karavel.procurement.periods.FACTS`.
FACTS: Final = (
    ("published_oj", _("Published in the Official Journal of the EU: the value reaches the threshold")),
    ("prior_notice", _("A prior information notice was published early enough")),
    ("urgent", _("Urgent, and substantiated so")),
    ("repeated", _("A call that failed is published again")),
    ("documents_elsewhere", _("Some documents are not offered electronically")),
)
UNION: Final = "published_oj"
"""The fact that a value at the Union's threshold brings with it."""

#: OCDS ``method`` to the procedure whose periods hold; others have no minimum.
_PROCEDURES: Final[dict[str, Procedure]] = {"open": "open", "selective": "restricted"}


class Finding(NamedTuple):
    """What was found of one period.

    Attributes:
        status: ``short``, ``ok``, ``tight`` where the last day may have to be whole, or ``unknown``.
        basis: the source of the figure, and whether it was looked up there.
        since: in force since.
    """

    status: Status
    sentence: str
    basis: str
    since: date | None


def regimes() -> list[tuple[str, str]]:
    """Rules to choose from, with their names in the language in use."""
    return [(regime.id, regime.title[texts.current()]) for regime in load().values()]


def findings(call: Call, now: datetime) -> list[Finding]:
    """What the rules say of a call's days; nothing where no rules are chosen.

    Args:
        call: a draft is looked at as if it were published at ``now``.
        now: the moment.
    """
    regime = load().get(call.regime)
    if regime is None:
        return []
    procedure = _PROCEDURES.get(call.method)
    if procedure is None:
        told = gettext("The data have no minimum period for this procedure.")
        return [Finding("unknown", sentence=told, basis=regime.title[texts.current()], since=None)]
    timetable = _timetable(call, procedure, now)
    if UNION in timetable.facts or not regime.asks(UNION) or not reaches_union(call, call.day_of(now)):
        return [_finding(one) for one in check(timetable, regime)]
    above = replace(timetable, facts=timetable.facts | {UNION})
    return [_above(regime.title[texts.current()]), *(_finding(one) for one in check(above, regime))]


def _above(regime: str) -> Finding:
    """Why longer periods hold than the officer's own words ask for."""
    told = gettext("The value reaches the Union's threshold: what holds for calls in its Official Journal is checked.")
    return Finding("ok", sentence=told, basis=regime, since=None)


def _timetable(call: Call, procedure: Procedure, now: datetime) -> Timetable:
    zone, buyer = ZoneInfo(call.time_zone), BuyerProfile.objects.first()
    begins = (call.published or now).astimezone(zone).date()
    deadline = call.deadline.astimezone(zone).replace(tzinfo=None) if call.deadline else None
    decided = call.award_planned
    return Timetable(
        country=buyer.country if buyer else "",
        procedure=procedure,
        dispatched=begins,
        published=begins,
        requests_by=deadline if procedure == "restricted" else None,
        tenders_by=deadline if procedure == "open" else None,
        decided=decided,
        signed=decided + timedelta(days=call.standstill_days + 1) if decided else None,
        facts=_facts(call),
    )


def _facts(call: Call) -> frozenset[str]:
    """What the officer said, and what is so of every call here: notice, documents and bids are electronic."""
    always = {"electronic_notice", "electronic_tenders"}
    said = set(call.facts) & dict(FACTS).keys()
    works = {"works"} if call.category == Call.Category.WORKS else set()
    documents = set() if "documents_elsewhere" in said else {"electronic_documents"}
    return frozenset(always | said | works | documents)


def _finding(found: Found) -> Finding:
    source = found.source
    return Finding(
        status=found.status,
        sentence=f"{sentence(found)}{_short(found)}",
        basis=source.title if source else "",
        since=found.valid_from,
    )


def _short(found: Found) -> str:
    """By how much, as people say it."""
    if not found.short_by:
        return ""
    told = ngettext("Too short by %(days)s day.", "Too short by %(days)s days.", found.short_by)
    return " " + told % {"days": found.short_by}
