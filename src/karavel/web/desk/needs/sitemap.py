"""Which consultations everybody may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse

from karavel.web.desk.needs.models import Consultation
from karavel.web.sitemap import PublicPage

PLACES: Final = ("/consultations/",)


def pages(_now: datetime) -> Iterator[PublicPage]:
    """The list, and every consultation that was opened."""
    yield PublicPage(reverse("consultations"))
    for slug in Consultation.public.order_by("slug").values_list("slug", flat=True).iterator():
        yield PublicPage(reverse("consultations-one", args=[slug]))
