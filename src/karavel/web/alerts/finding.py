"""What a saved search has to tell on a channel: lots that are new, or that close soon, and were not told there yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from msgspec.structs import replace

from karavel.answers.match import MatchedLot
from karavel.verbs.board import Filters
from karavel.web.alerts.models import Told
from karavel.web.opportunities.asked import Asked
from karavel.web.opportunities.mine import mine
from karavel.web.workspace.models import SavedSearch

#: Lots in one message; the rest stands behind its link.
MOST: Final = 40
#: A notice may reach the lake days after it was published.
_LATE: Final = timedelta(days=10)
#: A lot is called for the last time this many days before it closes.
LAST_DAYS: Final = 7

NEWS: Final = ("mail", "webhook")
LAST_CHANCE: Final = "last"


def lots(search: SavedSearch, channel: str, today: date) -> list[MatchedLot]:
    """The lots to tell of now, the best first.

    Raises:
        LakeMissing: there is no lake.
    """
    wanted = _last_chance(search, today) if channel == LAST_CHANCE else _news(search, today)
    told = set(Told.objects.filter(search=search, channel=channel).values_list("notice_id", "lot_id"))
    page = mine(search.profile, today).page(wanted, limit=MOST + len(told))
    return [lot for lot in page.lots if (lot.notice_id, lot.lot_id) not in told][:MOST]


def _news(search: SavedSearch, today: date) -> Filters:
    """Lots published since the search was saved, as far as that is not long ago."""
    first = timezone.localtime(search.created).date()
    if search.told_until:
        first = max(first, timezone.localtime(search.told_until).date() - _LATE)
    wanted = Asked(search.query).wanted(today)
    return replace(wanted, published_from=max(filter(None, (wanted.published_from, first))))


def _last_chance(search: SavedSearch, today: date) -> Filters:
    wanted = Asked(search.query).wanted(today)
    last = today + timedelta(days=LAST_DAYS)
    return replace(wanted, deadline_from=today, deadline_until=min(filter(None, (wanted.deadline_until, last))))


def remember(search: SavedSearch, channel: str, told: Iterable[MatchedLot]) -> None:
    """These lots have been told of."""
    rows = [
        Told(
            organisation_id=search.organisation_id,
            search=search,
            channel=channel,
            notice_id=lot.notice_id,
            lot_id=lot.lot_id,
        )
        for lot in told
    ]
    Told.objects.bulk_create(rows, ignore_conflicts=True)
