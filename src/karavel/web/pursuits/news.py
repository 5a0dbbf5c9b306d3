"""What a notice says now, beside what it said when the lot was taken up."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from karavel import texts
from karavel.answers.match import MatchedLot
from karavel.errors import LakeError
from karavel.notices import Moment, Notice, day_of
from karavel.web.board import board
from karavel.web.opportunities.mine import mine
from karavel.web.workspace.models import Pursuit

_COLUMN: Final = 1000  # letters of a title that a pursuit keeps


def news(pursuit: Pursuit, today: date) -> list[str]:
    """What has changed in the notice, a sentence each; of a lot that is closed only what became of it."""
    try:
        notice = board().latest({pursuit.notice_id}).get(pursuit.notice_id)
        lot = mine(pursuit.profile, today).lot(pursuit.notice_id, pursuit.lot_id)
    except LakeError:
        return []
    if notice is None:
        return [_("The notice is no longer in the lake.")]
    told = (_deadline(pursuit, lot), _title(pursuit, lot), _value(pursuit, lot)) if lot else (_gone(pursuit, notice),)
    return [sentence for sentence in (*told, _awarded(notice)) if sentence]


def _gone(pursuit: Pursuit, notice: Notice) -> str:
    known = not pursuit.lot_id or any(lot.id == pursuit.lot_id for lot in notice.lots)
    return "" if known else _("The notice has no such lot any more.")


def _deadline(pursuit: Pursuit, lot: MatchedLot) -> str:
    now = lot.deadline or ""
    if now == pursuit.deadline:
        return ""
    if not now:
        return _("There is no deadline any more.")
    before = texts.day(day_of(Moment(pursuit.deadline))) if pursuit.deadline else _("none")
    return _("The deadline moved: %(before)s → %(after)s.") % {
        "before": before,
        "after": texts.day(day_of(Moment(now))),
    }


def _title(pursuit: Pursuit, lot: MatchedLot) -> str:
    return "" if lot.title[:_COLUMN] == pursuit.title else _("Its title is now: %(title)s") % {"title": lot.title}


def _value(pursuit: Pursuit, lot: MatchedLot) -> str:
    now = lot.value
    if now is None or pursuit.amount is None or (now.amount, now.currency) == (pursuit.amount, pursuit.currency):
        return ""
    return _("Its value is now %(value)s.") % {"value": texts.money(now.amount, now.currency or "")}


def _awarded(notice: Notice) -> str:
    return _("It has been awarded.") if notice.kind == "award" else ""
