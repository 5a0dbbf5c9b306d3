"""A user follows a lot: what its notice said when they were last told, and what it says now."""

from __future__ import annotations

from typing import Any, Final

from karavel.web.board import board
from karavel.web.requests import Member
from karavel.web.workspace.models import Follow

#: What of a notice and its lot a follower is told when it changes.
_WATCHED: Final = ("version", "kind")


def follow(request: Member, notice_id: str, lot_id: str) -> None:
    """Follows a lot, from what it says now on; once only.

    Raises:
        NotFound: the lake has no such notice.
    """
    now = said(board().notice(notice_id), lot_id)
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


def said(notice: dict[str, Any], lot_id: str) -> dict[str, Any]:
    """What a notice says of a lot, as :attr:`Follow.seen` keeps it.

    Returns:
        ``version`` and ``kind`` of the notice, ``title`` and ``deadline`` (as published) of the lot, of the whole
        notice where it has no such lot any more; ``lot`` whether it has.
    """
    lot = next((one for one in notice["lots"] if one["id"] == lot_id), None)
    named = lot or (notice["lots"][0] if not lot_id else {})
    title = named.get("title") or notice["title"]
    watched = {name: notice.get(name) for name in _WATCHED}
    return watched | {"title": title, "deadline": named.get("deadline"), "lot": bool(named)}
