"""What cannot be done to a contract, or is not taken, as a page with its sentence and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from karavel.errors import InvalidInput, RefusedInput, SigningError
from karavel.web.desk import refusals
from karavel.web.pursuits.files import Refused
from karavel.web.requests import Request

_View = TypeVar("_View", bound=Callable[..., Any])


def _back(request: Request, pk: int) -> str:
    match = request.resolver_match
    mine = match is not None and str(match.url_name).startswith("contracts-mine")
    return reverse("contracts-mine-one" if mine else "contracts-one", args=[pk])


def refusing(view: _View) -> _View:
    """Answers 409 to a move that is not offered any more, 422 to what is not taken; stands under ``requires``."""

    @wraps(view)
    def refused(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return cast("HttpResponse", view(request, *args, **kwargs))
        except (SigningError, RefusedInput, InvalidInput, Refused) as why:
            told: dict[str, Any] = {"why": why, "back": _back(request, kwargs["pk"])}
            return render(request, "contracts/refused.html", told, status=422)

    return cast("_View", refusals.refusing(_back)(refused))
