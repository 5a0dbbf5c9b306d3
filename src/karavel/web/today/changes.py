"""What has changed in the notices that a user follows since they were last told."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from karavel.notices import day_of
from karavel.texts import day
from karavel.verbs.board import Opportunities
from karavel.web.accounts.models import User
from karavel.web.board import board
from karavel.web.opportunities.addresses import of_notice
from karavel.web.opportunities.following import said
from karavel.web.requests import Member
from karavel.web.workspace.models import Follow


class Change(NamedTuple):
    """A followed lot, what is different, each a sentence, and what is said of it ``now``."""

    follow: Follow
    title: str
    told: list[str]
    now: dict[str, Any]

    @property
    def address(self) -> str:
        """Where the notice is read."""
        return of_notice(self.follow.notice_id)


def changes(request: Member, lots: Opportunities) -> list[Change]:
    """The followed lots that say something else than when the user was last told."""
    return changes_of(request.user, lots)


def changes_of(user: User, lots: Opportunities) -> list[Change]:
    """The lots that a user follows in the organisation in force and that say something else than they were told."""
    told = (Change(one, _title(one, now), _told(one.seen, now), now) for one, now in _followed(user, lots))
    return [change for change in told if change.told]


def see(request: Member, lots: Opportunities) -> None:
    """The user has been told of all changes up to now."""
    for follow, now in _followed(request.user, lots):
        if now:
            follow.seen = now | {"deadline": now["deadline"] or follow.seen.get("deadline")}
            follow.save(update_fields=["seen"])


def _followed(user: User, lots: Opportunities) -> list[tuple[Follow, dict[str, Any]]]:
    """What the user follows, each with what is said of it now."""
    follows = list(Follow.objects.filter(user=user).order_by("pk"))
    notices = board().latest({follow.notice_id for follow in follows})
    return [(one, said(notices.get(one.notice_id), one.lot_id, lots.lot(one.notice_id, one.lot_id))) for one in follows]


def _title(follow: Follow, now: dict[str, Any]) -> str:
    return str(now.get("title") or follow.seen.get("title") or follow.notice_id)


def _told(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    if not now:
        return [_("The notice is no longer in the lake.")]
    return [sentence for sentence in (_moved(before, now), _newer(before, now), _gone(before, now)) if sentence]


def _moved(before: dict[str, Any], now: dict[str, Any]) -> str:
    """A lot that is not open any more has not moved its deadline: it has passed."""
    old, new = before.get("deadline"), now["deadline"]
    if old == new or not before or not new:
        return ""
    said_before = day(day_of(old)) if old else _("none")
    return _("The deadline moved: %(before)s → %(after)s.") % {"before": said_before, "after": day(day_of(new))}


def _newer(before: dict[str, Any], now: dict[str, Any]) -> str:
    if before.get("kind") != now["kind"] and now["kind"] == "award":
        return _("It has been awarded.")
    return _("There is a new version of the notice.") if before.get("version") != now["version"] else ""


def _gone(before: dict[str, Any], now: dict[str, Any]) -> str:
    return _("The notice has no such lot any more.") if before.get("lot") and not now["lot"] else ""
