"""Acts of a committee that cannot be done now: a page with the sentence that says why, and 409."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from karavel.web.desk.calls.refusals import refusing
from karavel.web.requests import Request

_View = TypeVar("_View", bound=Callable[..., Any])


class Refused(Exception):
    """Something cannot be done as things stand; the sentence says why, in the language in use."""


def answering(view: _View) -> _View:
    """Answers 409 where a view of an evaluation is refused; stands under ``requires``. Its first number is the call."""

    @wraps(view)
    def refused(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return cast("HttpResponse", view(request, *args, **kwargs))
        except Refused as why:
            back = reverse("evaluation", args=[kwargs["pk"]])
            return render(request, "evaluation/refused.html", {"why": str(why), "back": back}, status=409)

    return cast("_View", refusing(refused))
