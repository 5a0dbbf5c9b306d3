"""What closes within a week: followed lots and pursuits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from karavel.notices import day_of
from karavel.web.opportunities.addresses import of_notice
from karavel.web.requests import Member
from karavel.web.workspace.models import CompanyProfile, Follow, Pursuit

_WEEK: Final = timedelta(days=7)
_OVER: Final = (Pursuit.State.SUBMITTED, Pursuit.State.WON, Pursuit.State.LOST)


class Closing(NamedTuple):
    """A lot that closes soon.

    Attributes:
        days: left; 0 for today.
        pursuit: the company's, None where the user only follows the lot.
    """

    notice_id: str
    lot_id: str
    title: str
    on: date
    days: int
    pursuit: Pursuit | None

    @property
    def address(self) -> str:
        """Where the notice is read."""
        return of_notice(self.notice_id)


def closing(request: Member, profile: CompanyProfile, today: date) -> list[Closing]:
    """The lots that close within a week, the first to close first; those that were submitted are done with."""
    pursued = {(one.notice_id, one.lot_id): one for one in Pursuit.objects.filter(profile=profile)}
    found = [_pursued(one, today) for one in pursued.values() if _counts(one, today)]
    for follow in Follow.objects.filter(user=request.user):
        deadline = follow.seen.get("deadline")
        if deadline and (follow.notice_id, follow.lot_id) not in pursued and _soon(day_of(deadline), today):
            found.append(_followed(follow, day_of(deadline), today))
    return sorted(found, key=lambda one: (one.on, one.title, one.notice_id, one.lot_id))


def _counts(pursuit: Pursuit, today: date) -> bool:
    open_yet = pursuit.state not in _OVER and pursuit.decision != Pursuit.Decision.NO_GO
    return open_yet and pursuit.deadline_day is not None and _soon(pursuit.deadline_day, today)


def _soon(day: date, today: date) -> bool:
    return today <= day <= today + _WEEK


def _pursued(pursuit: Pursuit, today: date) -> Closing:
    on = pursuit.deadline_day or today
    return Closing(pursuit.notice_id, pursuit.lot_id, pursuit.title, on, (on - today).days, pursuit)


def _followed(follow: Follow, on: date, today: date) -> Closing:
    return Closing(follow.notice_id, follow.lot_id, follow.seen["title"], on, (on - today).days, None)
