"""Says on which days an answer flips: between two countries, or for a firm and a notice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple, TypeVar

import msgspec

from karavel.access import (
    Bidder,
    Establishment,
    Facts,
    Law,
    Owner,
    Situation,
    Tender,
    Value,
    Verdict,
    decide,
    flips,
    started,
    tender_of,
)
from karavel.access.situation import Level, Nature
from karavel.answers.changes import ChangeAnswer, LawChanges, NoticeChanges, PairChanges, RouteChanges
from karavel.companies import Company
from karavel.errors import UsageError
from karavel.lake import Lake
from karavel.notices import Lot, Notice
from karavel.routes import Planner, Way, best, value_in_euro
from karavel.texts import current
from karavel.texts import gettext as _

#: Before 2014 neither the directives of today nor the revised GPA were there.
FIRST_DAY: Final = date(2014, 1, 1)
#: Buyers that the treaties tell apart.
LEVELS: Final[tuple[Level, ...]] = ("central", "sub-central", "utility")
#: A value above the thresholds of services and supplies everywhere, and IT services.
VALUE_EUR: Final = 1_000_000.0
IT_SERVICES: Final = "72000000"

_WORKS, _SERVICES = 45, 50

_Name = TypeVar("_Name", bound=Hashable)


class _Answer(NamedTuple):
    """How one situation fares over the days."""

    first: Verdict
    changes: tuple[ChangeAnswer, ...]


def of_pair(
    law: Law,
    supplier: str,
    buyer: str,
    *,
    since: date | None = None,
    until: date | None = None,
    value_eur: float = VALUE_EUR,
    cpv: str = IT_SERVICES,
    silent: bool = False,
) -> LawChanges:
    """The days on which a firm of one country, at home and owned there, fares differently before another's buyers.

    Args:
        law: the law.
        supplier: its country (alpha-2).
        buyer: the buyers' country; ``EU`` for the Union's institutions.
        since: the first day, by default the first of 2014.
        until: the last day, by default the last one that the law data knows.
        value_eur: the value of the procedure.
        cpv: its main CPV code, from which it follows what is bought.
        silent: the documents were read and say nothing on bidders from abroad; else nobody has read them.

    Raises:
        UsageError: the span ends before it begins.
    """
    begin, end = _span(law, since or FIRST_DAY, until)
    home = Establishment(supplier, "head-office", substantive=True)
    bidder = Bidder(country=supplier, establishments=(home,), owners=(Owner(supplier, 100),))
    tender = Tender(
        buyer_country=buyer,
        buyer_level="central",
        nature=_nature(cpv),
        procedure_start=begin,
        cpv=cpv,
        value=Value(value_eur, "EUR"),
        facts=Facts(documents_silent=silent or None),
    )
    levels: tuple[Level, ...] = ("eu-institution",) if buyer == "EU" else LEVELS
    found = _alike(
        (level, _of(law, Situation(bidder, msgspec.structs.replace(tender, buyer_level=level)), begin, end))
        for level in levels
    )
    return LawChanges(
        supplier=supplier,
        buyer=buyer,
        since=begin,
        until=end,
        nature=tender.nature,
        cpv=cpv,
        value_eur=value_eur,
        silent=silent,
        pairs=tuple(PairChanges(levels=names, first=each.first, changes=each.changes) for each, names in found),
    )


def _nature(cpv: str) -> Nature:
    """What a CPV code stands for: construction in division 45, services from 50 on, else goods (software too)."""
    division = int(cpv[:2])
    return "works" if division == _WORKS else "services" if division >= _SERVICES else "supplies"


def of_notice(
    lake: Lake,
    company: Company,
    notice_id: str,
    as_of: date,
    *,
    every: bool = False,
    law: Law | None = None,
) -> NoticeChanges:
    """The days on which a company would fare differently with a notice, had its procedure started then.

    The direct bid and the best route of each lot are followed, or every route, from the day on which the procedure
    began to the last one that the law data knows.

    Args:
        lake: where the notice lies.
        company: who wants to bid.
        notice_id: publication number, BT-701 or OCID.
        as_of: the day on which work would begin, by which the best route is chosen.
        every: follow every route.
        law: the law, the package's by default.

    Raises:
        LakeMissing: there is no lake; NotFound: it has no such notice.
    """
    with lake.view() as view:
        notice = view.notice(notice_id)
    return of_planned(Planner(law or Law.load(), company, as_of), notice, every=every)


def of_planned(planner: Planner, notice: Notice, *, every: bool = False) -> NoticeChanges:
    """The same for a notice in hand."""
    start = min((tender_of(notice, lot).procedure_start for lot in notice.lots), default=FIRST_DAY)
    begin, end = _span(planner.law, max(start, FIRST_DAY), None)
    found: dict[tuple[Way, _Answer], list[str]] = {}
    known: dict[Situation, _Answer] = {}  # lots of one notice are often alike before the law
    for lot in notice.lots:
        for way in _followed(planner, notice, lot, every=every):
            situation = Situation(way.bidder, tender_of(notice, lot))
            if situation not in known:
                known[situation] = _of(planner.law, situation, begin, end)
            found.setdefault((way, known[situation]), []).append(lot.id)
    return NoticeChanges(
        notice_id=notice.id,
        company=planner.company.name,
        title=notice.title,
        since=begin,
        until=end,
        routes=tuple(
            RouteChanges(lots=tuple(lots), kind=way.kind, via=way.via, first=answer.first, changes=answer.changes)
            for (way, answer), lots in found.items()
        ),
    )


def _followed(planner: Planner, notice: Notice, lot: Lot, *, every: bool) -> Iterator[Way]:
    """The ways whose answers are followed. A subcontractor has no answer of its own: the prime's is another's."""
    routes = planner.routes(notice, lot)
    chosen = best(routes, value_in_euro(notice, lot, planner.rates))
    for route in routes:
        if route.kind != "subcontract" and (every or route.kind == "direct" or route is chosen):
            yield route.way


def _of(law: Law, situation: Situation, since: date, until: date) -> _Answer:
    first = decide(law, started(situation, since), current()).verdict
    found = flips(law, situation, until, since=since, language=current())
    return _Answer(
        first,
        tuple(
            ChangeAnswer(
                on=flip.on,
                before=flip.before,
                after=flip.after,
                how=flip.how,
                cause=flip.cause,
                was=flip.was,
                becomes=flip.becomes,
            )
            for flip in found
        ),
    )


def _alike(answers: Iterable[tuple[_Name, _Answer]]) -> list[tuple[_Answer, tuple[_Name, ...]]]:
    """Names that fare the same, told once."""
    found: dict[_Answer, list[_Name]] = {}
    for name, answer in answers:
        found.setdefault(answer, []).append(name)
    return [(answer, tuple(names)) for answer, names in found.items()]


def _span(law: Law, since: date, until: date | None) -> tuple[date, date]:
    end = until or max(since, law.breakpoints()[-1])
    if end < since:
        raise UsageError(
            _("The span of days ends before it begins: {since} to {until}.").format(since=since, until=end),
            remedy=_("Give --until a day after --from."),
        )
    return since, end
