"""Before every address of the API: how large, who asks, how often; after it: one shape of problems, and headers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from karavel.web import scope
from karavel.web.api import fresh, problems, tokens
from karavel.web.api.limits import LARGEST, LONGEST_QUERY, Buckets
from karavel.web.api.problems import Refused
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Request

View = Callable[..., HttpResponse]

_SAFE: Final = frozenset({"GET", "HEAD"})
_BODIES: Final = frozenset({"POST", "PUT", "PATCH"})
_METHODS: Final = "GET, HEAD, POST, PUT, PATCH, DELETE"
_ASKED: Final = "Authorization, Content-Type, Accept-Language, If-None-Match"
_SHOWN: Final = "ETag, Link, Retry-After, X-Request-ID, X-Total-Count"


@cache
def _buckets(per_minute: int) -> Buckets:
    return Buckets(per_minute)


def gated(view: View, *, everybody: bool = False) -> View:
    """A view of the API behind its gate; each operation asks for its own action inside.

    Args:
        view: of the operation.
        everybody: whether it is public: who says nothing is counted by address, who says something must say it right.
    """

    @csrf_exempt  # a change needs a token, which no browser sends by itself
    @wraps(view)
    def through(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _finished(request, HttpResponse(status=204, headers={"Allow": _METHODS}))
        try:
            response = _let_in(request, lambda: view(request, *args, **kwargs), everybody=everybody)
        except Refused as refused:
            response = refused.answer()
        return _finished(request, response)

    through.permission = PUBLIC  # type: ignore[attr-defined]  # fenced in here
    return through


def _let_in(request: Request, view: Callable[[], HttpResponse], *, everybody: bool) -> HttpResponse:
    _weigh(request)
    asker = _asker(request, everybody=everybody)
    wait = _buckets(settings.API_RATE).wait(asker)
    if wait:
        told = _("That was too often. Try again in %(seconds)s s.") % {"seconds": wait}
        raise Refused(429, told, Retry_After=str(wait))
    with scope.within(request.acting.organisation if request.acting else None):
        return view()


def _weigh(request: Request) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST:
        raise Refused(413, _("The body is too large; %(most)s bytes are the most.") % {"most": LARGEST})
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        raise Refused(413, _("The query is too long; %(most)s letters are the most.") % {"most": LONGEST_QUERY})
    if request.method in _BODIES and request.content_type != "application/json":
        raise Refused(415, _("Send JSON, with the header Content-Type: application/json."))


def _asker(request: Request, *, everybody: bool) -> str:
    """Who asks: puts user and organisation of a token on the request, else keeps those of the session."""
    header = request.headers.get("Authorization", "")
    if header:
        return _by_token(request, header)
    if everybody and request.method in _SAFE:
        return f"address {request.META.get('REMOTE_ADDR', '')}"
    if not request.user.is_authenticated:
        raise _unknown(_("Say who asks: Authorization: Bearer, and a token."))
    if request.method not in _SAFE:
        raise _unknown(_("A change needs a token; the login of a browser is for reading."))
    return f"user {request.user.pk}"


def _by_token(request: Request, header: str) -> str:
    scheme, _blank, text = header.partition(" ")
    token = tokens.known(text.strip()) if scheme.lower() == "bearer" else None
    acting = tokens.acting(token) if token else None
    if token is None or acting is None:
        raise _unknown(_("This token does not hold: it is wrong, has ended, was revoked, or its user has left."))
    tokens.note_use(token)
    request.user, request.acting, request.acting_choices = token.user, acting, [acting]
    request.META["karavel.token"] = token
    return f"token {token.pk}"


def _unknown(detail: str) -> Refused:
    return Refused(
        401, detail, _("Make a token under Settings, API tokens."), WWW_Authenticate='Bearer realm="karavel"'
    )


def _finished(request: Request, response: HttpResponse) -> HttpResponse:
    if response.status_code >= HTTPStatus.BAD_REQUEST and response["Content-Type"] != problems.MEDIA_TYPE:
        allowed = response.headers.get("Allow")
        response = problems.of_status(response.status_code)
        if allowed:
            response["Allow"] = allowed
    response = fresh.tagged(request, response)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ("Authorization", "Accept-Language", "Cookie", "Origin"))
    return _for_other_sites(request, response)


def _for_other_sites(request: Request, response: HttpResponse) -> HttpResponse:
    """Lets pages of the sites in ``KARAVEL_API_ORIGINS`` read the answer; never with the browser's cookies."""
    origin = request.headers.get("Origin", "")
    if origin and origin in settings.API_ORIGINS:
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Expose-Headers"] = _SHOWN
        if request.method == "OPTIONS":
            response["Access-Control-Allow-Methods"] = _METHODS
            response["Access-Control-Allow-Headers"] = _ASKED
            response["Access-Control-Max-Age"] = "600"
    return response
