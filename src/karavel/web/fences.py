"""The decorator by which every address names its action in :mod:`karavel.web.permissions`.

A view without a declared action is a fault: ``tests/web/test_permissions.py`` walks all addresses and fails on it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from karavel.web.permissions import ACTIONS, OPERATOR, PUBLIC, SIGNED_IN
from karavel.web.requests import Request

_View = TypeVar("_View", bound=Callable[..., Any])

#: Views of others, by the name of their address (or how it begins), and what they ask.
OTHERS: Final[dict[str, str]] = {
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_signup": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_confirm_email": PUBLIC,
    "account_email_verification_sent": PUBLIC,
    "account_": SIGNED_IN,
    "mfa_authenticate": PUBLIC,  # between the password and the second factor nobody is logged in yet
    "mfa_trust": PUBLIC,
    "mfa_": SIGNED_IN,
    "socialaccount_connections": SIGNED_IN,
    "socialaccount_": PUBLIC,
    "openid_connect_": PUBLIC,
    "social/": PUBLIC,  # former addresses, which only lead to those above
}


def requires(action: str) -> Callable[[_View], _View]:
    """Fences a view and names its action; the outermost decorator, so that nothing runs before it.

    A stranger is sent to the login page, somebody without an organisation to the page that says so, a role that may
    not gets 403.

    Raises:
        KeyError: the table has no such action.
    """
    if action not in {PUBLIC, SIGNED_IN, OPERATOR}:
        ACTIONS[action]  # a misspelt action fails when the module is loaded

    def fence(view: _View) -> _View:
        @wraps(view)
        def fenced(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            return refusal(request, action) or view(request, *args, **kwargs)

        fenced.permission = action  # type: ignore[attr-defined]
        return cast("_View", fenced)

    return fence


def refusal(request: Request, action: str) -> HttpResponse | None:
    """What answers somebody who may not do an action; None where they may.

    Raises:
        PermissionDenied: the role may not.
    """
    if action == PUBLIC:
        return None
    if not request.user.is_authenticated:
        return _to_login(request)
    if action == SIGNED_IN:
        return None
    if request.acting is None:
        return redirect("organisations")
    if not (request.user.is_superuser if action == OPERATOR else request.acting.may(action)):
        raise PermissionDenied(action)
    return None


def _to_login(request: Request) -> HttpResponse:
    """The login page; for htmx as an order to leave the page, into a part of which it would put it otherwise.

    A script that asks for JSON is told 401: it would follow the redirect and take the login page for its answer.
    """
    if request.headers.get("Accept", "") == "application/json":
        return JsonResponse({"error": gettext("You are logged out. Log in and go on.")}, status=401)
    if "HX-Request" not in request.headers:
        return redirect_to_login(request.get_full_path())
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    after = redirect_to_login(page._replace(scheme="", netloc="", fragment="").geturl() or "/")
    return HttpResponse(status=204, headers={"HX-Redirect": after.url})


def action_of(view: Callable[..., Any], name: str) -> str | None:
    """The action that an address asks for: its view's own, else that of :data:`OTHERS`; None where nobody said."""
    declared: str | None = getattr(view, "permission", None)
    if declared:
        return declared
    known = [prefix for prefix in OTHERS if name.startswith(prefix)]
    return OTHERS[max(known, key=len)] if known else None
