"""Language and theme: chosen by a form, remembered in a cookie, and the language in the account."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from karavel.texts import LANGUAGES
from karavel.web.accounts.models import User
from karavel.web.context import THEME_COOKIE, THEMES
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.redirects import following
from karavel.web.requests import Request

_YEAR = 365 * 24 * 3600


@requires(PUBLIC)
@require_POST
def language(request: Request) -> HttpResponse:
    """Speaks another language from here on."""
    response = following(request)
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        _remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
        if isinstance(request.user, User):
            User.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


@requires(PUBLIC)
@require_POST
def theme(request: Request) -> HttpResponse:
    """Light, dark, or as the system has it."""
    response = following(request)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        _remember(response, THEME_COOKIE, chosen)
    return response


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=_YEAR, secure=settings.TLS, httponly=True, samesite="Lax")
