"""Deadlines of lots and pursuits, as a calendar has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from karavel.answers.match import MatchedLot
from karavel.notices import Moment, day_of
from karavel.web.workspace.models import Pursuit


class Deadline(NamedTuple):
    """A day on which something closes. ``uid`` is the same each time, so that calendars do not double it."""

    uid: str
    stamp: datetime
    day: date
    title: str
    about: str
    url: str


def of_lots(lots: Iterable[MatchedLot], now: datetime) -> Iterator[Deadline]:
    """The deadlines of open lots."""
    for lot in lots:
        if lot.deadline:
            yield _deadline(
                lot.notice_id, lot.lot_id, lot.deadline, lot.title, lot.buyer.name or "", lot.url or "", now
            )


def of_pursuits(pursuits: Iterable[Pursuit], now: datetime) -> Iterator[Deadline]:
    """The deadlines of what is worked on."""
    for one in pursuits:
        if one.deadline:
            yield _deadline(one.notice_id, one.lot_id, one.deadline, one.title, one.buyer, "", now)


def _deadline(notice_id: str, lot_id: str, deadline: str, title: str, buyer: str, url: str, now: datetime) -> Deadline:
    closes = _("Closes: %(deadline)s") % {"deadline": deadline}
    uid = f"{notice_id}/{lot_id}@karavel"
    return Deadline(
        uid, now, day_of(Moment(deadline)), _("Deadline: %(title)s") % {"title": title}, f"{buyer}\n{closes}", url
    )
