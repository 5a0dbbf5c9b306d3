"""Since when things are new to a user: since the visit before this one, or since they said that they have seen them.

A visit begins with a login. Looking at a page changes nothing, so a session that lasts for days keeps what is new until
the user says that it is seen.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from karavel.web import scope
from karavel.web.accounts.acting import choices
from karavel.web.accounts.models import User
from karavel.web.requests import Member
from karavel.web.today.models import Visit

#: Who has never been here before has seen what is older than this.
_FIRST: Final = timedelta(days=7)


def seen_until(request: Member) -> date:
    """The last day whose tenders the user has seen."""
    return timezone.localtime(seen_moment(request)).date()


def seen_moment(request: Member) -> datetime:
    """The moment up to which the user has seen what is new."""
    visit = Visit.objects.filter(user=request.user).first()
    return visit.seen_until if visit else timezone.now() - _FIRST


def see(user: User, now: datetime) -> None:
    """The user has seen all there is, in the organisation in force."""
    Visit.objects.update_or_create(
        organisation_id=scope.current(), user=user, defaults={"seen_until": now, "began": now}
    )


@receiver(user_logged_in, dispatch_uid="karavel.today.visit")
def begin(sender: object, user: User, request: HttpRequest, **_more: object) -> None:  # noqa: ARG001 - the signal's
    """What stood there when the visit before this one began is seen now; in every organisation of the user."""
    now = timezone.now()
    for acting in choices(user):
        with scope.within(acting.organisation):
            visit, made = Visit.objects.get_or_create(user=user, defaults={"seen_until": now - _FIRST, "began": now})
            if not made:
                visit.seen_until, visit.began = visit.began, now
                visit.save(update_fields=["seen_until", "began"])
