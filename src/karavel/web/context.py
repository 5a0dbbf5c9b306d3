"""What every template knows beside its own."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

from karavel.web import navigation

THEMES: Final = ("auto", "light", "dark")
THEME_COOKIE: Final = "karavel-theme"

#: Languages by their own names, as people look for them.
OWN_NAMES: Final = {"en": "English", "pt": "Português", "az": "Azərbaycanca"}


def page(request: HttpRequest) -> dict[str, Any]:
    """Language, theme, navigation, and for whom the request acts."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    acting = getattr(request, "acting", None)
    return {
        "language": getattr(request, "LANGUAGE_CODE", "en"),
        "languages": OWN_NAMES,
        "theme": theme if theme in THEMES else THEMES[0],
        "themes": THEMES,
        "acting": acting,
        "acting_choices": getattr(request, "acting_choices", []),
        "navigation": navigation.navigation(request),  # type: ignore[arg-type] # what it asks of a request is looked for
        "signup_open": settings.SIGNUP_OPEN,
    }
