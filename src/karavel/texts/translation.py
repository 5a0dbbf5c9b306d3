"""Translates sentences through gettext catalogues."""

from __future__ import annotations

import gettext as catalogues
from functools import cache
from importlib.resources import files
from typing import Final

from karavel.texts.language import current

_DOMAIN: Final = "karavel"


@cache
def _catalogue(language: str) -> catalogues.NullTranslations:
    """A language's catalogue; English needs none, being what the code says."""
    where = str(files("karavel.texts").joinpath("locale"))
    return catalogues.translation(_DOMAIN, where, languages=[language], fallback=True)


def gettext(message: str) -> str:
    """The message in the language in use, itself where it has no translation."""
    return _catalogue(current()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message for a count, in the language in use."""
    return _catalogue(current()).ngettext(singular, plural, count)
