"""The ranked list: the pattern for every page that shows a list."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from karavel.errors import LakeMissing
from karavel.web.fences import requires
from karavel.web.opportunities.asked import Asked, branch, words
from karavel.web.opportunities.chips import chips, told
from karavel.web.opportunities.facets import buyers, facets, orders
from karavel.web.opportunities.freshness import stale
from karavel.web.opportunities.listing import Listing
from karavel.web.opportunities.marks import Marks, may
from karavel.web.opportunities.mine import mine
from karavel.web.opportunities.rows import row
from karavel.web.requests import Member
from karavel.web.today.visits import seen_until
from karavel.web.workspace import profiles
from karavel.web.workspace.models import CompanyProfile


@requires("opportunity.view")
@require_safe
def opportunities(request: Member) -> HttpResponse:
    """Open lots for the company in use, best first; htmx asks for the search alone."""
    profile = profiles.current(request)
    if profile is None:
        return render(request, "opportunities/no_profile.html")
    asked = Asked.of(request.GET)
    try:
        shown = _shown(request, profile, asked)
    except LakeMissing:
        return redirect("setup-data") if request.user.is_superuser else render(request, "opportunities/no_data.html")
    whole = "HX-Request" not in request.headers or "HX-History-Restore-Request" in request.headers
    response = render(request, f"opportunities/{'list' if whole else '_search'}.html", shown)
    if not whole:
        _tell_address(request, response, _query(asked, shown))
    return response


def _tell_address(request: Member, response: HttpResponse, query: str) -> None:
    """The browser shows the address of the list, unless it does already."""
    address = f"{request.path}?{query}" if query else request.path
    if not request.headers.get("HX-Current-URL", "").endswith(address):
        response["HX-Push-Url"] = address


def _shown(request: Member, profile: CompanyProfile, asked: Asked) -> dict[str, Any]:
    today = timezone.localdate()
    lots = mine(profile, today)
    listing = Listing.of(lots, asked.wanted(today), request.GET.get("page"), asked.order)
    who = words(request.GET.get("who", ""))
    looked = buyers(lots.buyers(who, asked.wanted(today)), asked, who) if who else None
    marks, since = Marks.of(request, profile, listing.found.lots), seen_until(request)
    return {
        "profile": profile,
        "found": listing.found,
        "page": listing.place,
        "may": may(request),
        "rows": [row(lot, marks.on(lot.notice_id, lot.lot_id), since) for lot in listing.found.lots],
        "facets": facets(listing.facets, asked, branch(request.GET.get("under", "")) or "", looked),
        "chips": chips(asked),
        "told": told(asked),
        "asked": asked,
        "show_hidden": asked.with_(hidden="1").address,
        "orders": orders(),
        "stale": stale(lots.company, today),
        "as_of": today,
    }


def _query(asked: Asked, shown: dict[str, Any]) -> str:
    """The address that this list has, without what says nothing."""
    number = shown["page"].number
    return "&".join(filter(None, (asked.address, f"page={number}" if number > 1 else "")))
