"""What the desk's forms offer to choose from."""

from __future__ import annotations

from karavel.texts import LANGUAGES, language_name


def spoken() -> list[tuple[str, str]]:
    """The languages that Karavel speaks: a form calls this each time that it is made."""
    return [(code, language_name(code)) for code in LANGUAGES]
