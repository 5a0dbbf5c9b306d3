"""``karavel alerts send`` outside of the server: sets Django up, then sends."""

from __future__ import annotations

import importlib
import os
from typing import Any

import django
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from karavel import texts
from karavel.errors import KaravelError
from karavel.web import languages


def run() -> Any:
    """Sends what is due, in the database that the environment names.

    Returns:
        a :class:`karavel.web.alerts.sending.Report`.

    Raises:
        KaravelError: the database is not there, or not up to the code; LakeMissing: there is no lake.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "karavel.web.settings")
    django.setup()
    try:
        return importlib.import_module("karavel.web.alerts.sending").send_due()  # models load once Django is set up
    except DatabaseError as error:
        raise _unusable(error) from error


def _unusable(error: DatabaseError) -> KaravelError:
    language = texts.current()
    with translation.override(languages.DJANGO.get(language, language)):
        return KaravelError(
            _("The database of the web application cannot be used: %(why)s.") % {"why": str(error).strip().rstrip(".")},
            remedy=_("Start karavel serve once: it makes the database ready."),
        )
