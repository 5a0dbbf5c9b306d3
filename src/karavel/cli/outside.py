"""Calls the web application from the command line, which the base install lacks."""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from typing import Any

from karavel.errors import KaravelError
from karavel.texts import gettext as _


def called(module: str, function: str, *arguments: Any) -> Any:
    """What a function of :mod:`karavel.web` gives, in the database that the environment names.

    Raises:
        KaravelError: the web application is not installed, or its database cannot be used; and what the function
            raises.
    """
    if not find_spec("django"):
        raise KaravelError(_("The web application is not installed."), remedy=_("Install it: pip install karavel[web]"))
    return importlib.import_module("karavel.web.outside").called(module, function, *arguments)
