"""The desk: what is in hand, where it stands, what comes next."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from karavel.web.desk.calls import clock
from karavel.web.desk.calls.models import Call, CallQuestion, Seat
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.fields import said
from karavel.web.desk.home import ahead
from karavel.web.desk.home.ahead import Ahead
from karavel.web.desk.needs import consulting
from karavel.web.desk.needs.models import BuyerProfile, Consultation, Need
from karavel.web.desk.words import state_of
from karavel.web.fences import requires
from karavel.web.requests import Member


class Line(NamedTuple):
    """An object in hand.

    Attributes:
        url: its page; empty where the room is not there.
        state: in words.
        date: the next day that counts, and ``date_is`` what happens on it.
        ahead: what to do next, and who; None once it is over.
    """

    title: str
    url: str
    state: str
    date: date | None
    date_is: str
    ahead: Ahead | None


class Due(NamedTuple):
    """A call that the clock has closed and whose bids are to be opened; ``first`` gave a key already."""

    call: Call
    first: Seat | None


@requires("desk.view")
@require_safe
def home(request: Member) -> HttpResponse:
    """Needs, calls and contracts of the organisation, and openings that are due."""
    clock.close_due(timezone.now())
    consulting.settle()
    calls, waiting = list(_calls()), CallQuestion.asked.waiting()
    still_open = Consultation.objects.filter(state="open").order_by("closes")
    shown = {
        "buyer": BuyerProfile.objects.first(),
        "openings": [_opening(call) for call in calls if call.state == "closed" and call.seals],
        "needs": [
            _need(need)
            for need in Need.objects.exclude(state="dropped").prefetch_related(
                Prefetch("consultations", still_open, to_attr="still_open")
            )
        ],
        "calls": [_call(call, waiting.get(call.pk, 0)) for call in calls],
        "contracts": [_contract(contract) for contract in _contracts()],
        "may_edit": request.acting.may("desk.edit"),
        "may_award": request.acting.may("desk.award"),
        "new_need": _address("needs-new"),
    }
    return render(request, "desk/home.html", shown)


def _calls() -> QuerySet[Call]:
    """Calls with what is asked of each."""
    return Call.objects.select_related("opening__first").prefetch_related("awards__contracts")


def _contracts() -> QuerySet[Contract]:
    return Contract.objects.order_by("-pk").prefetch_related("signatures", "milestones")


def _address(name: str, *parts: object) -> str:
    """An address of another room; empty where it does not serve it."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""


def _need(need: Need) -> Line:
    open_now: list[Consultation] = need.still_open  # type: ignore[attr-defined] # fetched with it
    closes = open_now[0].closes.date() if open_now else None
    return Line(
        need.title,
        _address("needs-one", need.pk),
        state_of("need", need.state),
        closes,
        _("consultation ends") if closes else "",
        ahead.of_need(need),
    )


def _call(call: Call, waiting: int) -> Line:
    moment, what = _next(call)
    return Line(
        said(call.title, original=call.language),
        reverse("calls-desk", args=[call.pk]),
        state_of("call", call.state),
        call.day_of(moment) if moment else None,
        what,
        ahead.of_call(call, waiting),
    )


def _next(call: Call) -> tuple[datetime | None, str]:
    """The next moment that counts."""
    now = timezone.now()
    wanted = ((call.enquiries_until, _("questions end")), (call.deadline, _("bids end")), (call.opens_at, _("opening")))
    ahead = [(moment, what) for moment, what in wanted if moment and moment > now]
    if ahead:
        return min(ahead)
    return (call.deadline, _("closed by the clock")) if call.state == "closed" else (None, "")


def _opening(call: Call) -> Due:
    given = getattr(call, "opening", None)
    return Due(call, given.first if given else None)


def _contract(contract: Contract) -> Line:
    return Line(
        said(contract.title) or contract.number,
        _address("contracts-one", contract.pk),
        state_of("contract", contract.state),
        contract.ends,
        _("contract ends") if contract.ends else "",
        ahead.of_contract(contract),
    )
