"""Parts of the filters that are asked for by themselves: branches of the CPV tree, buyers by their names."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from karavel.errors import LakeMissing
from karavel.verbs.board import Opportunities
from karavel.web.fences import requires
from karavel.web.opportunities import subjects as cpv
from karavel.web.opportunities.asked import Asked, branch, words
from karavel.web.opportunities.facets import buyers as buyers_of
from karavel.web.opportunities.mine import mine
from karavel.web.requests import Member
from karavel.web.workspace import profiles


def _mine(request: Member) -> Opportunities:
    profile = profiles.current(request)
    if profile is None:
        raise Http404
    try:
        return mine(profile, timezone.localdate())
    except LakeMissing as error:
        raise Http404 from error


@requires("opportunity.view")
@require_safe
def subjects(request: Member) -> HttpResponse:
    """The branches below one branch of the CPV tree, as a list."""
    under, asked = branch(request.GET.get("under", "")), Asked.of(request.GET)
    if under is None:
        raise Http404
    counts = _mine(request).facets(asked.wanted(timezone.localdate())).cpv
    return HttpResponse(cpv.below(counts, asked.all("cpv"), under, asked.address))


@requires("opportunity.view")
@require_safe
def buyers(request: Member) -> HttpResponse:
    """The buyers whose names have some words, those in use first."""
    asked, named = Asked.of(request.GET), words(request.GET.get("who", "")) or ""
    found = _mine(request).buyers(named, asked.wanted(timezone.localdate()))
    return render(request, "opportunities/_buyers.html", {"facet": buyers_of(found, asked, named)})
