"""pyHanko's plain functions run an event loop of their own, which a thread that has one already does not allow."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


def apart(work: Callable[_Given, _Found], *given: _Given.args, **named: _Given.kwargs) -> _Found:
    """What a function gives, called in a thread of its own that speaks the caller's language; its errors come here."""
    context = copy_context()
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(lambda: context.run(work, *given, **named)).result()
