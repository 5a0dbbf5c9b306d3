"""Which calls everybody may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse

from karavel.web.desk.calls.models import Call
from karavel.web.sitemap import PublicPage

PLACES: Final = ("/calls/", "/opendata/")


def pages(_now: datetime) -> Iterator[PublicPage]:
    """The list, and every call that was published."""
    yield PublicPage(reverse("calls"))
    for slug, changed in Call.public.order_by("slug").values_list("slug", "changed").iterator():
        yield PublicPage(reverse("calls-page", args=[slug]), changed)
