"""Which contracts everybody may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse

from karavel.web.desk.contracts.models import Contract
from karavel.web.sitemap import PublicPage

PLACES: Final = ("/contracts/", "/contracts.csv")


def pages(_now: datetime) -> Iterator[PublicPage]:
    """The list, and every contract that both sides have signed."""
    yield PublicPage(reverse("contracts"))
    for slug, changed in Contract.public.order_by("slug").values_list("slug", "changed").iterator():
        yield PublicPage(reverse("contracts-page", args=[slug]), changed)
