"""The ranked list: the pattern for every page that shows a list."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from karavel.errors import LakeMissing
from karavel.web.board import board
from karavel.web.fences import requires
from karavel.web.opportunities.filters import Filters
from karavel.web.opportunities.listing import Listing
from karavel.web.opportunities.rows import row
from karavel.web.requests import Member
from karavel.web.workspace import profiles


@requires("opportunity.view")
@require_safe
def opportunities(request: Member) -> HttpResponse:
    """Open lots for the company in use, best first; htmx asks for the list alone."""
    profile = profiles.current(request)
    if profile is None:
        return render(request, "opportunities/no_profile.html")
    filters = Filters.of(request.GET)
    try:
        mine = board().opportunities(profile.company, timezone.localdate())
    except LakeMissing:
        return redirect("setup-data") if request.user.is_superuser else render(request, "opportunities/no_data.html")
    listing = Listing.of(mine, filters.wanted(), request.GET.get("page"))
    shown = {
        "profile": profile,
        "found": listing.found,
        "page": listing.page,
        "rows": [row(board(), lot) for lot in listing.found.lots],
        "facets": filters.facets(listing.facets),
        "filters": filters,
        "as_of": timezone.localdate(),
    }
    whole = "HX-Request" not in request.headers or "HX-History-Restore-Request" in request.headers
    return render(request, "opportunities/list.html" if whole else "opportunities/_results.html", shown)
