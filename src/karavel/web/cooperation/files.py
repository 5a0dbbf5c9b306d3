"""A programme's record to take along: the line of time as CSV, its days as a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from karavel.web.cooperation.models import Commitment, CooperationProgramme
from karavel.web.cooperation.timeline import Moment
from karavel.web.exports.cells import Row
from karavel.web.exports.files import as_csv
from karavel.web.pursuits.ical import Entry, calendar_of


def as_table(name: str, found: list[Moment]) -> HttpResponseBase:
    """A row a moment."""
    return as_csv(name, _rows(found))


def _rows(found: list[Moment]) -> Iterator[Row]:
    yield (_("Day"), _("Last day"), _("Kind"), _("What"), _("Who, where, what came of it"), _("State"), _("Address"))
    for one in found:
        state = str(Commitment.State(one.state).label) if one.state else ""
        yield (one.on, one.until, one.label, one.title, one.about, state, one.address or one.page)


def as_calendar(programme: CooperationProgramme, found: list[Moment], page: str, now: datetime) -> HttpResponse:
    """Events and the days of commitments (iCalendar, RFC 5545)."""
    entries = [
        Entry(f"cooperation-{programme.pk}-{one.key}", one.on, f"{one.label}: {one.title}", one.about, page, one.until)
        for one in found
        if one.kind in {"event", "commitment"} and one.state not in {"done", "dropped"}
    ]
    body = calendar_of(f"Karavel · {programme.title}", entries, now)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{programme.slug}.ics"'
    return response
