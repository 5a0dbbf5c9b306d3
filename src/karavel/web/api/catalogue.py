"""E-services and how many there are: read by anybody, without a token."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Query, Router

from karavel.services import Change
from karavel.web.api.context import PLAIN
from karavel.web.api.offered import offer_public
from karavel.web.api.paging import Limit, Offset, paged
from karavel.web.api.shapes import (
    AuthorityName,
    AuthorityShare,
    ServiceChangeRow,
    ServiceRow,
    Services,
    ServicesCount,
    ServiceWhole,
)
from karavel.web.catalogue import published, rdf
from karavel.web.catalogue.finding import Asked, find
from karavel.web.catalogue.models import CompetentAuthority, PublicService, ServiceChange
from karavel.web.catalogue.shaping import address_of
from karavel.web.catalogue.tallying import core, counted, definition, standing

router = Router(tags=["catalogue"])

_PAGED: Final = ("X-Total-Count",)
_Words = Annotated[str, Query(max_length=200, pattern=PLAIN, description="Words in any language.")]
_Level = Annotated[int | None, Query(ge=1, le=5)]
_Key = Annotated[str, Path(pattern="^[0-9a-f]{10}$")]
_Day = Annotated[date | None, Query(description="The end of this day; today without.")]


@offer_public(router, "/services", Services, headers=_PAGED)
def services(
    request: HttpRequest,
    response: HttpResponse,
    q: _Words = "",
    level: _Level = None,
    online: Annotated[bool, Query(description="Only those that are fully online.")] = False,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Services:
    """The public services of this installation, by name."""
    asked = QueryDict(mutable=True)
    asked["q"] = q
    if level:
        asked["level"] = str(level)
    if online:
        asked["online"] = "yes"
    found = find(Asked.of(asked)).services
    paged(request, response, len(found), offset, limit)
    rows = tuple(_row(request, one) for one in found[offset : offset + limit])
    return Services(total=len(found), offset=offset, limit=limit, services=rows)


@offer_public(router, "/services/count", ServicesCount)
def services_count(request: HttpRequest, on: _Day = None) -> ServicesCount:
    """How many services are listed, and how many of them fully online: two numbers that are never one."""
    del request
    found = counted(on or timezone.localdate())
    names = {str(one.pk): _name(one) for one in published.authorities()}
    shares = found.by_authority.items()
    return ServicesCount(
        on=found.on,
        listed=found.listed,
        online=found.online,
        definition=definition(),
        by_level=found.by_level,
        by_authority=tuple(AuthorityShare(names[key], share.listed, share.online) for key, share in shares),
        by_state=found.by_status,
    )


@offer_public(router, "/services/{key}", ServiceWhole)
def service(request: HttpRequest, key: _Key) -> ServiceWhole:
    """One service, with each change of its level, state and authority, and why it was made."""
    row = get_object_or_404(published.whole(published.services()), key=key)
    told = list(published.changes().filter(service=row).select_related("after_authority"))
    changes = tuple(_change(one, change) for one, change in zip(told, core(told), strict=True))
    fields = {name: getattr(_row(request, row), name) for name in ServiceRow.__struct_fields__}
    return ServiceWhole(descriptions=_texts(row.descriptions), changes=changes, **fields)


def _name(authority: CompetentAuthority) -> AuthorityName:
    return AuthorityName(authority.pk, str(authority))


def _texts(pairs: list[list[str]]) -> dict[str, str]:
    return {pair[0]: pair[1] for pair in reversed(pairs)}  # the first of a language stands


def _row(request: HttpRequest, row: PublicService) -> ServiceRow:
    at, now = rdf.base(request), standing(row)
    return ServiceRow(
        key=row.key,
        uri=address_of(row, at),
        url=at + reverse("services-one", args=[row.key]),
        identifier=row.identifier,
        title=str(row),
        titles=_texts(row.titles),
        authority=_name(row.authority),
        state=row.state,
        state_since=row.status_since,
        level=row.level,
        listed=now.listed,
        online=now.online,
        cross_border=row.cross_border,
        languages=tuple(row.languages),
        events=tuple(event.uri for event in row.events.all()),
    )


def _change(row: ServiceChange, change: Change) -> ServiceChangeRow:
    return ServiceChangeRow(
        day=row.day,
        before_state=row.before_state or None,
        before_level=row.before_level,
        after_state=row.after_state,
        after_level=row.after_level,
        authority=_name(row.after_authority),
        cause=row.cause,
        reference=row.reference,
        listed=change.listed,
        online=change.online,
    )
