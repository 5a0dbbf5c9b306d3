"""A move that the table does not have: a page with its sentence, and 409."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from karavel.errors import IllegalMove
from karavel.web.desk.words import state_of
from karavel.web.requests import Request

_View = TypeVar("_View", bound=Callable[..., Any])


def refusing(view: _View) -> _View:
    """Answers 409 where a view of a call finds that something cannot be done any more; stands under ``requires``."""

    @wraps(view)
    def refused(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return cast("HttpResponse", view(request, *args, **kwargs))
        except IllegalMove as why:
            back = reverse("calls-desk", args=[kwargs["pk"]])
            shown = {"state": state_of(why.what, why.state), "back": back}
            return render(request, "desk/refused.html", shown, status=409)

    return cast("_View", refused)
