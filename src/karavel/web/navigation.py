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
        bar: kinds of organisations in whose bar it stands, five at most fit a phone in each language; for others it
            stands in the menu *More*.
        work: what a role must be allowed to have it in the bar in any case: it is that role's daily work.
        beside: how names of pages begin that belong to it under another name.
        kind: of the organisations that alone have use for it; empty for all.
    """

    name: str
    label: Promise
    icon: str
    action: str
    bar: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    kind: str = ""
    work: str = ""


#: Pages of the committee: they stand among the addresses of bids, and belong to the buyer's desk.
_COMMITTEE: Final = ("bids-opening", "bids-key", "bids-minutes", "bids-offer")
_COMPANY: Final = Organisation.Kind.COMPANY.value
_AGENCY: Final = Organisation.Kind.AGENCY.value
_EVERYBODY: Final = (_COMPANY, _AGENCY)

PLACES: Final = (
    Place("today", _("Today"), "sun", "today.view", bar=_EVERYBODY),
    Place("opportunities", _("Opportunities"), "search", "opportunity.view", beside=("notice",), bar=(_COMPANY,)),
    Place("pursuits", _("Pursuits"), "board", "pursuit.view", bar=(_COMPANY,)),
    Place("routes", _("Routes"), "route", "market.view", bar=(_COMPANY,)),
    Place("programme", _("Programme"), "globe", "programme.view", bar=_EVERYBODY),
    Place("newsroom", _("Newsroom"), "news", "news.edit", kind=_AGENCY),
    Place("cooperation", _("Cooperation"), "hands", "cooperation.view", kind=_AGENCY),
    Place("buyers", _("Buyers and suppliers"), "scale", "party.view", beside=("buyer", "supplier")),
    Place("catalogue", _("E-services"), "building", "catalogue.view", beside=("services",), bar=(_AGENCY,)),
    Place("searches", _("Saved searches"), "bell", "search.edit"),
    Place(
        "desk",
        _("Buyer's desk"),
        "scale",
        "desk.view",
        beside=("needs", "consultations-", "calls-", *_COMMITTEE, "evaluation", "contracts"),
        bar=(_AGENCY,),
        work="desk.award",
    ),
    Place(
        "calls",
        _("Calls for bids"),
        "door",
        "opportunity.view",
        beside=("calls-page", "consultations", "consultations-one"),
    ),
    Place("bids", _("Bids"), "up", "bid.view", kind=_COMPANY),
    Place("profiles", _("Company"), "building", "profile.view"),
)

#: What a stranger finds in the bar: pages that everybody may read, by the name of their address.
OPEN_PLACES: Final = (
    ("calls", _("Calls"), "door"),
    ("contracts", _("Contracts"), "scale"),
    ("services", _("E-services"), "building"),
    ("news", _("News"), "news"),
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


def navigation(request: Request) -> Navigation:
    """The places that the request's role may see; those open to everybody for who acts for nobody."""
    match = request.resolver_match
    name = (match.url_name or "") if match else ""
    acting = getattr(request, "acting", None)
    return _of_role(acting, name) if acting else _of_strangers(name)


def _of_strangers(name: str) -> Navigation:
    entries = [Entry(label, icon, reverse(to), name.startswith(to)) for to, label, icon in OPEN_PLACES]
    return Navigation(entries, [])


def _of_role(acting: ActingFor, name: str) -> Navigation:
    seen = [place for place in PLACES if _has_use(acting, place)]
    here = max(seen, key=lambda place: _fits(place, name), default=None)
    entries = [(_behind(acting, place), _entry(place, here=place is here and _fits(place, name) > 0)) for place in seen]
    return Navigation([one for more, one in entries if not more], [one for more, one in entries if more])


def _behind(acting: ActingFor, place: Place) -> bool:
    """Whether a place stands behind *More*."""
    return acting.organisation.kind not in place.bar and not (place.work and acting.may(place.work))


def _has_use(acting: ActingFor, place: Place) -> bool:
    return acting.may(place.action) and place.kind in {"", acting.organisation.kind}


def _fits(place: Place, name: str) -> int:
    """How many letters of a page's name say that it belongs to a place; none where it does not."""
    return max((len(one) for one in (place.name, *place.beside) if name.startswith(one)), default=0)


def _entry(place: Place, *, here: bool) -> Entry:
    return Entry(place.label, place.icon, reverse(place.name), here)
