"""The API itself: its parts, how it reads and prints JSON, and what its errors become."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from karavel.errors import KaravelError
from karavel.web.api import catalogue, companies, desk, follows, fresh, law, market, parties, problems, pursuits
from karavel.web.api.description import complete
from karavel.web.api.offered import Printed

_ABOUT: Final = (
    "What Karavel's pages show, for programs. A token of *Settings, API tokens* says who asks: "
    "`Authorization: Bearer …`. Problems have one shape (RFC 9457)."
)


class Strict(Parser):
    """Reads JSON as RFC 8259 has it: no NaN, no lone surrogates."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body's value."""
        return msgspec.json.decode(request.body)


api = NinjaAPI(
    title="Karavel",
    version="1",
    description=_ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    renderer=Printed(),
    parser=Strict(),
)
for _part in (market, parties, law, desk, companies, pursuits, follows, catalogue):
    api.add_router("", _part.router)


@cache
def description() -> bytes:
    """The OpenAPI description as it is sent; made once."""
    return msgspec.json.encode(complete(dict(api.get_openapi_schema(path_prefix="/api/v1/"))))


@api.exception_handler(problems.Refused)
def _refused(_request: HttpRequest, error: problems.Refused) -> HttpResponse:
    return error.answer()


@api.exception_handler(KaravelError)
def _core(_request: HttpRequest, error: KaravelError) -> HttpResponse:
    return problems.of_error(error)


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.of_validation(error)


@api.exception_handler(HttpError)
def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problems.of_http(error)


@api.exception_handler(Http404)
def _absent(_request: HttpRequest, error: Http404) -> HttpResponse:
    return problems.of_absence(error)


@api.exception_handler(fresh.Unchanged)
def _unchanged(_request: HttpRequest, error: fresh.Unchanged) -> HttpResponse:
    return fresh.not_modified(error.tag)
