"""Pages of a list: ``limit`` and ``offset`` with bounds, ``Link`` (RFC 8288) and ``X-Total-Count``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, TypeAlias
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Query

MOST: Final = 100
DEEPEST: Final = 1_000_000

Limit: TypeAlias = Annotated[int, Query(ge=1, le=MOST, description="How many are wanted.")]
Offset: TypeAlias = Annotated[int, Query(ge=0, le=DEEPEST, description="How many to leave out from the top.")]


def paged(request: HttpRequest, response: HttpResponse, total: int, offset: int, limit: int) -> None:
    """Says on a page's answer how many there are, and where the other pages lie."""
    response["X-Total-Count"] = str(total)
    links = ", ".join(
        f'<{_address(request, place, limit)}>; rel="{rel}"' for rel, place in _others(total, offset, limit)
    )
    if links:
        response["Link"] = links


def _others(total: int, offset: int, limit: int) -> Iterator[tuple[str, int]]:
    reached = min(total, DEEPEST + limit)
    last = max(0, (reached - 1) // limit * limit)
    if offset:
        yield "first", 0
        yield "prev", max(0, offset - limit)
    if offset + limit < reached and offset + limit <= DEEPEST:
        yield "next", offset + limit
        yield "last", min(last, DEEPEST)


def _address(request: HttpRequest, offset: int, limit: int) -> str:
    query = request.GET.copy()
    query["offset"], query["limit"] = str(offset), str(limit)
    pairs = [(name, value) for name, values in query.lists() for value in values]
    return request.build_absolute_uri(f"{request.path}?{urlencode(pairs)}")
