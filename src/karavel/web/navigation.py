"""The main navigation: one row a page, in its order. A new page adds its row here."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karavel.web.requests import Request


class Place(NamedTuple):
    """A page in the navigation: the name of its address, its label, its icon, the action it asks for."""

    name: str
    label: Promise
    icon: str
    action: str


PLACES: Final = (
    Place("today", _("Today"), "sun", "today.view"),
    Place("opportunities", _("Opportunities"), "search", "opportunity.view"),
    Place("routes", _("Routes"), "route", "market.view"),
    Place("buyers", _("Buyers"), "building", "party.view"),
    Place("searches", _("Saved searches"), "bell", "search.edit"),
    Place("pursuits", _("Pursuits"), "board", "pursuit.view"),
    Place("profiles", _("Company"), "building", "profile.view"),
    Place("programme", _("Programme"), "globe", "programme.view"),
)


class Entry(NamedTuple):
    """A place as the page shows it."""

    label: Promise
    icon: str
    url: str
    here: bool


def entries(request: Request) -> list[Entry]:
    """The places that the request's role may see."""
    if request.acting is None:
        return []
    name = request.resolver_match.url_name if request.resolver_match else ""
    return [
        Entry(place.label, place.icon, reverse(place.name), here=(name or "").startswith(place.name))
        for place in PLACES
        if request.acting.may(place.action)
    ]
