"""What a notice says now, beside what it said when the lot was taken up."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from karavel import texts
from karavel.errors import LakeError, NotFound
from karavel.notices import Moment, day_of
from karavel.web.board import board
from karavel.web.workspace.models import Pursuit


def news(pursuit: Pursuit) -> list[str]:
    """What has changed in the notice, a sentence each."""
    try:
        notice = board().notice(pursuit.notice_id)
    except NotFound:
        return [_("The notice is no longer in the lake.")]
    except LakeError:
        return []
    lot = next((one for one in notice["lots"] if one["id"] == pursuit.lot_id), None)
    if lot is None and pursuit.lot_id:
        return [_("The notice has no such lot any more.")]
    told = (_deadline(pursuit, lot or {}), _title(pursuit, notice, lot or {}), _value(pursuit, notice, lot or {}))
    return [sentence for sentence in (*told, _awarded(notice)) if sentence]


def _deadline(pursuit: Pursuit, lot: dict[str, Any]) -> str:
    now = lot.get("deadline") or ""
    if now == pursuit.deadline:
        return ""
    if not now:
        return _("There is no deadline any more.")
    before = texts.day(day_of(Moment(pursuit.deadline))) if pursuit.deadline else _("none")
    return _("The deadline moved: %(before)s → %(after)s.") % {
        "before": before,
        "after": texts.day(day_of(Moment(now))),
    }


def _title(pursuit: Pursuit, notice: dict[str, Any], lot: dict[str, Any]) -> str:
    now = str(lot.get("title") or notice["title"])
    return "" if now[:1000] == pursuit.title else _("Its title is now: %(title)s") % {"title": now}


def _value(pursuit: Pursuit, notice: dict[str, Any], lot: dict[str, Any]) -> str:
    value = lot.get("value") or notice.get("value") or {}
    now = value.get("amount")
    if now is None or pursuit.amount is None or (now, value.get("currency")) == (pursuit.amount, pursuit.currency):
        return ""
    return _("Its value is now %(value)s.") % {"value": texts.money(now, value["currency"])}


def _awarded(notice: dict[str, Any]) -> str:
    return _("It has been awarded.") if notice["kind"] == "award" else ""
