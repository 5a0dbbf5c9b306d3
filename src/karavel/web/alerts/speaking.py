"""Messages speak their reader's language and lead back to this site; no request is there to say either."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from karavel import texts
from karavel.web import environment, languages
from karavel.web.accounts.models import User


def language_of(user: User) -> str:
    """The user's language; English where they follow their browser, which is not here."""
    return user.language if user.language in texts.LANGUAGES else texts.LANGUAGES[0]


@contextmanager
def speaking(user: User, language: str = "") -> Iterator[str]:
    """Django and the core speak the user's language inside the block, or the one that somebody has chosen for them."""
    language = language if language in texts.LANGUAGES else language_of(user)
    with languages.speaking(language):
        yield language


def address(path: str) -> str:
    """A path of this site as a whole address."""
    return (environment.value("KARAVEL_URL") or "http://127.0.0.1:8000").rstrip("/") + path
