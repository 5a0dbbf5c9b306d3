"""Sentences that stand together in a table and are translated when they are said, not when the module is loaded."""

from __future__ import annotations

from typing import Any

from karavel.texts.translation import gettext


def N_(message: str) -> str:  # noqa: N802 - the name by which extraction tools (Babel, xgettext) know a sentence
    """Marks a sentence for translation and leaves it as it is."""
    return message


def ngettext_noop(singular: str, plural: str) -> tuple[str, str]:
    """Marks both forms of a sentence that counts, for ``ngettext(*forms, count)``."""
    return singular, plural


def say(sentence: str, /, **values: Any) -> str:
    """A marked sentence in the language in use, with its values."""
    return gettext(sentence).format(**values)
