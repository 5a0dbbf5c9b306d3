"""The plan for a lot: every way in, what the law says to it, whether the firm qualifies, whether there is time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import date, timedelta

import msgspec

from karavel.access import Decision, Law, Tender, Verdict, bidder_of, situation_key, tender_of
from karavel.access.decision import RANK
from karavel.companies import Company
from karavel.money import Rates
from karavel.notices import Duration, Lot, Notice, day_of
from karavel.routes import sentences as say
from karavel.routes.deciding import Decisions
from karavel.routes.entry import EntryData
from karavel.routes.loading import load
from karavel.routes.needs import Answer, Qualification
from karavel.routes.qualifying import answers_of, by_way
from karavel.routes.shapes import Kind, Route, Way
from karavel.routes.ways import Ways
from karavel.texts import gettext as _

_DYNAMIC = frozenset({"dps-list", "dps-nlist"})
_DAYS_OF = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}


class Planner:
    """Plans for one company as of one day. Decides once per distinct situation, however many lots share it.

    Args:
        law: the law.
        company: who wants in.
        as_of: the day on which work would begin.
        rates: exchange rates, those of the package by default.
        gateways: countries to lead through; empty for the company's own choice, else all that the data knows.
        data: the entry data, the package's by default.
        decisions: what the law has said already; planners of one law may share it.
    """

    def __init__(
        self,
        law: Law,
        company: Company,
        as_of: date,
        *,
        rates: Rates | None = None,
        gateways: tuple[str, ...] = (),
        data: EntryData | None = None,
        decisions: Decisions | None = None,
    ) -> None:
        self.law = law
        self.company = company
        self.as_of = as_of
        self.rates = rates or Rates()
        self.bidder = bidder_of(company)
        self.ways = Ways(company, self.bidder, data or load(), as_of=as_of, rates=self.rates, gateways=gateways)
        self.decisions = decisions or Decisions(law)

    def routes(self, notice: Notice, lot: Lot) -> tuple[Route, ...]:
        """Every route to a lot, the direct one first."""
        return tuple(self._routes(notice, lot, contending=False))

    def contenders(self, notice: Notice, lot: Lot) -> tuple[Route, ...]:
        """The direct route to a lot, and of the others those in time and not known to fail: the best is among them.

        What the law says to the rest is not asked, which for most lots spares most of the work.
        """
        return tuple(self._routes(notice, lot, contending=True))

    def direct(self, notice: Notice, lot: Lot) -> Decision:
        """What the law says to the company's own bid."""
        tender = tender_of(notice, lot)
        return self.decision(self.ways.to(tender.buyer_country)[0], tender)

    def possible(self, tender: Tender, dps: str | None = None) -> tuple[Way, ...]:
        """The ways that a tender leaves open: a bank's door only where one pays, a system's only where one runs."""
        closed = set()
        if tender.facts.financed_by is None:
            closed.add("bank-financed")
        if dps not in _DYNAMIC:
            closed.add("framework-entry")
        return tuple(way for way in self.ways.to(tender.buyer_country) if way.kind not in closed)

    def decision(self, way: Way, tender: Tender, key: Hashable | None = None) -> Decision:
        """What the law says to a tender made by a way; ``key`` is the tender's situation key where it is known."""
        found = self.decisions.on(way.bidder, tender, key)
        return _as_subcontractor(found) if way.kind == "subcontract" else found

    def verdict(self, way: Way, tender: Tender) -> Verdict:
        """The verdict alone on a tender made by a way; for many lots much faster than decisions."""
        return self.counted(way, self.decisions.verdict(way.bidder, tender))

    def counted(self, way: Way, verdict: Verdict) -> Verdict:
        """A verdict on the bidder as it counts for the firm."""
        return _at_most_discretionary(verdict) if way.kind == "subcontract" else verdict

    def _routes(self, notice: Notice, lot: Lot, *, contending: bool) -> Iterator[Route]:
        tender = tender_of(notice, lot)
        key = situation_key(self.law, tender)
        qualified = by_kind(answers_of(self.company, lot, as_of=self.as_of, rates=self.rates))
        deadline = day_of(lot.deadline) if lot.deadline else None
        for way in self.possible(tender, lot.dps):
            closes = lot.end if way.kind == "framework-entry" else deadline
            timely, qualification = in_time(way, closes, self.as_of), qualified(way)
            if contending and way.kind != "direct" and (timely is False or qualification.all is False):
                continue
            yield Route(
                way=way,
                decision=self.decision(way, tender, key),
                qualification=qualification,
                in_time=timely,
                closes=closes,
                next_time=_ends(lot, deadline),
            )


def plan(law: Law, company: Company, notice: Notice, lot: Lot, as_of: date) -> tuple[Route, ...]:
    """Every route to one lot, the direct one first; for many lots keep a :class:`Planner`."""
    return Planner(law, company, as_of).routes(notice, lot)


def in_time(way: Way, deadline: date | None, as_of: date) -> bool | None:
    """Whether a way can be ready before the deadline by its longest duration.

    None without a deadline. A lot that is closed already is judged as if there were time; a way of which no figures
    are known is never in time.
    """
    if way.ready is None:
        return False
    if deadline is None:
        return None
    return deadline <= as_of or way.ready <= deadline


def by_kind(answers: tuple[Answer, ...]) -> Callable[[Way], Qualification]:
    """Qualification by way, worked out once for ways of one kind: the country makes no difference to it."""
    known: dict[tuple[Kind, bool], Qualification] = {}

    def qualified(way: Way) -> Qualification:
        key = (way.kind, way.existing)
        if key not in known:
            known[key] = by_way(answers, way)
        return known[key]

    return qualified


def _ends(lot: Lot, deadline: date | None) -> date | None:
    """When the contract ends, so that the next procedure can be expected."""
    if lot.end:
        return lot.end
    begins = lot.start or deadline
    if lot.duration is None or begins is None:
        return None
    return _after(begins, lot.duration)


def _after(begins: date, duration: Duration) -> date | None:
    try:
        return begins + timedelta(days=round(duration.amount * _DAYS_OF[duration.unit]))
    except OverflowError:
        return None


def _as_subcontractor(decision: Decision) -> Decision:
    """The prime's right is not the subcontractor's, who hangs on what others decide: no more than ``discretionary``."""
    verdict = _at_most_discretionary(decision.verdict)
    if verdict == decision.verdict:
        return decision
    sentence = _(say.PRIMES_RIGHT)
    return msgspec.structs.replace(decision, verdict=verdict, assumed=(*decision.assumed, sentence))


def _at_most_discretionary(verdict: Verdict) -> Verdict:
    return verdict if RANK.get(verdict, 0) <= RANK["discretionary"] else "discretionary"


def value_in_euro(notice: Notice, lot: Lot, rates: Rates) -> float | None:
    """The lot's estimate in euro at the rate of its publication; the notice's own where it has one lot only."""
    value = lot.value or (notice.value if len(notice.lots) == 1 else None)
    day = notice.published or notice.dispatched
    found = rates.convert(value.amount, value.currency, "EUR", on=day) if value and day else None
    return found.amount if found else None


def direct(routes: tuple[Route, ...]) -> Route:
    """The direct route of a plan, which every plan has."""
    return next(route for route in routes if route.kind == "direct")
