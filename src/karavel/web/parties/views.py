"""Lists of buyers and suppliers, the page of each, and the calendar of its contracts' ends."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from karavel import texts
from karavel.answers.parties import PartyAnswer, Share
from karavel.errors import LakeMissing, NotFound
from karavel.partners.register import Role
from karavel.web import lookups
from karavel.web.charts import Columns, Figure, bars
from karavel.web.fences import requires
from karavel.web.notices.telling import trades
from karavel.web.requests import Member
from karavel.web.words import country_name

_LONGEST: Final = 200  # letters of words to look for
_SHOWN: Final = 50
_PARTNERS: Final = 12


@requires("party.view")
@require_safe
def buyers(request: Member) -> HttpResponse:
    """Who buys."""
    return _list(request, "buyer")


@requires("party.view")
@require_safe
def suppliers(request: Member) -> HttpResponse:
    """Who wins."""
    return _list(request, "supplier")


def _list(request: Member, role: Role) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").split())[:_LONGEST]
    try:
        found = lookups.parties(timezone.localdate()).search(role, words, limit=_SHOWN)
    except LakeMissing:
        return redirect("opportunities")
    shown = {"role": role, "words": words, "found": found, "address": role, "most": _SHOWN}
    shown["query"] = urlencode({"q": words}) if words else ""
    return render(request, "parties/list.html", shown)


@requires("party.view")
@require_safe
def buyer(request: Member, slug: str) -> HttpResponse:
    """One buyer."""
    return _page(request, "buyer", slug)


@requires("party.view")
@require_safe
def supplier(request: Member, slug: str) -> HttpResponse:
    """One supplier."""
    return _page(request, "supplier", slug)


def _found(role: Role, slug: str) -> PartyAnswer:
    try:
        return lookups.party(role, slug, timezone.localdate())
    except (NotFound, LakeMissing) as error:
        raise Http404 from error


def _page(request: Member, role: Role, slug: str) -> HttpResponse:
    party = _found(role, slug)
    other = "supplier" if role == "buyer" else "buyer"
    shown = {
        "party": party,
        "role": role,
        "trades": bars([_division(share) for share in party.divisions[:8]]),
        "years": Columns.of(_("Contracts by year"), [_year(share) for share in party.years[-8:]]),
        "partners": bars([_partner(share, other) for share in party.partners[:_PARTNERS]]),
        "calendar": f"{role}-calendar",
        "contracts": urlencode([(role, slug)]),
    }
    return render(request, "parties/party.html", shown)


def _said(share: Share) -> str:
    value = f" · {texts.compact_money(share.value_eur, 'EUR')}" if share.value_eur else ""
    return f"{texts.number(share.contracts)}{value}"


def _division(share: Share) -> Figure:
    label = trades([f"{share.key}000000"])[0].label
    return Figure(label or share.key, share.contracts, _said(share), beside=share.key)


def _year(share: Share) -> Figure:
    return Figure(share.key, share.contracts, texts.number(share.contracts))


def _partner(share: Share, role: str) -> Figure:
    href = reverse(role, args=[share.slug]) if share.slug else ""
    country = country_name(share.country) if share.country else ""
    return Figure(share.key, share.contracts, _said(share), href, country)


@requires("party.view")
@require_safe
def buyer_calendar(request: Member, slug: str) -> HttpResponse:
    """When a buyer's contracts end, as iCalendar."""
    return _calendar(request, _found("buyer", slug))


@requires("party.view")
@require_safe
def supplier_calendar(request: Member, slug: str) -> HttpResponse:
    """When a supplier's contracts end, as iCalendar."""
    return _calendar(request, _found("supplier", slug))


def _calendar(request: Member, party: PartyAnswer) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//Karavel//renewals//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Contracts that end: %(name)s") % {"name": party.name})
    for contract in party.ending:
        event = Event()
        event.add("uid", f"{contract.notice_id}/{contract.lot_id or ''}/{party.slug}@karavel")
        event.add("dtstamp", datetime.combine(party.as_of, time(), UTC))
        event.add("dtstart", contract.ends)
        if contract.ends:
            event.add("dtend", contract.ends + timedelta(days=1))
        event.add("summary", _("Contract ends: %(title)s") % {"title": contract.title})
        event.add("description", ", ".join(who.name for who in contract.suppliers))
        event.add("url", request.build_absolute_uri(reverse("notice", args=[contract.notice_id])))
        calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    name = f"{party.slug}.ics"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
