"""Puts on each request for which organisation it acts."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from karavel.web import scope
from karavel.web.accounts.acting import CHOSEN, choices
from karavel.web.accounts.models import User
from karavel.web.requests import Request


class Acting:
    """Middleware: ``request.acting`` (None for strangers), ``request.acting_choices``, the scope of owned objects."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Answers for the organisation chosen, else for the user's first."""
        found = choices(request.user) if isinstance(request.user, User) else []
        chosen = request.session.get(CHOSEN) if found else None
        request.acting_choices = found
        request.acting = next((one for one in found if one.organisation.pk == chosen), found[0] if found else None)
        with scope.within(request.acting.organisation if request.acting else None):
            return self._get_response(request)
