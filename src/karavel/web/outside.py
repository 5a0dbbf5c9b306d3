"""Calls a function of the web application outside of the server: sets Django up, in the database of the environment."""

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


def called(module: str, function: str, *arguments: Any) -> Any:
    """Calls ``module.function(*arguments)`` in the language of the shell.

    Raises:
        KaravelError: the database is not there, or not up to the code; and what the function raises.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "karavel.web.settings")
    django.setup()
    language = texts.current()
    with translation.override(languages.DJANGO.get(language, language)):
        try:
            return getattr(importlib.import_module(module), function)(*arguments)  # models load once Django is set up
        except DatabaseError as error:
            raise KaravelError(
                _("The database of the web application cannot be used: %(why)s.")
                % {"why": str(error).strip().rstrip(".")},
                remedy=_("Start karavel serve once: it makes the database ready."),
            ) from error
