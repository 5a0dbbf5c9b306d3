"""Whether an answer is still the one that the asker has: by what it is made of, before it is made, or by its bytes."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags, quote_etag

from karavel import __version__, texts


class Unchanged(Exception):
    """The asker has this answer already."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def settle(request: HttpRequest, *made_of: object) -> None:
    """Names the answer by what it is made of: the lake's generation, the profile's digest, the day and the like.

    Raises:
        Unchanged: the asker has it.
    """
    told = repr((__version__, texts.current(), request.get_full_path(), made_of))
    tag = quote_etag(sha256(told.encode()).hexdigest()[:32])
    if has(request, tag):
        raise Unchanged(tag)
    request.META["karavel.etag"] = tag


def has(request: HttpRequest, tag: str) -> bool:
    """Whether the asker says that it has the answer of this name."""
    said = parse_etags(request.headers.get("If-None-Match", ""))
    return said == ["*"] or tag in {one.removeprefix("W/") for one in said}


def not_modified(tag: str) -> HttpResponse:
    """304: nothing but the name."""
    return HttpResponse(status=304, headers={"ETag": tag})


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its name: the one settled before, else that of its bytes."""
    if request.method not in {"GET", "HEAD"} or response.status_code != HTTPStatus.OK:
        return response
    settled = request.META.get("karavel.etag")
    tag = settled or quote_etag(sha256(response.content).hexdigest()[:32])
    if not settled and has(request, tag):
        return not_modified(tag)
    response["ETag"] = tag
    return response
