"""The main navigation: one row a page, in its order. A new page adds its row here."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karavel.web.accounts.acting import ActingFor
from karavel.web.accounts.models import Organisation
from karavel.web.requests import Request


class Place(NamedTuple):
    """A page in the navigation.

    Attributes:
        name: of its address, with which the names of the pages below it begin.
        label: what it is called; ``icon`` stands before it.
        action: what a role must be allowed.
        more: whether it stands in the menu *More*: five places fit a phone in each language.
        beside: how names of pages begin that belong to it under another name.
        agencies: whether only agencies have use for it.
    """

    name: str
    label: Promise
    icon: str
    action: str
    more: bool = False
    beside: tuple[str, ...] = ()
    agencies: bool = False


PLACES: Final = (
    Place("today", _("Today"), "sun", "today.view"),
    Place("opportunities", _("Opportunities"), "search", "opportunity.view", beside=("notice",)),
    Place("pursuits", _("Pursuits"), "board", "pursuit.view"),
    Place("routes", _("Routes"), "route", "market.view"),
    Place("programme", _("Programme"), "globe", "programme.view"),
    Place("newsroom", _("Newsroom"), "news", "news.edit", more=True, agencies=True),
    Place("cooperation", _("Cooperation"), "hands", "cooperation.view", more=True, agencies=True),
    Place("buyers", _("Buyers and suppliers"), "scale", "party.view", more=True, beside=("buyer", "supplier")),
    Place("searches", _("Saved searches"), "bell", "search.edit", more=True),
    Place(
        "desk",
        _("Desk"),
        "scale",
        "desk.view",
        more=True,
        beside=("needs", "consultations", "calls", "evaluation", "contracts"),
    ),
    Place("profiles", _("Company"), "building", "profile.view", more=True),
)


class Entry(NamedTuple):
    """A place as the page shows it."""

    label: Promise
    icon: str
    url: str
    here: bool


class Navigation(NamedTuple):
    """What stands in the bar, and what behind *More*."""

    first: list[Entry]
    more: list[Entry]

    @property
    def more_here(self) -> bool:
        """Whether the page shown is one of *More*."""
        return any(entry.here for entry in self.more)


def navigation(request: Request) -> Navigation | None:
    """The places that the request's role may see; None for who acts for nobody."""
    if request.acting is None:
        return None
    match = request.resolver_match
    name = (match.url_name or "") if match else ""
    seen = [place for place in PLACES if _has_use(request.acting, place)]
    return Navigation(
        [_entry(place, name) for place in seen if not place.more],
        [_entry(place, name) for place in seen if place.more],
    )


def _has_use(acting: ActingFor, place: Place) -> bool:
    agency = acting.organisation.kind == Organisation.Kind.AGENCY
    return acting.may(place.action) and (agency or not place.agencies)


def _entry(place: Place, name: str) -> Entry:
    return Entry(place.label, place.icon, reverse(place.name), here=name.startswith((place.name, *place.beside)))
