"""What saved searches find."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from karavel.verbs.board import Opportunities
from karavel.web.opportunities.asked import Asked
from karavel.web.opportunities.chips import Chip, chips
from karavel.web.requests import Member
from karavel.web.workspace.models import CompanyProfile, SavedSearch


class Found(NamedTuple):
    """A search with what it finds.

    Attributes:
        lots: open ones; ``new`` of these published since the user was here last.
        address: the query of the list with these filters; ``address_new`` of the new ones only.
    """

    search: SavedSearch
    chips: list[Chip]
    lots: int
    new: int
    address: str
    address_new: str


def found(request: Member, profile: CompanyProfile, lots: Opportunities, on: date, since: date) -> list[Found]:
    """The user's searches for a company, by name, each with its counts."""
    searches = SavedSearch.objects.filter(user=request.user, profile=profile)
    return [_found(search, lots, on, since + timedelta(days=1)) for search in searches]


def news(request: Member, profile: CompanyProfile, lots: Opportunities, on: date, since: date) -> list[Found]:
    """Those that found something new since the last visit."""
    return [one for one in found(request, profile, lots, on, since) if one.new]


def _found(search: SavedSearch, lots: Opportunities, on: date, first: date) -> Found:
    asked = Asked(search.query)
    wanted = asked.wanted(on)
    newest = replace(wanted, published_from=max(filter(None, (wanted.published_from, first))))
    return Found(
        search,
        chips(asked),
        lots=lots.page(wanted, limit=0).total,
        new=lots.page(newest, limit=0).total,
        address=asked.address,
        address_new=asked.with_(since=newest.published_from.isoformat()).address,  # type: ignore[union-attr]  # set above
    )
