"""Which language a request is answered in: the user's own, the cookie's, what the browser asks for; else English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from karavel import texts

#: Languages that Django and its packages know by another name; ours are found beside them.
DJANGO: Final = {"pt": "pt-pt"}


def of(request: HttpRequest) -> str:
    """The language of a request (ISO 639-1), always one that Karavel speaks."""
    own = getattr(request.user, "language", "") if hasattr(request, "user") else ""
    for asked in (own, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")):
        if asked in texts.LANGUAGES:
            return asked
    return _asked_for(request.headers.get("Accept-Language", ""))


def _asked_for(header: str) -> str:
    """The first of a browser's languages that is spoken here, in the order of its weights."""
    wishes = []
    for place, wish in enumerate(header[:500].split(",")):
        tag, _, weight = wish.partition(";q=")
        code = tag.strip().lower().partition("-")[0]
        if code in texts.LANGUAGES:
            wishes.append((-_weight(weight), place, code))
    return min(wishes)[2] if wishes else texts.LANGUAGES[0]


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Pages, mails and the core speak a language inside the block."""
    with translation.override(DJANGO.get(language, language)), texts.use(language):
        yield


@contextmanager
def spoken(request: HttpRequest, language: str) -> Iterator[None]:
    """Answers a request in a language, whatever its reader prefers: an address that belongs to one language does."""
    with speaking(language):
        request.LANGUAGE_CODE = language
        yield


class Speaking:
    """Middleware: Django's texts and the core's speak the same language for the time of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers in the request's language."""
        with spoken(request, of(request)):
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response
