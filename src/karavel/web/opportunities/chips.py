"""The filters in use, each with the address of the list without it."""

from __future__ import annotations

from typing import NamedTuple

from karavel.web.opportunities.asked import Asked
from karavel.web.opportunities.facets import filter_label, value_label


class Chip(NamedTuple):
    """A filter in use; ``rest`` is the list's query without it."""

    label: str
    value: str
    rest: str


def chips(asked: Asked) -> list[Chip]:
    """All filters in use, in the order of the page."""
    return [
        Chip(filter_label(name), value_label(name, value), asked.without(name, value).address)
        for name, value in asked.pairs()
    ]


def told(asked: Asked) -> str:
    """The filters in one line: the name that a saved search gets unless somebody gives one."""
    return ", ".join(chip.value for chip in chips(asked))
