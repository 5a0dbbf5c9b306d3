"""The page after login, and the button that says that all of it is seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from karavel.errors import LakeMissing
from karavel.verbs.board import Filters, Opportunities, Page
from karavel.web.board import board
from karavel.web.cooperation.overdue import late
from karavel.web.desk.calls import following
from karavel.web.desk.contracts.hearing import heard
from karavel.web.desk.contracts.waiting import waiting
from karavel.web.desk.evaluation.unanswered import unanswered
from karavel.web.fences import requires
from karavel.web.opportunities.asked import Asked
from karavel.web.opportunities.marks import Marks, may
from karavel.web.opportunities.mine import mine
from karavel.web.opportunities.rows import row
from karavel.web.requests import Member
from karavel.web.searches.running import news
from karavel.web.today import changes, visits
from karavel.web.today.deadlines import closing
from karavel.web.workspace import profiles
from karavel.web.workspace.models import CompanyProfile, Task

_SHOWN: Final = 5  # new lots
_TASKS: Final = 8


@requires("today.view")
@require_safe
def today(request: Member) -> HttpResponse:
    """What is new since the last visit, what closes this week, what has changed, what is to be done."""
    profile = profiles.current(request)
    if profile is None:
        return render(request, "opportunities/no_profile.html", _beside(request))
    try:
        lots = mine(profile, timezone.localdate())
    except LakeMissing:
        if request.user.is_superuser:
            return redirect("setup-data")
        return render(request, "opportunities/no_data.html", _beside(request))
    return render(request, "today/today.html", _shown(request, profile, lots))


def _beside(request: Member) -> dict[str, Any]:
    """What waits beside tenders, also for those who rank none: bids, contracts, and commitments that are late."""
    on = timezone.localdate()
    return {
        "late": late(request, on),
        "contracts": [*unanswered(request), *waiting(request, on)],
        "contract_news": heard(request.user, visits.seen_moment(request)),
    }


def _shown(request: Member, profile: CompanyProfile, lots: Opportunities) -> dict[str, Any]:
    on, since = timezone.localdate(), visits.seen_until(request)
    new = _new(lots, since)
    marks = Marks.of(request, profile, new.lots)
    shown = {
        "closing": closing(request, profile, on),
        "changes": changes.changes(request, lots),
        "searches": news(request, profile, lots, on, since),
        "tasks": _tasks(request),
        "calls": following.changed(request),
        **_beside(request),
    }
    return shown | {
        "profile": profile,
        "as_of": on,
        "since": since,
        "new": new,
        "all_new": Asked({"since": [_after(since).isoformat()], "fit": ["1"]}).address,
        "may": may(request),
        "rows": [row(lot, marks.on(lot.notice_id, lot.lot_id)) for lot in new.lots],
        "calm": not any(shown.values()) and not new.total,
    }


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _new(lots: Opportunities, since: date) -> Page:
    """The best of the fitting lots that were published after a day."""
    return lots.page(Filters(published_from=_after(since), fitting=True), limit=_SHOWN)


def _tasks(request: Member) -> QuerySet[Task]:
    """What the user has to do next in pursuits: their own tasks, and those that nobody has in pursuits of theirs."""
    theirs = Q(assignee=request.user) | Q(assignee=None, pursuit__owner=request.user)
    waiting = Task.objects.filter(theirs, done=None).select_related("pursuit")
    return waiting.order_by("due", "pk")[:_TASKS]


@requires("today.view")
@require_POST
def seen(request: Member) -> HttpResponse:
    """All that is new and all that has changed is seen."""
    visits.see(request.user, timezone.now())
    profile = profiles.current(request)
    if profile is not None and board().generation():
        changes.see(request, mine(profile, timezone.localdate()))
    return redirect("today")
