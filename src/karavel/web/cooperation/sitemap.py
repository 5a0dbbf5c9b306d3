"""What cooperation shows to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse

from karavel.web.accounts.models import Organisation
from karavel.web.cooperation.models import CooperationProgramme
from karavel.web.sitemap import PublicPage

PLACES: Final = ("/cooperation/",)


def shown() -> QuerySet[CooperationProgramme]:
    """The programmes with a public page; only agencies have any."""
    kind = Organisation.Kind.AGENCY
    return CooperationProgramme.everywhere.filter(public=True, organisation__kind=kind).select_related("organisation")


def pages(_now: datetime) -> Iterator[PublicPage]:
    """The list, and a page a programme."""
    yield PublicPage(reverse("cooperations"))
    for one in shown():
        yield PublicPage(one.address, one.changed)
