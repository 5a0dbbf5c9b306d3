"""Files of an agency's lists: its companies, what fits each, what became of it."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from karavel.errors import LakeMissing
from karavel.web.accounts.models import ProgrammeCompany
from karavel.web.exports import tables
from karavel.web.exports.views import sent
from karavel.web.fences import requires
from karavel.web.programme import figures, places
from karavel.web.programme.fitting import Fit, fit
from karavel.web.requests import Member


def _fit(place: ProgrammeCompany) -> Fit:
    try:
        return fit(place, timezone.localdate())
    except LakeMissing as error:
        raise Http404 from error


@requires("programme.view")
@require_safe
def companies(request: Member, kind: str) -> HttpResponseBase:
    """The companies that have agreed, with their figures."""
    del request
    here = list(places.agreed())
    lines = figures.by_company(figures.happenings(here), here)
    found = [(_fit(place), lines[place.company_id]) for place in here]
    return sent(kind, "karavel-companies", tables.rows(tables.COMPANIES, found))


@requires("programme.view")
@require_safe
def happenings(request: Member, kind: str) -> HttpResponseBase:
    """The pursuits behind a number, by the query of its page."""
    found = figures.chosen(request.GET, figures.happenings(places.agreed()))
    return sent(kind, "karavel-programme", tables.rows(tables.HAPPENINGS, found))


@requires("programme.view")
@require_safe
def lots(request: Member, kind: str) -> HttpResponseBase:
    """What fits one company best: ``?place=`` and its number."""
    key = request.GET.get("place", "")
    place = get_object_or_404(places.agreed(), pk=int(key) if key.isascii() and key.isdecimal() else 0)
    return sent(kind, "karavel-matches", tables.rows(tables.LOTS, _fit(place).lots))
