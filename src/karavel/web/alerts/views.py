"""How a search's news are told beside mail: feed, calendar, webhook; and what was sent."""

from __future__ import annotations

import secrets
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from karavel.web import secret_links
from karavel.web.accounts import audit
from karavel.web.alerts import outward
from karavel.web.alerts.models import Attempt, NoMail
from karavel.web.fences import requires
from karavel.web.redirects import following
from karavel.web.requests import Member
from karavel.web.workspace.models import SavedSearch

_SHOWN: Final = 20  # deliveries
_LONGEST: Final = 500  # letters of an address


def _search(request: Member, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects, pk=pk, user=request.user)


def _purpose(search: SavedSearch, what: str) -> str:
    return f"{what}-{search.pk}"


@requires("search.edit")
@require_safe
def alerts(request: Member, pk: int) -> HttpResponse:
    """The ways in which a search's news are told."""
    return _page(request, _search(request, pk))


def _page(request: Member, search: SavedSearch, status: int = 200, **more: Any) -> HttpResponse:
    token = secret_links.shown_once(request, _purpose(search, "feed"))
    sent = Attempt.objects.filter(search=search).select_related("delivery").order_by("-pk")[:_SHOWN]
    shown = {
        "search": search,
        "links": [request.build_absolute_uri(reverse(name, args=[token])) for name in _FEEDS] if token else [],
        "attempts": sent,
        "webhook": search.webhook,
        "no_mail": NoMail.objects.filter(user=request.user).exists(),
    }
    return render(request, "alerts/search.html", shown | more, status=status)


_FEEDS: Final = ("alerts-atom", "alerts-ical")


@requires("search.edit")
@require_POST
def make_feed(request: Member, pk: int) -> HttpResponse:
    """New addresses of the feed and the calendar; those before no longer work."""
    search = _search(request, pk)
    search.feed_digest = secret_links.new_token(request, _purpose(search, "feed"))
    search.save(update_fields=["feed_digest"])
    audit.note(request, "search.feed-made", search)
    return redirect("alerts-search", pk=pk)


@requires("search.edit")
@require_POST
def drop_feed(request: Member, pk: int) -> HttpResponse:
    """The addresses no longer work."""
    search = _search(request, pk)
    search.feed_digest = ""
    search.save(update_fields=["feed_digest"])
    audit.note(request, "search.feed-dropped", search)
    messages.success(request, _("The addresses no longer work."))
    return redirect("alerts-search", pk=pk)


@requires("search.edit")
@require_POST
def webhook(request: Member, pk: int) -> HttpResponse:
    """Where news are posted to; an empty address stops it."""
    search, url = _search(request, pk), request.POST.get("webhook", "").strip()[:_LONGEST]
    try:
        if url:
            outward.resolved(outward.parted(url))
    except outward.Refused as why:
        return _page(request, search, 422, webhook=url, webhook_error=str(why))
    search.webhook = url
    search.webhook_secret = (search.webhook_secret or secrets.token_hex(24)) if url else ""
    search.save(update_fields=["webhook", "webhook_secret"])
    audit.note(request, "search.webhook", search, url=url)
    messages.success(request, _("Saved."))
    return redirect("alerts-search", pk=pk)


@requires("follow.edit")
@require_POST
def mail_again(request: Member) -> HttpResponse:
    """Mail about followed lots once more, after it was stopped."""
    NoMail.objects.filter(user=request.user).delete()
    messages.success(request, _("Changes in what you follow come by mail again."))
    return following(request, reverse("searches"))
