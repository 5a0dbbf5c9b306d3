"""Regular expressions that are compiled when they are first used: most runs read no requirement at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any


class Pattern:
    """A regular expression; once used, its methods are those of the compiled one.

    Args:
        source: the expression.
        flags: as of :mod:`re`.
    """

    def __init__(self, source: str, flags: int = 0) -> None:
        self.pattern = source
        self._flags = flags

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """The first match anywhere in a text."""
        return self._compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """A match at the beginning, or at a place."""
        return self._compiled.match

    @cached_property
    def fullmatch(self) -> Callable[[str], re.Match[str] | None]:
        """A match of the whole text."""
        return self._compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[[str], Iterator[re.Match[str]]]:
        """All matches."""
        return self._compiled.finditer

    @cached_property
    def findall(self) -> Callable[[str], list[Any]]:
        """The texts of all matches, or of their groups."""
        return self._compiled.findall

    @cached_property
    def split(self) -> Callable[[str], list[str]]:
        """The text between matches."""
        return self._compiled.split

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)
