"""The board and the page of one pursuit."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from karavel.web.fences import requires
from karavel.web.opportunities.addresses import of_notice
from karavel.web.pursuits import checklist, files
from karavel.web.pursuits.columns import card, colleagues, columns, wanted
from karavel.web.pursuits.forms import DecisionForm, NoteForm, TaskForm
from karavel.web.pursuits.moves import UNDECIDED
from karavel.web.pursuits.news import news
from karavel.web.requests import Member
from karavel.web.workspace.models import Pursuit


@requires("pursuit.view")
@require_safe
def board(request: Member) -> HttpResponse:
    """Every pursuit in the column of its state."""
    owner = request.GET.get("owner", "")
    found, dropped = columns(wanted(request, owner), timezone.localdate())
    shown = {
        "columns": found,
        "dropped": dropped,
        "owner": owner,
        "people": colleagues(request),
        "may_edit": request.acting.may("pursuit.edit"),
        "any": Pursuit.objects.exists(),
    }
    return render(request, "pursuits/board.html", shown)


@requires("pursuit.view")
@require_safe
def one(request: Member, pk: int) -> HttpResponse:
    """A pursuit: where it stands, what is to be done, what was said."""
    return shown(request, get_object_or_404(Pursuit.objects.select_related("owner", "profile"), pk=pk))


def shown(request: Member, pursuit: Pursuit, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a pursuit, with forms as they were sent where they had mistakes."""
    return render(request, "pursuits/one.html", _all(request, pursuit) | forms, status=status)


def _all(request: Member, pursuit: Pursuit) -> dict[str, Any]:
    today = timezone.localdate()
    lot = checklist.access_to(pursuit, today)
    steps, needs = checklist.lines(pursuit, lot, today)
    people = colleagues(request)
    decided = {"decision": pursuit.decision, "reason": pursuit.decision_reason}
    return {
        "pursuit": pursuit,
        "card": card(pursuit, today),
        "today": today,
        "lot": lot,
        "address": of_notice(pursuit.notice_id),
        "route": checklist.chosen(pursuit, lot),
        "steps": steps,
        "needs": needs,
        "people": people,
        "news": news(pursuit, today),
        "tasks": pursuit.tasks.select_related("assignee"),
        "notes": pursuit.notes.select_related("user"),
        "moves": pursuit.moves.select_related("user").order_by("-created", "-pk"),
        "attachments": pursuit.attachments.select_related("user"),
        "note_form": NoteForm(),
        "task_form": TaskForm(people=people),
        "decision_form": DecisionForm(initial=decided),
        "undecided": pursuit.state in UNDECIDED,
        "types": ", ".join(files.TYPES),
        "accept": ",".join(f".{ending}" for ending in files.TYPES),
        "upload_bytes": settings.UPLOAD_BYTES,
    } | {name: request.acting.may(action) for name, action in _MAY.items()}


#: Name in the template to the action that it asks for.
_MAY = {
    "may_edit": "pursuit.edit",
    "may_decide": "pursuit.decide",
    "may_attach": "attachment.edit",
}
