"""The desk: what is in hand, where it stands, what comes next."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from karavel.web.desk.calls import checking, clock
from karavel.web.desk.calls.models import Call, CallQuestion, Seat
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.fields import said
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
        todo: what to do next; empty where there is nothing but to wait.
    """

    title: str
    url: str
    state: str
    date: date | None
    date_is: str
    todo: str


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
    calls, waiting = list(Call.objects.select_related("opening__first")), CallQuestion.asked.waiting()
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
        "contracts": [_contract(contract) for contract in Contract.objects.order_by("-pk")],
        "may_edit": request.acting.may("desk.edit"),
        "new_need": _address("needs-new"),
    }
    return render(request, "desk/home.html", shown)


def _address(name: str, *parts: object) -> str:
    """An address of another room; empty where it does not serve it."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""


def _need(need: Need) -> Line:
    todo = {
        "draft": _("Describe it, look at the market, then open a consultation or make the call."),
        "consulting": _("Answer questions; close the consultation when its last day is over."),
        "ready": _("Make a call from it."),
    }
    open_now: list[Consultation] = need.still_open  # type: ignore[attr-defined] # fetched with it
    closes = open_now[0].closes.date() if open_now else None
    return Line(
        need.title,
        _address("needs-one", need.pk),
        state_of("need", need.state),
        closes,
        _("consultation ends") if closes else "",
        todo.get(need.state, ""),
    )


def _call(call: Call, waiting: int) -> Line:
    moment, what = _next(call)
    return Line(
        said(call.title, original=call.language),
        reverse("calls-desk", args=[call.pk]),
        state_of("call", call.state),
        moment.astimezone(ZoneInfo(call.time_zone)).date() if moment else None,
        what,
        _todo(call, waiting),
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


def _todo(call: Call, waiting: int) -> str:
    if call.state == "planned":
        return _to_settle(len(checking.problems(call, timezone.now())))
    if call.state == "active":
        told = ngettext("Answer %(count)s question.", "Answer %(count)s questions.", waiting)
        return told % {"count": waiting} if waiting else ""
    opening = _("Two members of the committee open the bids together.")
    return {
        "closed": opening if call.seals else _("Enter the award of the platform."),
        "opened": _("Check, score and agree."),
        "evaluated": _("Tell the award; the standstill begins then."),
    }.get(call.state, "")


def _to_settle(count: int) -> str:
    if not count:
        return _("Publish it.")
    told = ngettext(
        "Before it can be published, %(count)s thing is to be settled.",
        "Before it can be published, %(count)s things are to be settled.",
        count,
    )
    return told % {"count": count}


def _contract(contract: Contract) -> Line:
    todo = {
        "pending": _("Fix the text and offer it for signature."),
        "signing": _("Both sides sign."),
        "active": _("Accept what is delivered, or say why not."),
    }
    return Line(
        said(contract.title) or contract.number,
        _address("contracts-one", contract.pk),
        state_of("contract", contract.state),
        contract.ends,
        _("contract ends") if contract.ends else "",
        todo.get(contract.state, ""),
    )
