"""Calls the web application from the command line, which the base install lacks."""

from __future__ import annotations

import importlib
from typing import Any


def called(module: str, function: str, *arguments: Any) -> Any:
    """What a function of :mod:`karavel.web` gives, in the database that the environment names.

    Raises:
        ModuleNotFoundError: the web application is not installed.
        KaravelError: its database cannot be used; and what the function raises.
    """
    return importlib.import_module("karavel.web.outside").called(module, function, *arguments)
