"""The honest count on the rows of the catalogue; what it means stands in :mod:`karavel.services.counting`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.services import Change, Count, Standing, count, over_time
from karavel.web.catalogue import published
from karavel.web.catalogue.models import PublicService, ServiceChange

#: Months that the chart shows.
MONTHS: Final = 12


def core(rows: Iterable[ServiceChange]) -> Iterator[Change]:
    """Rows as the core counts them."""
    for row in rows:
        before = (
            Standing(str(row.before_authority_id), row.before_level, row.before_state)
            if row.before_authority_id and row.before_level
            else None
        )
        after = Standing(str(row.after_authority_id), row.after_level, row.after_state)
        yield Change(str(row.service_id), row.number, row.day, before, after, row.cause, row.reference)


def standing(service: PublicService) -> Standing:
    """Where a service stands now, as the core counts it."""
    return Standing(str(service.authority_id), service.level, service.state)


def counted(on: date) -> Count:
    """The count of a day, over all agencies; of a day that lies ahead, today's."""
    return count(core(published.changes().order_by()), min(on, timezone.localdate()))


def months(today: date, number: int = MONTHS) -> list[date]:
    """The last days of the months before, and today."""
    days, first = [today], today.replace(day=1)
    while len(days) < number:
        days.append(first - timedelta(days=1))
        first = days[-1].replace(day=1)
    return days[::-1]


def course(days: Sequence[date]) -> list[Count]:
    """The counts at the end of each of some days."""
    return list(over_time(core(published.changes().order_by()), days))


def definition() -> tuple[str, str, str]:
    """What is counted, in words: they stand beside every number."""
    return (
        _("Listed: a service that is active on the day, at whatever level, be it one page of information."),
        _("Fully online: a listed service of level 4 (full transaction) or 5 (proactive). It is a part of the listed."),
        _("Planned, suspended and withdrawn services count in neither. The two numbers are never added up."),
    )


class Span(NamedTuple):
    """Changes of some days; None for no bound."""

    since: date | None
    until: date | None

    def within(self, rows: QuerySet[ServiceChange]) -> QuerySet[ServiceChange]:
        """Those of the changes that lie in it."""
        if self.since:
            rows = rows.filter(day__gte=self.since)
        return rows.filter(day__lte=self.until) if self.until else rows
