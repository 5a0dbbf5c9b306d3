"""What has changed in the notices that a user follows since they were last told."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from karavel.errors import NotFound
from karavel.notices import day_of
from karavel.texts import day
from karavel.web.board import board
from karavel.web.opportunities.addresses import of_notice
from karavel.web.opportunities.following import said
from karavel.web.requests import Member
from karavel.web.workspace.models import Follow


class Change(NamedTuple):
    """A followed lot, and what is different, each a sentence."""

    follow: Follow
    title: str
    told: list[str]

    @property
    def address(self) -> str:
        """Where the notice is read."""
        return of_notice(self.follow.notice_id)


def changes(request: Member) -> list[Change]:
    """The followed lots that say something else than when the user was last told."""
    follows = Follow.objects.filter(user=request.user).order_by("pk")
    found = ((follow, _now(follow)) for follow in follows)
    told = (Change(follow, _title(follow, now), _told(follow.seen, now)) for follow, now in found)
    return [change for change in told if change.told]


def see(request: Member) -> None:
    """The user has been told of all changes up to now."""
    for follow in Follow.objects.filter(user=request.user):
        now = _now(follow)
        if now is not None:
            follow.seen = now
            follow.save(update_fields=["seen"])


def _now(follow: Follow) -> dict[str, Any] | None:
    try:
        return said(board().notice(follow.notice_id), follow.lot_id)
    except NotFound:
        return None


def _title(follow: Follow, now: dict[str, Any] | None) -> str:
    return str((now or {}).get("title") or follow.seen.get("title") or follow.notice_id)


def _told(before: dict[str, Any], now: dict[str, Any] | None) -> list[str]:
    if now is None:
        return [_("The notice is no longer in the lake.")]
    return [sentence for sentence in (_moved(before, now), _newer(before, now), _gone(before, now)) if sentence]


def _moved(before: dict[str, Any], now: dict[str, Any]) -> str:
    old, new = before.get("deadline"), now["deadline"]
    if old == new or not before or not now["lot"]:
        return ""
    if not new:
        return _("There is no deadline any more.")
    said_before = day(day_of(old)) if old else _("none")
    return _("The deadline moved: %(before)s → %(after)s.") % {"before": said_before, "after": day(day_of(new))}


def _newer(before: dict[str, Any], now: dict[str, Any]) -> str:
    if before.get("kind") != now["kind"] and now["kind"] == "award":
        return _("It has been awarded.")
    return _("There is a new version of the notice.") if before.get("version") != now["version"] else ""


def _gone(before: dict[str, Any], now: dict[str, Any]) -> str:
    return _("The notice has no such lot any more.") if before.get("lot") and not now["lot"] else ""
