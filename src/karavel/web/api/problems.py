"""The one shape of everything that goes wrong: problem details (RFC 9457), with places and a remedy."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

import msgspec
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from msgspec import Struct
from ninja.errors import HttpError, ValidationError

from karavel.errors import InvalidInput, KaravelError, LakeBusy, LakeMissing, NotFound, UsageError

MEDIA_TYPE: Final = "application/problem+json"


class Place(Struct, frozen=True):
    """One thing wrong: where (``query.limit``, ``body.state``), and what would be right."""

    place: str
    message: str


class Problem(Struct, frozen=True, kw_only=True):
    """What went wrong.

    Attributes:
        type: always ``about:blank``: the status says what kind it is.
        title: the status in English words; ``detail`` a sentence in the language asked for.
        remedy: what to try next; empty where nothing helps.
        mistakes: every place of the request that is wrong, all at once.
    """

    title: str
    status: int
    detail: str
    remedy: str = ""
    mistakes: tuple[Place, ...] = ()
    type: str = "about:blank"


class Refused(Exception):
    """Ends a request with a problem."""

    def __init__(self, status: int, detail: str, remedy: str = "", **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail, self.remedy = status, detail, remedy
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(self) -> HttpResponse:
        """The problem as it is sent."""
        return told(self.status, self.detail, self.remedy, headers=self.headers)


def told(
    status: int,
    detail: str,
    remedy: str = "",
    mistakes: tuple[Place, ...] = (),
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """A problem as it is sent."""
    title = HTTPStatus(status).phrase
    problem = Problem(title=title, status=status, detail=detail, remedy=remedy, mistakes=mistakes)
    return HttpResponse(msgspec.json.encode(problem), content_type=MEDIA_TYPE, status=status, headers=headers)


def of_error(error: KaravelError) -> HttpResponse:
    """What an error of the core becomes."""
    places = error.mistakes if isinstance(error, InvalidInput) else ()
    mistakes = tuple(Place(one.place, one.message) for one in places)
    return told(_status(error), str(error), error.remedy, mistakes)


def _status(error: KaravelError) -> int:
    kinds = ((NotFound, 404), (LakeMissing, 409), (LakeBusy, 409), (UsageError, 422), (InvalidInput, 422))
    return next((status for kind, status in kinds if isinstance(error, kind)), 500)


def of_validation(error: ValidationError) -> HttpResponse:
    """What a request that does not fit its schema becomes: every place at once."""
    mistakes = tuple(Place(_place(one["loc"]), one["msg"]) for one in error.errors)
    return told(422, _("The request does not fit; see docs/api.md or the OpenAPI description."), mistakes=mistakes)


def _place(parts: tuple[object, ...]) -> str:
    """``query.limit``; without the name that our code has for the whole."""
    inner = [str(part) for part in parts if part not in {"asked", "sent"}]
    return ".".join(inner)


def of_http(error: HttpError) -> HttpResponse:
    """What the framework refuses: a body that is no JSON."""
    return told(error.status_code, str(error))


def of_absence(_error: Http404) -> HttpResponse:
    """404: what is not there, and what belongs to others."""
    return told(404, _("The address is wrong, or what was here belongs to another organisation or has gone."))


def of_status(status: int) -> HttpResponse:
    """A problem of which no more is known than its status."""
    return told(status, HTTPStatus(status).description or HTTPStatus(status).phrase)
