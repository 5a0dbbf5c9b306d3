"""How an operation is offered: its action, the shape of its answer (from the Struct itself), what may go wrong."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, NamedTuple, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from ninja.renderers import BaseRenderer
from ninja.security.base import AuthBase

from karavel.web.api.problems import MEDIA_TYPE, Problem, Refused
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Member

_View = TypeVar("_View", bound=Callable[..., Any])
_encoder: Final = msgspec.json.Encoder(decimal_format="number")
#: What may go wrong anywhere.
_ANYWHERE: Final = (400, 401, 403, 404, 405, 409, 413, 422, 429, 500)


class Printed(BaseRenderer):
    """Answers as ``--json`` prints them."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002 - ninja's
        """The answer's bytes."""
        return _encoder.encode(data)


def answered(answer: object, status: int = 200) -> HttpResponse:
    """An answer with another status than 200."""
    return HttpResponse(_encoder.encode(answer), content_type="application/json", status=status)


def may_not(action: str) -> str:
    """The sentence for somebody who may not do an action."""
    return _("This needs %(action)s, which the role or the token's scopes do not have.") % {"action": action}


class Token(AuthBase):
    """Asks for an action of :data:`karavel.web.permissions.ACTIONS`; an empty one for any user of an organisation."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action

    def __call__(self, request: HttpRequest) -> object:
        """For whom the request acts.

        Raises:
            Refused: 403, where it may not.
        """
        acting = getattr(request, "acting", None)
        if acting is None:
            raise Refused(403, _("This account belongs to no organisation."))
        if self.action and not acting.may(self.action):
            raise Refused(403, may_not(self.action))
        return acting


class Session(Token):
    """The login of a browser, for reading."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "karavel"


class _Good(NamedTuple):
    """What a good answer is; ``body`` whether the request has one."""

    answer: Any
    status: tuple[int, ...]
    headers: tuple[str, ...]
    body: bool


#: Shapes that operations give; the description takes its schemas from them.
SHAPES: Final[list[Any]] = [Problem]


def offer(
    router: Router,
    method: str,
    path: str,
    action: str,
    answer: Any,
    *,
    status: tuple[int, ...] = (200,),
    headers: tuple[str, ...] = (),
) -> Callable[[_View], _View]:
    """Declares a view as an operation of a router.

    Args:
        router: of a part of the API.
        method: of HTTP.
        path: below the API's, with its parts in braces.
        action: of the table of permissions; empty for any user of an organisation.
        answer: the shape of the answer: a type that msgspec knows (a list, never a tuple: ninja takes a pair for a
            status and its body); None for an empty body.
        status: of good answers.
        headers: that good answers have beside those of all.
    """
    if answer is not None:
        SHAPES.append(answer)
    fences: list[Token] = [Token(action)] if method != "GET" else [Token(action), Session(action)]

    def declare(view: _View) -> _View:
        name = view.__name__
        extra = {"x-action": action, "x-answer": _Good(answer, status, headers, method in {"POST", "PUT", "PATCH"})}
        operation = router.api_operation(
            [method], path, auth=fences, operation_id=name, url_name=name, openapi_extra=extra
        )
        operation(view)
        return view

    return declare


#: Names of the operations that anybody may ask.
OPEN: Final[set[str]] = set()


def offer_public(router: Router, path: str, answer: Any, *, headers: tuple[str, ...] = ()) -> Callable[[_View], _View]:
    """Declares a view as an operation that anybody may ask, with a token or without; it only reads."""
    SHAPES.append(answer)

    def declare(view: _View) -> _View:
        name = view.__name__
        OPEN.add(name)
        promised = _Good(answer, (200,), headers, body=False)
        extra = {"x-action": PUBLIC, "x-answer": promised, "security": []}
        operation = router.api_operation(["GET"], path, operation_id=name, url_name=name, openapi_extra=extra)
        operation(view)
        return view

    return declare


def responses(promised: _Good, refer: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """What an operation may answer, as OpenAPI describes it; ``refer`` gives the schema of a shape."""
    good: dict[str, Any] = {"headers": {name: {"schema": {"type": "string"}} for name in promised.headers}}
    if promised.answer is not None:
        good["content"] = {"application/json": {"schema": refer(promised.answer)}}
    wrong = {"content": {MEDIA_TYPE: {"schema": refer(Problem)}}}
    found = {str(code): {"description": HTTPStatus(code).phrase, **good} for code in promised.status}
    for code in (*_ANYWHERE, *((415,) if promised.body else ())):
        found[str(code)] = {"description": HTTPStatus(code).phrase, **wrong}
    return found


def member(request: HttpRequest) -> Member:
    """The request, which :class:`Token` has let in."""
    return request  # type: ignore[return-value]
