"""Which language people are spoken to in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

#: ISO 639-1 codes of the languages Karavel speaks, the source language first.
LANGUAGES: Final = ("en", "pt", "az")

_VARIABLES: Final = ("KARAVEL_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_current: ContextVar[str] = ContextVar("karavel_language", default=LANGUAGES[0])


def current() -> str:
    """The language in use."""
    return _current.get()


@contextmanager
def use(language: str) -> Iterator[None]:
    """Speaks a language inside the block; one that Karavel does not speak leaves things as they are."""
    token = _current.set(language if language in LANGUAGES else _current.get())
    try:
        yield
    finally:
        _current.reset(token)


def from_environment(environment: Mapping[str, str]) -> str:
    """The language a shell asks for: ``KARAVEL_LANGUAGE``, else as gettext has it (``LC_ALL``, …, ``LANG``)."""
    asked = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    language = asked[:2].lower()
    return language if language in LANGUAGES else LANGUAGES[0]
