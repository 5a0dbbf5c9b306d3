"""A user follows a lot: what its notice said when they were last told, and what it says now."""

from __future__ import annotations

from typing import Any

from karavel.answers.match import MatchedLot
from karavel.notices import Notice
from karavel.web.board import board
from karavel.web.requests import Member
from karavel.web.workspace.models import Follow


def follow(request: Member, notice_id: str, lot: MatchedLot) -> None:
    """Follows an open lot of a notice, from what it says now on; once only."""
    lot_id = lot.lot_id
    now = said(board().latest({notice_id}).get(notice_id), lot_id, lot)
    Follow.objects.get_or_create(
        organisation=request.acting.organisation,
        user=request.user,
        notice_id=notice_id,
        lot_id=lot_id,
        defaults={"seen": now},
    )


def unfollow(request: Member, notice_id: str, lot_id: str) -> None:
    """Follows a lot no longer."""
    Follow.objects.filter(user=request.user, notice_id=notice_id, lot_id=lot_id).delete()


def said(notice: Notice | None, lot_id: str, lot: MatchedLot | None) -> dict[str, Any]:
    """What a notice says of a lot, as :attr:`Follow.seen` keeps it.

    Args:
        notice: its newest version; None where the lake has none.
        lot_id: which lot; empty for the whole notice.
        lot: the lot as it is open, with the deadline that holds; None where it is not open.

    Returns:
        ``version`` and ``kind`` of the notice, ``title``, ``deadline`` (as it holds; None where the lot is not open),
        and ``lot``: whether the notice has it. Empty for no notice.
    """
    if notice is None:
        return {}
    own = next((one for one in notice.lots if one.id == lot_id), None)
    return {
        "version": notice.version,
        "kind": notice.kind,
        "title": (own.title if own else "") or notice.title,
        "deadline": lot.deadline if lot else None,
        "lot": own is not None or lot is not None or not lot_id,
    }
