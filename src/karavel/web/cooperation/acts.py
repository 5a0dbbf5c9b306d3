"""What officers do with the record. Every change is noted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from karavel.errors import IllegalMove
from karavel.web.accounts import audit
from karavel.web.accounts.models import Organisation
from karavel.web.cooperation import moves
from karavel.web.cooperation.forms import MoveForm, ProgrammeForm
from karavel.web.cooperation.kinds import KINDS, Kind
from karavel.web.cooperation.models import Commitment, CooperationProgramme, Part
from karavel.web.fences import requires
from karavel.web.newsroom import letters
from karavel.web.requests import Member

_ASKS = ["GET", "HEAD", "POST"]


@requires("cooperation.edit")
@require_http_methods(_ASKS)
def make(request: Member) -> HttpResponse:
    """A new programme."""
    return _programme(request, CooperationProgramme(language=request.LANGUAGE_CODE or "en"))


@requires("cooperation.edit")
@require_http_methods(_ASKS)
def edit(request: Member, pk: int) -> HttpResponse:
    """Changes a programme."""
    return _programme(request, get_object_or_404(CooperationProgramme.objects, pk=pk))


def _programme(request: Member, programme: CooperationProgramme) -> HttpResponse:
    form = ProgrammeForm(request.POST or None, instance=programme)
    if request.method != "POST" or not form.is_valid():
        shown = {"form": form, "programme": programme}
        return render(request, "cooperation/programme.html", shown, status=422 if request.method == "POST" else 200)
    if request.acting.organisation.kind != Organisation.Kind.AGENCY:
        form.add_error(None, _("Only agencies keep a record of cooperation."))
        return render(request, "cooperation/programme.html", {"form": form, "programme": programme}, status=422)
    new = programme.pk is None
    if new:
        programme.slug = _free(letters.slug(programme.title))
    form.save()
    audit.note(request, f"cooperation.{'made' if new else 'changed'}", programme, fields=form.changed_data)
    return redirect("cooperation-one", programme.pk)


def _free(slug: str) -> str:
    taken = set(CooperationProgramme.everywhere.filter(slug__startswith=slug).values_list("slug", flat=True))
    return letters.free(slug, taken | {"desk"})  # which is the agency's own


@requires("cooperation.edit")
@require_POST
def delete(request: Member, pk: int) -> HttpResponse:
    """Deletes a programme with its rows; one with a public page is taken from the public first."""
    programme = get_object_or_404(CooperationProgramme.objects, pk=pk)
    if programme.public:
        messages.error(request, _("Take its public page away first."))
        return redirect("cooperation-one", pk)
    audit.note(request, "cooperation.deleted", programme)
    programme.delete()
    messages.success(request, _("The programme is deleted."))
    return redirect("cooperation")


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@requires("cooperation.edit")
@require_http_methods(_ASKS)
def add(request: Member, pk: int, kind: str) -> HttpResponse:
    """A new row."""
    programme, of = get_object_or_404(CooperationProgramme.objects, pk=pk), _kind(kind)
    return _row(request, programme, of, of.model(programme=programme))  # type: ignore[misc] # each kind has one


@requires("cooperation.edit")
@require_http_methods(_ASKS)
def change(request: Member, pk: int, kind: str, row: int) -> HttpResponse:
    """Changes a row."""
    programme, of = get_object_or_404(CooperationProgramme.objects, pk=pk), _kind(kind)
    return _row(request, programme, of, get_object_or_404(of.model.objects, pk=row, programme=programme))


def _row(request: Member, programme: CooperationProgramme, of: Kind, row: Part) -> HttpResponse:
    form = of.form(request.POST or None, instance=row, **of.given(request, programme))
    if request.method == "POST" and form.is_valid():
        new = row.pk is None
        form.save()
        did = "added" if new else "changed"
        audit.note(request, f"{of.name}.{did}", row, programme=programme.pk, fields=form.changed_data)
        messages.success(request, _("Saved."))
        return redirect("cooperation-one", programme.pk)
    shown: dict[str, Any] = {"form": form, "programme": programme, "row": row, "kind": of, "move_form": MoveForm()}
    return render(request, "cooperation/row.html", shown, status=422 if request.method == "POST" else 200)


@requires("cooperation.edit")
@require_POST
def drop(request: Member, pk: int, kind: str, row: int) -> HttpResponse:
    """Deletes a row; a commitment is dropped with a reason, never deleted once it has a history."""
    programme, of = get_object_or_404(CooperationProgramme.objects, pk=pk), _kind(kind)
    found = get_object_or_404(of.model.objects, pk=row, programme=programme)
    if isinstance(found, Commitment) and found.moves.exists():
        messages.error(request, _("This commitment has a history. Drop it with a reason instead."))
        return redirect("cooperation-row", pk, kind, row)
    audit.note(request, f"{of.name}.deleted", found, programme=pk)
    found.delete()
    messages.success(request, _("Deleted."))
    return redirect("cooperation-one", pk)


@requires("cooperation.edit")
@require_POST
def move(request: Member, pk: int, row: int, name: str) -> HttpResponse:
    """Moves a commitment."""
    today = timezone.localdate()
    moves.settle(today)
    found = get_object_or_404(Commitment.objects, pk=row, programme=pk)
    form = MoveForm(request.POST)
    if name == "pass":  # the clock's alone
        raise Http404
    if form.is_valid():
        try:
            moves.make(request, found, name, today, form.cleaned_data["reason"], form.cleaned_data["due"])
        except moves.Refused as why:
            messages.error(request, str(why))
        except IllegalMove:
            messages.error(request, _("The commitment is no longer where it was. Look at it again."))
        else:
            messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Write the day as year-month-day, and the reason in 500 letters at most."))
    return redirect("cooperation-row", pk, "commitment", row)
