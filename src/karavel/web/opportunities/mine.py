"""All open lots as they stand for a company of the organisation; every list, feed and answer ranks by it.

What the company said of lots counts: thumbs, what it hid, and what became of pursuits (see ``docs/feedback.md``).
Opinions are read anew for each list, so one that is taken back leaves no trace.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from karavel.companies.opinions import Opinion, Rated, Sketch
from karavel.verbs.board import Opportunities
from karavel.web.board import board
from karavel.web.opportunities.models import Remembered
from karavel.web.workspace.models import CompanyProfile, Feedback, Pursuit

_Lot = tuple[str, str]

_THUMBS: Final[dict[str, Opinion]] = {
    Feedback.Opinion.MORE: "up",
    Feedback.Opinion.LESS: "down",
    Feedback.Opinion.HIDE: "hide",
}
#: States of a pursuit that say that a lot is the company's trade.
_BECAME: Final[dict[str, Opinion]] = {
    Pursuit.State.BIDDING: "pursued",
    Pursuit.State.SUBMITTED: "pursued",
    Pursuit.State.WON: "won",
    Pursuit.State.LOST: "lost",
}


def mine(profile: CompanyProfile, as_of: date) -> Opportunities:
    """The open lots of a day, ranked for a company.

    Raises:
        LakeMissing: there is no lake.
    """
    return board().opportunities(profile.company, as_of, opinions(profile))


def opinions(profile: CompanyProfile) -> tuple[Rated, ...]:
    """What a company said of lots, one opinion a lot: what became of a pursuit says more than a thumb."""
    said = _thumbs(profile) | _pursuits(profile)
    memories = Remembered.objects.filter(profile=profile).values_list("notice_id", "lot_id", "about") if said else ()
    about = {(notice, lot): msgspec.convert(sketch, Sketch) for notice, lot, sketch in memories}
    return tuple(
        Rated(on=on, notice_id=lot[0], lot_id=lot[1], opinion=opinion, lot=about.get(lot, Sketch()))
        for lot, (on, opinion) in sorted(said.items())
        if lot in about or opinion == "hide"  # which says nothing of what the lot is about
    )


def _thumbs(profile: CompanyProfile) -> dict[_Lot, tuple[date, Opinion]]:
    rows = Feedback.objects.filter(profile=profile, opinion__in=_THUMBS)
    return {(row.notice_id, row.lot_id): (row.created.date(), _THUMBS[row.opinion]) for row in rows}


def _pursuits(profile: CompanyProfile) -> dict[_Lot, tuple[date, Opinion]]:
    rows = Pursuit.objects.filter(profile=profile, state__in=_BECAME).exclude(decision=Pursuit.Decision.NO_GO)
    return {(row.notice_id, row.lot_id): (row.created.date(), _BECAME[row.state]) for row in rows}


def remember(profile: CompanyProfile, notice_id: str, lot_id: str, on: date) -> None:
    """Remembers what a lot is about, before an opinion on it is kept; once only.

    Raises:
        LakeMissing: there is no lake; NotFound: it has no such lot.
    """
    named = {"notice_id": notice_id, "lot_id": lot_id}
    if not Remembered.objects.filter(profile=profile, **named).exists():
        about = msgspec.to_builtins(board().sketch(profile.company, notice_id, lot_id, on))
        Remembered.objects.get_or_create(
            organisation_id=profile.organisation_id, profile=profile, **named, defaults={"about": about}
        )
