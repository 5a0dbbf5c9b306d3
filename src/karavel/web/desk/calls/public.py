"""Calls as anybody reads them, without a login: the list, a call, its documents."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from karavel.answers.access import LotAccess
from karavel.codes.spelling import fold
from karavel.procurement.tables import CALL
from karavel.routes import Planner
from karavel.verbs.access import of_notice
from karavel.web import scope
from karavel.web.board import board
from karavel.web.desk.calls import changes, clock, files, following, found, questions, ties, unbound
from karavel.web.desk.calls.foreign import notice_of
from karavel.web.desk.calls.models import Call, CallDocument, CallLot, CallQuestion
from karavel.web.desk.fields import said
from karavel.web.desk.words import state_of
from karavel.web.fences import requires
from karavel.web.notices.ways import Ways, ways
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Request
from karavel.web.words import collated, country_name
from karavel.web.workspace import profiles

_PAGE: Final = 20


class Filters(NamedTuple):
    """What a reader looks for.

    Attributes:
        words: all of which a call's title, description or buyer has, in some language.
        until: calls whose deadline is on or before that day.
    """

    words: str
    state: str
    country: str
    until: date | None

    @classmethod
    def of(cls, asked: Any) -> Filters:
        """Out of an address; what makes no sense is nothing."""
        try:
            until = date.fromisoformat(asked.get("until", ""))
        except ValueError:
            until = None
        state = asked.get("state", "")
        return cls(asked.get("q", "")[:200], state if state in CALL.states[1:] else "", asked.get("country", ""), until)

    def fits(self, call: Call) -> bool:
        """Whether a call is one of those."""
        text = fold(" ".join([*call.title.values(), *call.description.values(), call.buyer, *call.cpv]))
        if self.country and call.buyer_country != self.country:
            return False
        return all(word in text for word in fold(self.words).split()) and (
            self.until is None or (call.deadline is not None and _local(call).date() <= self.until)
        )


def _local(call: Call) -> Any:
    return call.deadline.astimezone(ZoneInfo(call.time_zone)) if call.deadline else None


@requires(PUBLIC)
@require_safe
def listed(request: Request) -> HttpResponse:
    """All public calls, those that close next first."""
    clock.close_due(timezone.now())
    asked = Filters.of(request.GET)
    rows = Call.public.order_by("-published", "-pk")
    countries = sorted(set(rows.values_list("buyer_country", flat=True)), key=lambda code: collated(country_name(code)))
    if asked.state:
        rows = rows.filter(state=asked.state)
    calls = sorted((call for call in rows if asked.fits(call)), key=_closing_first)
    page = Paginator(calls, _PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "rows": [(call, said(call.title, original=call.language)) for call in page],
        "filters": asked,
        "states": [(state, state_of("call", state)) for state in CALL.states[1:]],
        "countries": countries,
        "followed": following.followed(request),
    }
    return render(request, "calls/calls.html", shown)


def _closing_first(call: Call) -> tuple[bool, float]:
    """Open calls by their deadline, then the others, the latest first."""
    moment = call.deadline.timestamp() if call.deadline else 0.0
    is_open = call.state == "active"
    return not is_open, moment if is_open else -moment


@requires(PUBLIC)
@require_safe
def page(request: Request, slug: str) -> HttpResponse:
    """A call: what, by when, who, how, by which criteria; then documents, questions, versions."""
    call = found.public(slug)
    follower = following.mine(request, call)
    mine, bid = _access(request, call), _bid(request, call)
    with scope.within(call.organisation_id):
        shown = _told(call) | {"follower": follower, "access": mine, "bid": bid, "may_bid": _may_bid(request, call)}
        return render(request, "calls/public.html", shown)


def _bid(request: Request, call: Call) -> int | None:
    """The number of the reader's own bid, which the stage of bids knows more of."""
    if request.acting is None or not request.acting.may("bid.view"):
        return None
    return call.bids.filter(organisation=request.acting.organisation).values_list("pk", flat=True).first()


def _may_bid(request: Request, call: Call) -> bool:
    """Whether the reader bids for a firm; the buyer itself does not."""
    acting = request.acting
    return acting is not None and acting.may("bid.edit") and acting.organisation.pk != call.organisation_id


def _told(call: Call) -> dict[str, Any]:
    zone = ZoneInfo(call.time_zone)
    asked = CallQuestion.asked.of(call)
    return {
        "call": call,
        "title": said(call.title, original=call.language),
        "description": said(call.description, original=call.language),
        "eligibility": said(call.eligibility, original=call.language),
        "ties": ties.told(call),
        "why_here": unbound.told(call.unbound_reason),
        "lots": [_Lot.of(call, lot) for lot in call.lots.all()],
        "requirements": call.requirements.filter(lot=None),
        "documents": call.documents.filter(withdrawn=None).order_by("pk"),
        "questions": asked.exclude(answered=None),
        "waiting": asked.filter(answered=None).count(),
        "question_form": questions.QuestionForm(initial={"language": call.language}),
        "may_ask": questions.may_ask(call),
        "versions": [
            (one, [changes.told(change, zone) for change in one.changes])
            for one in call.versions.exclude(number=0).order_by("-number")
        ],
    }


class _Lot(NamedTuple):
    """A lot with what is asked and judged in it."""

    lot: CallLot
    title: str
    description: str
    criteria: list[Any]
    requirements: list[Any]

    @classmethod
    def of(cls, call: Call, lot: CallLot) -> _Lot:
        criteria = [one for one in call.criteria.all() if one.lot_id in {None, lot.pk}]
        title, description = (said(text, original=call.language) for text in (lot.title, lot.description))
        return cls(lot, title, description, criteria, list(lot.requirements.all()))


def _access(request: Request, call: Call) -> list[tuple[LotAccess, Ways]]:
    """Whether the reader's own company may bid, and how; nothing for strangers and the buyer itself."""
    if request.acting is None or request.acting.organisation.pk == call.organisation_id:
        return []
    profile = profiles.current(request)  # type: ignore[arg-type]  # there is an organisation
    if profile is None:
        return []
    company, today = profile.company, timezone.localdate()
    with scope.within(call.organisation_id):
        notice = notice_of(call, None, today)
    key = ("call", call.pk, call.version, company.digest(), today)
    lots = board().kept(key, lambda: of_notice(Planner(board().law, company, today), notice).lots)
    return [(lot, ways(lot, "")) for lot in lots]


@requires(PUBLIC)
@require_safe
def document(request: Request, slug: str, row: int) -> HttpResponseBase:  # noqa: ARG001 - a view is given it
    """A document of a public call, also one that a later version has withdrawn: addresses in releases stay."""
    call = found.public(slug)
    with scope.within(call.organisation_id):
        wanted = get_object_or_404(CallDocument.objects, pk=row, call=call)
        try:
            return files.given_back(wanted)
        except FileNotFoundError as error:
            raise Http404 from error
