"""What the site shows to everybody, for the sitemap and for robots: each open room says its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from typing import NamedTuple

from karavel.web.rooms import OPEN


class PublicPage(NamedTuple):
    """A public page.

    Attributes:
        path: its address on this site.
        changed: when it last changed; None where nobody knows.
        languages: path of the same page by its language, itself among them; empty where one address speaks all.
    """

    path: str
    changed: datetime | None = None
    languages: tuple[tuple[str, str], ...] = ()


def pages(now: datetime) -> Iterator[PublicPage]:
    """Every public page at a moment."""
    for room in OPEN:
        yield from import_module(f"karavel.web.{room}.sitemap").pages(now)


def places() -> list[str]:
    """How the addresses of public pages begin."""
    return [place for room in OPEN for place in import_module(f"karavel.web.{room}.sitemap").PLACES]
