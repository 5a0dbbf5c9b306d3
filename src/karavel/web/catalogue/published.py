"""What everybody may see: the services of the agencies of this installation, whoever looks.

This is the only place of the catalogue that looks beyond one organisation.
"""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from karavel.web.accounts.models import Organisation
from karavel.web.catalogue.models import CompetentAuthority, PublicService, ServiceChange
from karavel.web.catalogue.shaping import PARTS
from karavel.web.requests import Request


def services() -> QuerySet[PublicService]:
    """All services of agencies, with their authorities."""
    rows = PublicService.everywhere.filter(organisation__kind=Organisation.Kind.AGENCY)
    return rows.select_related("authority", "organisation")


def authorities() -> QuerySet[CompetentAuthority]:
    """The authorities of agencies."""
    return CompetentAuthority.everywhere.filter(organisation__kind=Organisation.Kind.AGENCY)


def changes() -> QuerySet[ServiceChange]:
    """All changes of services of agencies, the latest first."""
    return ServiceChange.everywhere.filter(organisation__kind=Organisation.Kind.AGENCY)


def whole(rows: QuerySet[PublicService]) -> QuerySet[PublicService]:
    """Services with all that belongs to them, in a handful of queries."""
    parts = [Prefetch(name, model.everywhere.order_by("pk")) for name, model in PARTS.items()]
    return rows.prefetch_related(*parts, Prefetch("also", CompetentAuthority.everywhere.order_by("pk")))


def in_lists(rows: QuerySet[PublicService]) -> QuerySet[PublicService]:
    """Services with what lists show and are narrowed by; authorities are read once, not once a service."""
    events = Prefetch("events", PARTS["events"].everywhere.order_by("pk"))
    lean = rows.select_related(None).defer("descriptions", "keywords", "pages", "sectors", "themes", "unread", "words")
    return lean.prefetch_related(events, Prefetch("authority", CompetentAuthority.everywhere.all()))


def keeps(request: Request) -> bool:
    """Whether who looks also keeps a catalogue, and is shown the way to its desk."""
    return request.acting is not None and request.acting.may("catalogue.view")
