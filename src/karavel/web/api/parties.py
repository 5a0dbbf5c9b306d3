"""Buyers and suppliers: lists by name, one with all that is known, its contracts, and when they end."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from karavel.answers.parties import PartyAnswer
from karavel.partners.register import Role
from karavel.web import lookups
from karavel.web.api.context import PLAIN, settled, today
from karavel.web.api.offered import member, offer
from karavel.web.api.paging import Limit, Offset, paged
from karavel.web.api.shapes import Contracts, Parties

router = Router(tags=["parties"])

_Role: TypeAlias = Literal["buyers", "suppliers"]
_Slug: TypeAlias = Annotated[str, Path(max_length=300, pattern=PLAIN)]
_Country: TypeAlias = Annotated[str, Query(pattern=r"^[A-Za-z]{2}$")]
_PAGED: Final = ("X-Total-Count",)
_ROLES: Final[dict[str, Role]] = {"buyers": "buyer", "suppliers": "supplier"}


@offer(router, "GET", "/parties/{role}", "party.view", Parties, headers=_PAGED)
def parties(
    request: HttpRequest,
    response: HttpResponse,
    role: _Role,
    q: Annotated[str, Query(max_length=200, pattern=PLAIN, description="Words of the name, or their beginnings.")] = "",
    country: Annotated[list[_Country], Query(max_length=100)] = [],  # noqa: B006 - never changed
    limit: Limit = 20,
    offset: Offset = 0,
) -> Parties:
    """Buyers or suppliers by words of their names, those with most contracts first."""
    settled(member(request), None)
    known, countries = lookups.parties(today()), tuple(one.upper() for one in country)
    total, found = known.page(_ROLES[role], q, offset=offset, limit=limit, countries=countries)
    paged(request, response, total, offset, limit)
    return Parties(total=total, offset=offset, limit=limit, parties=tuple(found))


@offer(router, "GET", "/parties/{role}/{slug}", "party.view", PartyAnswer)
def party(request: HttpRequest, role: _Role, slug: _Slug) -> PartyAnswer:
    """One buyer or supplier: what it buys or wins, from whom, and when contracts end."""
    settled(member(request), None)
    return lookups.party(_ROLES[role], slug, today())


@offer(router, "GET", "/parties/{role}/{slug}/contracts", "party.view", Contracts, headers=_PAGED)
def contracts(
    request: HttpRequest, response: HttpResponse, role: _Role, slug: _Slug, limit: Limit = 20, offset: Offset = 0
) -> Contracts:
    """All contracts of a buyer or supplier, the newest first."""
    settled(member(request), None)
    found = lookups.contracts(_ROLES[role], slug, today())
    paged(request, response, len(found), offset, limit)
    shown = tuple(found[offset : offset + limit])
    return Contracts(total=len(found), offset=offset, limit=limit, contracts=shown)


@offer(router, "GET", "/parties/{role}/{slug}/renewals", "party.view", Contracts, headers=_PAGED)
def renewals(
    request: HttpRequest,
    response: HttpResponse,
    role: _Role,
    slug: _Slug,
    until: Annotated[date | None, Query(description="The last day on which a contract may end.")] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Contracts:
    """The renewal calendar: running contracts that say when they end, the first to end first."""
    settled(member(request), None)
    running = lookups.party(_ROLES[role], slug, today()).ending
    found = [one for one in running if until is None or (one.ends is not None and one.ends <= until)]
    paged(request, response, len(found), offset, limit)
    shown = tuple(found[offset : offset + limit])
    return Contracts(total=len(found), offset=offset, limit=limit, contracts=shown)
