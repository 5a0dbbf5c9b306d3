"""A search as an Atom feed and as a calendar of deadlines, for programs that cannot log in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from karavel import texts
from karavel.answers.match import MatchedLot
from karavel.errors import LakeMissing
from karavel.notices import day_of
from karavel.web import scope
from karavel.web.accounts.models import digest
from karavel.web.alerts.lots_told import ToldLot, told
from karavel.web.alerts.speaking import speaking
from karavel.web.fences import requires
from karavel.web.opportunities.asked import Asked
from karavel.web.opportunities.mine import mine
from karavel.web.permissions import PUBLIC
from karavel.web.pursuits.ical import Entry, calendar_of
from karavel.web.secret_links import still_member
from karavel.web.words import country_name
from karavel.web.workspace.models import SavedSearch

_MOST = 100


def _answer(token: str, made: Callable[[SavedSearch, list[ToldLot]], bytes], kind: str) -> HttpResponse:
    """What a search finds, as a program reads it; 404 where nobody has such an address any more."""
    search = (
        SavedSearch.everywhere.filter(feed_digest=digest(token))
        .select_related("user", "profile", "organisation")
        .first()
    )
    if search is None or not still_member(search.user, search.organisation):
        raise Http404
    with scope.within(search.organisation), speaking(search.user):
        response = HttpResponse(made(search, _lots(search)), content_type=kind)
    response["Cache-Control"] = "private, max-age=900"
    return response


def _lots(search: SavedSearch) -> list[ToldLot]:
    today = timezone.localdate()
    try:
        page = mine(search.profile, today).page(Asked(search.query).wanted(today), limit=_MOST, order="published")
    except LakeMissing:
        return []
    return told(page.lots)


@requires(PUBLIC)
@require_safe
def atom(request: HttpRequest, token: str) -> HttpResponse:
    """The newest lots of a search (Atom, RFC 4287)."""
    home = request.build_absolute_uri("/")

    def made(search: SavedSearch, lots: list[ToldLot]) -> bytes:
        page = request.build_absolute_uri(f"{reverse('opportunities')}?{Asked(search.query).address}")
        feed = Atom1Feed(
            title=f"{search.name} · Karavel", link=page, description=search.profile.name, language=texts.current()
        )
        for one in lots:
            feed.add_item(**_item(one, home))
        return feed.writeString("utf-8").encode()

    return _answer(token, made, "application/atom+xml; charset=utf-8")


def _item(one: ToldLot, home: str) -> dict[str, Any]:
    lot = one.lot
    moment = datetime.combine(lot.published, time(), UTC) if lot.published else None
    return {
        "title": one.title,
        "link": one.address or home,
        "description": " · ".join(_facts(lot)),
        "unique_id": f"urn:karavel:{lot.notice_id}:{lot.lot_id}",
        "pubdate": moment,
        "updateddate": moment,
    }


def _facts(lot: MatchedLot) -> list[str]:
    value = lot.value and texts.money(lot.value.amount, lot.value.currency or "EUR")
    place = country_name(lot.buyer.country) if lot.buyer.country else None
    closes = texts.day(day_of(lot.deadline)) if lot.deadline else None
    return [part for part in (lot.buyer.name, place, value, closes) if part]


@requires(PUBLIC)
@require_safe
def ical(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - a view is given it
    """The deadlines of a search's lots (iCalendar, RFC 5545)."""

    def made(search: SavedSearch, lots: list[ToldLot]) -> bytes:
        return calendar_of(f"Karavel · {search.name}", _entries(lots), timezone.now())

    return _answer(token, made, "text/calendar; charset=utf-8")


def _entries(lots: list[ToldLot]) -> list[Entry]:
    return [
        Entry(
            f"lot-{one.lot.notice_id}-{one.lot.lot_id}",
            day_of(one.lot.deadline),
            one.title,
            "\n".join([*_facts(one.lot), one.lot.deadline]),
            one.address,
        )
        for one in lots
        if one.lot.deadline
    ]
