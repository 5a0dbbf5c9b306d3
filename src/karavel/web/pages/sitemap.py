"""The front page, which everybody may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse

from karavel.web.sitemap import PublicPage

#: The end of the address stands in it (RFC 9309, 2.2.3), else it would allow all that begins so.
PLACES: Final = ("/$",)


def pages(_now: datetime) -> Iterator[PublicPage]:
    """The one page."""
    yield PublicPage(reverse("home"))
