"""Cooperation as anybody reads it, and as the agency keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from karavel import texts
from karavel.web.accounts.models import Organisation
from karavel.web.cooperation import brief, files, moves, sitemap, states
from karavel.web.cooperation.kinds import KINDS
from karavel.web.cooperation.models import Commitment, CooperationProgramme, Outcome, Participation
from karavel.web.cooperation.timeline import Record, moments, years
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Member, Request


@requires(PUBLIC)
@require_safe
def everywhere(request: Request) -> HttpResponse:
    """The programmes that have a public page."""
    return render(request, "cooperation/public_list.html", {"programmes": _spoken(sitemap.shown())})


@requires(PUBLIC)
@require_safe
def shown(request: Request, slug: str) -> HttpResponse:
    """A programme: the rows that were chosen for the public; 404 where it has no public page."""
    programme = get_object_or_404(sitemap.shown(), slug=slug)
    return render(request, "cooperation/public.html", _told(programme, public_rows=True))


@requires(PUBLIC)
@require_safe
def shown_file(request: Request, slug: str, kind: str) -> HttpResponseBase:
    """The public rows as a file."""
    programme = get_object_or_404(sitemap.shown(), slug=slug)
    return _file(request, programme, kind, public_rows=True)


def _spoken(programmes: Iterable[CooperationProgramme]) -> list[CooperationProgramme]:
    """Programmes in the reader's language, where they are told in it."""
    return [one.speak(texts.current(), one.language) for one in programmes]


def _told(programme: CooperationProgramme, *, public_rows: bool) -> dict[str, Any]:
    today = timezone.localdate()
    programme.speak(texts.current(), programme.language)
    record = Record.of(programme, public=public_rows)
    found = moments(record, today)
    return {
        "programme": programme,
        "record": record,
        "years": years(found),
        "companies": [(one, _outcomes(record, one)) for one in record.participations],
        "figures": _figures(record, today),
        "today": today,
    }


def _outcomes(record: Record, company: Participation) -> list[Outcome]:
    return [one for one in record.outcomes if one.participation_id == company.pk]


def _figures(record: Record, today: date) -> dict[str, int]:
    standing = Counter(one.standing(today) for one in record.commitments)
    became = Counter(one.kind for one in record.outcomes)
    counted = {state: standing[state] for state in states.TABLE.states}
    return counted | {kind: became[kind] for kind in Outcome.Kind.values} | {"companies": len(record.participations)}


def _file(request: Request, programme: CooperationProgramme, kind: str, *, public_rows: bool) -> HttpResponseBase:
    today = timezone.localdate()
    programme.speak(texts.current(), programme.language)
    record = Record.of(programme, public=public_rows)
    if kind == "pdf":
        return _paper(programme, record, today)
    found = moments(record, today)
    if kind == "csv":
        return files.as_table(programme.slug, found)
    if kind != "ics":
        raise Http404
    path = programme.address if public_rows else reverse("cooperation-one", args=[programme.pk])
    return files.as_calendar(programme, found, request.build_absolute_uri(path), timezone.now())


def _paper(programme: CooperationProgramme, record: Record, today: date) -> HttpResponse:
    response = HttpResponse(brief.pdf(programme, record, today), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{programme.slug}.pdf"'
    return response


@requires("cooperation.view")
@require_safe
def cooperation(request: Member) -> HttpResponse:
    """The organisation's programmes, and the commitments that are late."""
    today = timezone.localdate()
    moves.settle(today)
    shown_here = {
        "programmes": _spoken(CooperationProgramme.objects.all()),
        "late": Commitment.objects.filter(state=states.LATE).select_related("programme", "user"),
        "agency": request.acting.organisation.kind == Organisation.Kind.AGENCY,
        "may_edit": request.acting.may("cooperation.edit"),
    }
    return render(request, "cooperation/list.html", shown_here)


@requires("cooperation.view")
@require_safe
def one(request: Member, pk: int) -> HttpResponse:
    """A programme with all its rows."""
    moves.settle(timezone.localdate())
    programme = get_object_or_404(CooperationProgramme.objects, pk=pk)
    shown_here = {"kinds": KINDS.values(), "may_edit": request.acting.may("cooperation.edit")}
    return render(request, "cooperation/one.html", _told(programme, public_rows=False) | shown_here)


@requires("cooperation.view")
@require_safe
def file(request: Member, pk: int, kind: str) -> HttpResponseBase:
    """All rows as a file."""
    return _file(request, get_object_or_404(CooperationProgramme.objects, pk=pk), kind, public_rows=False)
