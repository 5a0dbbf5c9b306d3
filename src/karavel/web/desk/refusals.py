"""What cannot be done at the desk any more, as a page with its sentence, the way back, and 409."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpResponse
from django.shortcuts import render

from karavel.errors import IllegalMove
from karavel.web.desk.words import state_of
from karavel.web.requests import Request

_View = TypeVar("_View", bound=Callable[..., Any])


def refusing(back: Callable[[Request, int], str]) -> Callable[[_View], _View]:
    """Answers 409 where a view finds that a move is not offered any more; stands under ``requires``.

    Args:
        back: the page to go back to, by the request and the number of the object.
    """

    def fence(view: _View) -> _View:
        @wraps(view)
        def refused(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return cast("HttpResponse", view(request, *args, **kwargs))
            except IllegalMove as why:
                shown = {"state": state_of(why.what, why.state), "back": back(request, kwargs["pk"])}
                return render(request, "desk/refused.html", shown, status=409)

        return cast("_View", refused)

    return fence
