"""The calendar: a month's page, and the address of it for calendar programs."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from karavel import texts
from karavel.web import languages, scope, secret_links
from karavel.web.accounts import audit
from karavel.web.accounts.models import digest
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.pursuits.dates import Event, Month, events, month_of
from karavel.web.pursuits.ical import Entry, calendar_of
from karavel.web.pursuits.models import CalendarAddress
from karavel.web.requests import Member

_PURPOSE = "pursuits-calendar"


@requires("pursuit.view")
@require_safe
def calendar(request: Member) -> HttpResponse:
    """A month of deadlines, tasks and steps."""
    today = timezone.localdate()
    token = secret_links.shown_once(request, _PURPOSE)
    shown = {
        "month": Month.of(*month_of(request.GET.get("month", ""), today)),
        "today": today,
        "address": CalendarAddress.objects.filter(user=request.user).first(),
        "link": request.build_absolute_uri(reverse("pursuits-ical", args=[token])) if token else "",
    }
    return render(request, "pursuits/calendar.html", shown)


@requires("pursuit.view")
@require_POST
def make_address(request: Member) -> HttpResponse:
    """A new address of the calendar; the one before it no longer works."""
    CalendarAddress.objects.update_or_create(
        organisation=request.acting.organisation,
        user=request.user,
        defaults={"token_digest": secret_links.new_token(request, _PURPOSE)},
    )
    audit.note(request, "calendar.address-made", request.user)
    return redirect("pursuits-calendar")


@requires("pursuit.view")
@require_POST
def drop_address(request: Member) -> HttpResponse:
    """The address no longer works."""
    CalendarAddress.objects.filter(user=request.user).delete()
    audit.note(request, "calendar.address-dropped", request.user)
    messages.success(request, _("The address no longer works."))
    return redirect("pursuits-calendar")


@requires(PUBLIC)
@require_safe
def ical(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar for whoever holds its address, in the language of the user who made it."""
    found = CalendarAddress.everywhere.filter(token_digest=digest(token)).select_related("user", "organisation").first()
    if found is None or not secret_links.still_member(found.user, found.organisation):
        raise Http404
    speaks = found.user.language or texts.current()
    with (
        scope.within(found.organisation),
        texts.use(speaks),
        translation.override(languages.DJANGO.get(speaks, speaks)),
    ):
        entries = [_entry(request, event) for event in events()]
        body = calendar_of(f"Karavel · {found.organisation.name}", entries, timezone.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response


def _entry(request: HttpRequest, event: Event) -> Entry:
    address = request.build_absolute_uri(reverse("pursuits-one", args=[event.pursuit.pk]))
    text = event.pursuit.title if event.kind != "deadline" else event.pursuit.deadline
    return Entry(event.key, event.on, f"{event.label}: {event.text}", text, address)
