"""The desk: what is in hand, where it stands, what comes next."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from karavel.web.desk.calls import checking, clock
from karavel.web.desk.calls.models import Call, CallQuestion
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.fields import said
from karavel.web.desk.needs.models import BuyerProfile, Need
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


@requires("desk.view")
@require_safe
def home(request: Member) -> HttpResponse:
    """Needs, calls and contracts of the organisation."""
    clock.close_due(timezone.now())
    shown = {
        "buyer": BuyerProfile.objects.first(),
        "needs": [_need(need) for need in Need.objects.exclude(state="dropped")],
        "calls": [_call(call) for call in Call.objects.all()],
        "contracts": [_contract(contract) for contract in Contract.objects.order_by("-pk")],
        "may_edit": request.acting.may("desk.edit"),
        "may_award": request.acting.may("desk.award"),
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
    open_until = need.consultations.filter(state="open").order_by("closes").first()
    closes = open_until.closes.date() if open_until else None
    return Line(
        need.title,
        _address("needs-one", need.pk),
        state_of("need", need.state),
        closes,
        _("consultation ends") if closes else "",
        todo.get(need.state, ""),
    )


def _call(call: Call) -> Line:
    moment, what = _next(call)
    return Line(
        said(call.title, original=call.language),
        reverse("calls-desk", args=[call.pk]),
        state_of("call", call.state),
        moment.astimezone(ZoneInfo(call.time_zone)).date() if moment else None,
        what,
        _todo(call),
    )


def _next(call: Call) -> tuple[datetime | None, str]:
    """The next moment that counts."""
    now = timezone.now()
    wanted = ((call.enquiries_until, _("questions end")), (call.deadline, _("bids end")), (call.opens_at, _("opening")))
    ahead = [(moment, what) for moment, what in wanted if moment and moment > now]
    return min(ahead) if ahead else (None, "")


def _todo(call: Call) -> str:
    if call.state == "planned":
        return _to_settle(len(checking.problems(call, timezone.now())))
    if call.state == "active":
        waiting = CallQuestion.asked.of(call).filter(answered=None).count()
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
