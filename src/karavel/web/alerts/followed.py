"""Changes in followed lots that were not mailed yet."""

from __future__ import annotations

import json
from hashlib import sha256

from django.utils import timezone

from karavel.web import scope
from karavel.web.accounts.models import User
from karavel.web.alerts.models import NoMail
from karavel.web.opportunities.mine import mine
from karavel.web.today.changes import Change, changes_of
from karavel.web.workspace.models import CompanyProfile, Delivery, Follow


def to_tell(user: User) -> list[Change]:
    """What has changed in the lots that a user follows since they were last told, by mail or on a page.

    Raises:
        LakeMissing: there is no lake.
    """
    if NoMail.objects.filter(user=user).exists():
        return []
    profile = CompanyProfile.objects.first()
    if profile is None or not Follow.objects.filter(user=user).exists():
        return []
    return [one for one in changes_of(user, mine(profile, timezone.localdate())) if not _mailed(user, one)]


def key(user: User, changes: list[Change]) -> str:
    """The key of a mail about these changes."""
    return f"followed:{user.pk}:{_digest([_state(change) for change in changes])}"


def remember(user: User, changes: list[Change]) -> None:
    """These changes have been mailed."""
    for change in changes:
        defaults = {"sent": timezone.now()}
        Delivery.objects.get_or_create(organisation_id=scope.current(), key=_row_key(user, change), defaults=defaults)


def _mailed(user: User, change: Change) -> bool:
    return Delivery.objects.filter(key=_row_key(user, change)).exists()


def _row_key(user: User, change: Change) -> str:
    return f"change:{user.pk}:{_digest([_state(change)])}"


def _state(change: Change) -> list[object]:
    """What a followed lot says now."""
    return [change.follow.pk, change.now]


def _digest(said_now: object) -> str:
    return sha256(json.dumps(said_now, sort_keys=True, default=str).encode()).hexdigest()[:32]
