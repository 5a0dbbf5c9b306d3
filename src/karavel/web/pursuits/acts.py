"""What people do with a pursuit. Each is a POST, safe to repeat, and leads back to where it was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from karavel.answers.access import LotAccess
from karavel.web.accounts import audit
from karavel.web.fences import requires
from karavel.web.pursuits import checklist, moves
from karavel.web.pursuits.columns import colleagues
from karavel.web.pursuits.forms import DecisionForm, NoteForm, TaskForm
from karavel.web.pursuits.views import shown
from karavel.web.redirects import following
from karavel.web.requests import Member
from karavel.web.workspace.models import ChecklistRow, Pursuit, PursuitNote, Task


def _pursuit(pk: int) -> Pursuit:
    return get_object_or_404(Pursuit.objects, pk=pk)


def _back(pursuit: Pursuit, part: str = "") -> HttpResponse:
    return redirect(reverse("pursuits-one", args=[pursuit.pk]) + (f"#{part}" if part else ""))


@requires("pursuit.edit")
@require_POST
def move(request: Member, pk: int) -> HttpResponse:
    """Moves a pursuit to another column."""
    pursuit = _pursuit(pk)
    try:
        moved = moves.move(request, pk, request.POST.get("after", ""), request.POST.get("before", ""))
    except moves.Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("“%(title)s” is now under %(state)s.") % _told(moved))
    return following(request, reverse("pursuits-one", args=[pursuit.pk]))


def _told(pursuit: Pursuit) -> dict[str, str]:
    return {"title": pursuit.title[:80], "state": str(Pursuit.State(pursuit.state).label)}


@requires("pursuit.decide")
@require_POST
def decide(request: Member, pk: int) -> HttpResponse:
    """Go or no-go, with reasons."""
    pursuit, form = _pursuit(pk), DecisionForm(request.POST)
    if form.is_valid():
        try:
            moves.decide(request, pk, form.cleaned_data["decision"], form.cleaned_data["reason"])
        except moves.Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("The decision is kept."))
            return _back(pursuit)
    return shown(request, pursuit, 422, decision_form=form)


@requires("pursuit.edit")
@require_POST
def owner(request: Member, pk: int) -> HttpResponse:
    """Somebody else owns it, or nobody."""
    pursuit, asked = _pursuit(pk), request.POST.get("owner", "")
    people = {str(user.pk): user for user in colleagues(request)}
    if asked and asked not in people:
        raise Http404
    pursuit.owner = people.get(asked)
    pursuit.save(update_fields=["owner", "changed"])
    audit.note(request, "pursuit.owner", pursuit, owner=asked)
    messages.success(request, _("Saved."))
    return _back(pursuit)


@requires("pursuit.edit")
@require_POST
def note(request: Member, pk: int) -> HttpResponse:
    """Adds a note; the same text twice in a row is one."""
    pursuit, form = _pursuit(pk), NoteForm(request.POST)
    if not form.is_valid():
        return shown(request, pursuit, 422, note_form=form)
    text, last = form.cleaned_data["text"], pursuit.notes.first()
    if last is None or (last.text, last.user) != (text, request.user):
        PursuitNote(pursuit=pursuit, user=request.user, text=text).save()
    return _back(pursuit, "notes")


@requires("pursuit.edit")
@require_POST
def task(request: Member, pk: int) -> HttpResponse:
    """Adds a task; the same one again while it waits is one."""
    pursuit, form = _pursuit(pk), TaskForm(request.POST, people=colleagues(request))
    if not form.is_valid():
        return shown(request, pursuit, 422, task_form=form)
    if not pursuit.tasks.filter(done=None, **form.cleaned_data).exists():  # there may be two: one was done and undone
        Task(pursuit=pursuit, **form.cleaned_data).save()
    return _back(pursuit, "tasks")


@requires("pursuit.edit")
@require_POST
def tick(request: Member, pk: int, what: str, row: int) -> HttpResponse:
    """A task or a row of the checklist is done, or not yet."""
    pursuit, done = _pursuit(pk), timezone.now() if request.POST.get("done") == "1" else None
    if what == "task":
        found: Task | ChecklistRow = get_object_or_404(Task.objects, pk=row, pursuit=pursuit)
    else:
        found = get_object_or_404(ChecklistRow.objects, pk=row, pursuit=pursuit)
        found.done_by = request.user if done else None
    found.done = (found.done or done) if done else None
    found.save()
    return _back(pursuit, "tasks" if what == "task" else "checklist")


@requires("pursuit.edit")
@require_POST
def delete_task(request: Member, pk: int, row: int) -> HttpResponse:
    """Deletes a task."""
    pursuit = _pursuit(pk)
    found = get_object_or_404(Task.objects, pk=row, pursuit=pursuit)
    audit.note(request, "task.deleted", found, pursuit=pursuit.pk)
    found.delete()
    return _back(pursuit, "tasks")


def _lot_of(request: Member, pursuit: Pursuit) -> LotAccess | None:
    """What the law says to the lot today; where the lake does not have it any more, the user is told."""
    lot = checklist.access_to(pursuit, timezone.localdate())
    if lot is None:
        messages.error(request, _("The notice is no longer in the lake."))
    return lot


@requires("pursuit.edit")
@require_POST
def route(request: Member, pk: int) -> HttpResponse:
    """Chooses the way in; the checklist follows it."""
    pursuit = _pursuit(pk)
    if (lot := _lot_of(request, pursuit)) is None:
        return _back(pursuit)
    kind, _colon, via = request.POST.get("route", "").partition(":")
    if (kind, via) not in {(one.kind, one.via or "") for one in lot.routes}:
        raise Http404
    pursuit.route_kind, pursuit.route_via = kind, via
    pursuit.save(update_fields=["route_kind", "route_via", "changed"])
    audit.note(request, "pursuit.route", pursuit, kind=kind, via=via)
    checklist.make(pursuit, lot)
    messages.success(request, _("The way in is chosen; the checklist follows it."))
    return _back(pursuit, "checklist")


@requires("pursuit.edit")
@require_POST
def make_checklist(request: Member, pk: int) -> HttpResponse:
    """Makes the checklist, or brings it up to the notice."""
    pursuit = _pursuit(pk)
    if (lot := _lot_of(request, pursuit)) is None:
        return _back(pursuit)
    count = checklist.make(pursuit, lot)
    told = ngettext("%(count)s row is new.", "%(count)s rows are new.", count)
    messages.success(request, told % {"count": count})
    return _back(pursuit, "checklist")
