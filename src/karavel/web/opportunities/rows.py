"""A lot as a row of a list."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from django.utils.text import slugify

from karavel import texts
from karavel.answers.match import MatchedLot
from karavel.web.board import Board
from karavel.web.opportunities.addresses import of_notice
from karavel.web.opportunities.marks import Mark

_SOON: Final = 7  # days


class Row(NamedTuple):
    """A lot as it is shown.

    Attributes:
        address: where the lot is read; empty where nobody says.
        title: in the reader's language where there is one; ``translated`` whether it is not the original's.
        about: the notice's title in the reader's language, where the lot's own is another.
        why: the sentence of the part that gives most to its score; empty where it has nothing in common.
        heard: the sentence on the company's own opinions; empty where they do not touch the lot.
        urgency: ``soon`` for a week or less, else empty.
        new: published since the reader was here last.
    """

    lot: MatchedLot
    address: str
    title: str
    translated: bool
    about: str
    why: str
    heard: str
    urgency: str
    new: bool
    mark: Mark

    @property
    def place(self) -> str:
        """The lot's name in the ids of a page."""
        return place(self.lot)


def place(lot: MatchedLot) -> str:
    """A lot's name in the ids of a page."""
    return slugify(f"{lot.notice_id}-{lot.lot_id}")


def row(lot: MatchedLot, mark: Mark, since: date | None = None) -> Row:
    """A lot as a row for somebody who was here last on a day."""
    title = Board.title(lot)
    return Row(
        lot,
        of_notice(lot.notice_id),
        title,
        translated=title != lot.title,
        about=_about(lot, title),
        why=_why(lot),
        heard=_heard(lot),
        urgency="soon" if lot.days_left is not None and lot.days_left <= _SOON else "",
        new=since is not None and lot.published is not None and lot.published > since,
        mark=mark,
    )


def _about(lot: MatchedLot, title: str) -> str:
    said = lot.titles.get(texts.current(), "")
    return said if said != title else ""


def _why(lot: MatchedLot) -> str:
    """What speaks for the lot most, its subject before circumstances: nobody bids because there is much time left."""
    told = [part for part in lot.parts if part.feature in _SUBJECT and part.weight * part.value > 0]
    return max(told, key=lambda part: part.weight * part.value).sentence if told else ""


#: Parts of the score that say what a lot is about.
_SUBJECT: Final = frozenset({"text", "cpv", "wins"})


def _heard(lot: MatchedLot) -> str:
    return next((part.sentence for part in lot.parts if part.feature == "feedback" and part.value), "")
