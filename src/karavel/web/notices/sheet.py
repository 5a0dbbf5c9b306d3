"""All that the page and the brief say of a notice, gathered once."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, Self

from django.utils import timezone

from karavel.answers.access import LotAccess, Qualifies
from karavel.answers.changes import RouteChanges
from karavel.answers.history import History
from karavel.answers.match import MatchedLot
from karavel.answers.notice import shape
from karavel.notices import Money, Notice
from karavel.routes import Letter
from karavel.web import lookups
from karavel.web.notices.chances import Chances, chances
from karavel.web.notices.results import Result, results
from karavel.web.notices.telling import Told, Trade, amount, brief, description, title, trades
from karavel.web.notices.times import Clock, Place, When, reader_zone
from karavel.web.notices.ways import Ways, ways
from karavel.web.opportunities.mine import mine
from karavel.web.requests import Member
from karavel.web.workspace import profiles
from karavel.web.workspace.models import CompanyProfile


class LotRow(NamedTuple):
    """A lot in the list of lots."""

    id: str
    title: Told
    trades: list[Trade]
    value: Money | None
    deadline: When | None
    verdict: str
    here: bool


class Sheet(NamedTuple):
    """A notice for a reader.

    Attributes:
        model: the notice as the lake has it; ``notice`` and ``lot`` (the one that is looked at) as ``karavel show``
            gives them.
        wanted: the first two sentences of what is wanted; ``description`` all of it.
        deadline, questions: when the lot closes, and until when questions are taken.
        profile: the company in use, None while there is none; then ``access``, ``ways`` and ``matched`` are None too.
        access: what the law says; ``ways`` the routes, ``qualifies`` whether the firm meets what is asked.
        results: what an award notice tells.
        matched: the lot in its place of the list, None where it is closed.
        newer: the publication that stands in the place of this one; None where it holds.
    """

    model: Notice
    notice: dict[str, Any]
    lot: dict[str, Any]
    title: Told
    wanted: Told
    description: Told
    trades: list[Trade]
    value: Money | None
    lots: list[LotRow]
    deadline: When | None
    questions: When | None
    history: History
    newer: str | None
    profile: CompanyProfile | None
    access: LotAccess | None
    ways: Ways | None
    qualifies: Qualifies | None
    matched: MatchedLot | None
    chances: Chances
    results: list[Result]
    buyer_slug: str | None
    on: date

    @property
    def is_open(self) -> bool:
        """Whether it can be answered still."""
        return self.notice["kind"] != "award" and (self.deadline is None or not self.deadline.past)

    @property
    def moved(self) -> list[Any]:
        """Changes of deadlines of this lot, the newest first: what by when depends on."""
        versions = self.history.versions
        told = (difference for version in versions for difference in version.differences)
        return [one for one in told if one.field == "deadline" and one.lot_id in {None, self.lot["id"]}]

    @classmethod
    def of(cls, request: Member, notice_id: str, lot_id: str = "", route: str = "") -> Self:
        """What the user's company is to know of a notice.

        Args:
            request: whose language, zone and company count.
            notice_id: publication number, BT-701 or OCID.
            lot_id: which lot; the first one by default, also where there is none such.
            route: the key of the route to look at.

        Raises:
            NotFound: the lake has no such notice; LakeMissing: there is no lake.
        """
        return cls.told(profiles.current(request), request.user.time_zone, notice_id, lot_id, route)

    @classmethod
    def told(
        cls, profile: CompanyProfile | None, time_zone: str, notice_id: str, lot_id: str = "", route: str = ""
    ) -> Self:
        """What a company is to know of a notice, by a reader's zone; arguments and errors as for :meth:`of`."""
        on = timezone.localdate()
        model = lookups.notice(notice_id)
        notice = shape(model)
        lot = next((one for one in notice["lots"] if one["id"] == lot_id), notice["lots"][0])
        clock = _clock(time_zone, profile, notice, on)
        access = lookups.access(profile.company, model, on).lots if profile else ()
        own = next((one for one in access if one.lot_id == lot["id"]), None)
        matched = mine(profile, on).lot(notice["id"], lot["id"]) if profile else None
        said = description(notice)
        said = said if said.text else description(notice, lot)
        history = lookups.history(model)
        return cls(
            model=model,
            notice=notice,
            lot=lot,
            title=title(notice),
            wanted=said._replace(text=brief(said.text)),
            description=said,
            trades=trades(lot["cpv"] or notice["cpv"]),
            value=amount(lot["value"] or (notice["value"] if len(notice["lots"]) == 1 else None)),
            lots=[_row(notice, one, access, clock, here=one is lot) for one in notice["lots"]],
            deadline=clock.read(lot["deadline"]),
            questions=clock.read(lot["questions_deadline"]),
            history=history,
            newer=_newer(history),
            profile=profile,
            access=own,
            ways=ways(own, route) if own else None,
            qualifies=own.qualifies if own else None,
            matched=matched,
            chances=chances(notice, lot, matched, on),
            results=results(notice, on),
            buyer_slug=lookups.buyer_slug(notice["buyer"] or {}, on),
            on=on,
        )

    def letter(self) -> Letter | None:
        """The letter to the buyer, where there is something to ask and time for it."""
        if self.profile is None or self.access is None or not self.is_open:
            return None
        return lookups.letter(self.profile.company, self.model, self.lot["id"], self.on)

    def changes(self) -> list[RouteChanges]:
        """How the verdicts on this lot would differ, had the procedure started on another day."""
        if self.profile is None or self.access is None or self.notice["kind"] == "award":
            return []
        found = lookups.changes(self.profile.company, self.model, self.on).routes
        return [one for one in found if self.lot["id"] in one.lots]


def _clock(time_zone: str, profile: CompanyProfile | None, notice: dict[str, Any], on: date) -> Clock:
    reader = reader_zone(time_zone, profile.country if profile else None, on)
    return Clock(reader, on, Place.of(notice))


def _row(
    notice: dict[str, Any], lot: dict[str, Any], access: tuple[LotAccess, ...], clock: Clock, *, here: bool
) -> LotRow:
    return LotRow(
        lot["id"],
        title(notice, lot),
        trades(lot["cpv"] or notice["cpv"])[:1],
        amount(lot["value"]),
        clock.read(lot["deadline"]),
        _direct(access, lot["id"]),
        here=here,
    )


def _direct(access: tuple[LotAccess, ...], lot_id: str) -> str:
    """The verdict on a bid from home; empty without a company."""
    routes = next((one.routes for one in access if one.lot_id == lot_id), ())
    return next((route.verdict for route in routes if route.kind == "direct"), "")


def _newer(history: History) -> str | None:
    """The call that stands in the place of the one asked for."""
    kinds = {version.notice_id: version.kind for version in history.versions}
    here = next((version for version in history.versions if version.here), None)
    if here is None or here.kind == "award":
        return None
    for version in history.versions:
        if version.here:
            return None
        if kinds[version.notice_id] == here.kind and version.notice_id != here.notice_id and version.differences:
            return version.notice_id
    return None
