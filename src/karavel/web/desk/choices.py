"""What the desk's forms offer to choose from."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from karavel.texts import LANGUAGES, language_name

#: Levels of online sophistication, as in the catalogue of e-services.
LEVELS: Final = (
    (1, _("1 · information")),
    (2, _("2 · forms to download")),
    (3, _("3 · form online")),
    (4, _("4 · whole case online")),
    (5, _("5 · proactive")),
)


def spoken() -> list[tuple[str, str]]:
    """The languages that Karavel speaks: a form calls this each time that it is made."""
    return [(code, language_name(code)) for code in LANGUAGES]
