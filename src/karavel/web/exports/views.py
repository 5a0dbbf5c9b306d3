"""The addresses of files. Each asks for the action of the page whose list it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from karavel.answers.match import MatchedLot
from karavel.errors import LakeMissing, NotFound
from karavel.partners.register import Role
from karavel.web import lookups
from karavel.web.accounts.models import AuditEntry
from karavel.web.board import board
from karavel.web.exports import events, tables
from karavel.web.exports.cells import Row
from karavel.web.exports.files import as_csv, as_ics, as_xlsx
from karavel.web.fences import requires
from karavel.web.opportunities.asked import Asked
from karavel.web.opportunities.mine import mine
from karavel.web.requests import Member
from karavel.web.routes.views import gateways
from karavel.web.workspace import profiles
from karavel.web.workspace.models import CompanyProfile

_AS: Final[dict[str, Callable[[str, Iterable[Row]], HttpResponseBase]]] = {"csv": as_csv, "xlsx": as_xlsx}
_LONGEST: Final = 200  # letters of words to look for


def sent(kind: str, name: str, rows: Iterator[Row]) -> HttpResponseBase:
    """The rows as a file of this kind."""
    return _AS[kind](name, rows)


def _profile(request: Member) -> CompanyProfile:
    found = profiles.current(request)
    if found is None:
        raise Http404
    return found


def _lots(request: Member) -> Iterator[MatchedLot]:
    """The lots of the list with the filters in use."""
    asked, today = Asked.of(request.GET), timezone.localdate()
    try:
        found = mine(_profile(request), today)
    except LakeMissing as error:
        raise Http404 from error
    return tables.lots(found, asked.wanted(today), asked.order)


@requires("opportunity.export")
@require_safe
def opportunities(request: Member, kind: str) -> HttpResponseBase:
    """Open lots with the filters and the order of the list, or their deadlines."""
    if kind == "ics":
        return as_ics("karavel-deadlines", events.of_lots(_lots(request), timezone.now()))
    return sent(kind, "karavel-opportunities", tables.rows(tables.LOTS, _lots(request)))


@requires("pursuit.view")
@require_safe
def pursuits(request: Member, kind: str) -> HttpResponseBase:
    """All pursuits, or their deadlines."""
    del request
    if kind == "ics":
        return as_ics("karavel-pursuits", events.of_pursuits(tables.pursuits(), timezone.now()))
    return sent(kind, "karavel-pursuits", tables.rows(tables.PURSUITS, tables.pursuits()))


@requires("search.edit")
@require_safe
def searches(request: Member, kind: str) -> HttpResponseBase:
    """The user's saved searches."""
    return sent(kind, "karavel-searches", tables.rows(tables.SEARCHES, tables.searches(request.user)))


@requires("market.view")
@require_safe
def routes(request: Member, kind: str) -> HttpResponseBase:
    """What each route and gateway opens; ``?via=PT`` for these gateways alone, as on the page."""
    company, on = _profile(request).company, timezone.localdate()
    try:
        via = tuple(code for code in gateways(company, on) if code in request.GET.getlist("via"))
        found = board().routes(company, on, via)
    except LakeMissing as error:
        raise Http404 from error
    return sent(kind, "karavel-routes", tables.rows(tables.ROUTES, found.routes))


@requires("party.view")
@require_safe
def buyers(request: Member, kind: str) -> HttpResponseBase:
    """The buyers that the page finds, and those beyond its first."""
    return _parties(request, kind, "buyer")


@requires("party.view")
@require_safe
def suppliers(request: Member, kind: str) -> HttpResponseBase:
    """The suppliers that the page finds, and those beyond its first."""
    return _parties(request, kind, "supplier")


def _parties(request: Member, kind: str, role: Role) -> HttpResponseBase:
    try:
        found = tables.parties(role, request.GET.get("q", "")[:_LONGEST], timezone.localdate())
    except LakeMissing as error:
        raise Http404 from error
    return sent(kind, f"karavel-{role}s", tables.rows(tables.PARTIES, found))


@requires("party.view")
@require_safe
def contracts(request: Member, kind: str) -> HttpResponseBase:
    """All contracts of one buyer or supplier: ``?buyer=`` or ``?supplier=`` and its address."""
    role: Role = "supplier" if "supplier" in request.GET else "buyer"
    try:
        found = lookups.contracts(role, request.GET.get(role, ""), timezone.localdate())
    except (LakeMissing, NotFound) as error:
        raise Http404 from error
    return sent(kind, "karavel-contracts", tables.rows(tables.CONTRACTS, found))


@requires("audit.view")
@require_safe
def audit(request: Member, kind: str) -> HttpResponseBase:
    """Who did what, the latest first."""
    del request
    found = AuditEntry.objects.select_related("actor").iterator()
    return sent(kind, "karavel-audit", tables.rows(tables.AUDIT, found))
