"""What the catalogue shows to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse

from karavel.web.catalogue import published
from karavel.web.sitemap import PublicPage

PLACES: Final = ("/services/",)


def pages(_now: datetime) -> Iterator[PublicPage]:
    """The search, the count, the code lists, and every service."""
    yield PublicPage(reverse("services"))
    yield PublicPage(reverse("services-count"))
    yield PublicPage(reverse("services-terms"))
    for key, changed in published.services().order_by("key").values_list("key", "changed").iterator():
        yield PublicPage(reverse("services-one", args=[key]), changed)
