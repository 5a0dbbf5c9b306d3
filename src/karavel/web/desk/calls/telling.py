"""Mails to followers of calls: each piece of news goes once, however often and from wherever this runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from karavel.web import scope
from karavel.web.alerts import mails
from karavel.web.alerts.speaking import address, speaking
from karavel.web.desk import mailing
from karavel.web.desk.calls import changes, following, moments
from karavel.web.desk.calls.models import Call, CallFollower, CallQuestion, CallVersion
from karavel.web.desk.calls.process import original
from karavel.web.desk.fields import said
from karavel.web.secret_links import still_member


class News(NamedTuple):
    """What happened to a call since a follower was told.

    Attributes:
        versions: with their changes in words.
        until: the moment of the last of it; what comes later is told later.
    """

    versions: list[tuple[CallVersion, list[changes.Told]]]
    answers: list[CallQuestion]
    until: datetime


def news(follower: CallFollower) -> News | None:
    """What a follower has not been told by mail; None where nothing happened. Call it in the reader's language."""
    call, since = follower.call, follower.heard or follower.created
    with scope.within(call.organisation_id):
        versions = list(call.versions.filter(created__gt=since).exclude(number__lte=1))
    answers = list(CallQuestion.asked.of(call).filter(answered__gt=since))
    moments = [one.created for one in versions] + [one.answered for one in answers if one.answered]
    if not moments:
        return None
    zone = ZoneInfo(call.time_zone)
    told = [(one, [changes.told(change, zone) for change in one.changes]) for one in versions]
    return News(told, answers, max(moments))


def send_due() -> tuple[int, list[str]]:
    """Sends what is due, to followers of every organisation; how many, and what failed."""
    outcomes = list(_all())
    return sum(not why for why in outcomes), [why for why in outcomes if why]


def invite_due() -> tuple[int, list[str]]:
    """Sends invitations to bid, each address once; how many, and what failed."""
    calls = Call.everywhere.filter(state="active", seals=True, method__in=(Call.Method.LIMITED, Call.Method.DIRECT))
    outcomes = [why for call in calls for to in call.invited for why in _invite(call, to)]
    return sum(not why for why in outcomes), [why for why in outcomes if why]


def _invite(call: Call, to: str) -> Iterator[str]:
    with scope.within(call.organisation_id), original(call):
        yield from mailing.once(f"call-invited:{call.pk}:{to}", "call", partial(_invitation, call, to), lambda: None)


def _invitation(call: Call, to: str) -> None:
    zone, title = ZoneInfo(call.time_zone), said(call.title, call.language, call.language)
    text = _("%(buyer)s invites you to bid: %(title)s. Bids until %(moment)s. All of it stands at %(url)s") % {
        "buyer": call.buyer,
        "title": title,
        "moment": f"{moments.told(call.deadline.astimezone(zone))} ({zone.key})" if call.deadline else "–",
        "url": address(reverse("calls-page", args=[call.slug])),
    }
    mailing.plain(_("Invitation to bid: %(title)s") % {"title": title}, f"{text}\n", to)


def _all() -> Iterator[str]:
    for follower in CallFollower.everywhere.filter(mail=True).select_related("call", "user", "organisation"):
        if still_member(follower.user, follower.organisation):
            with scope.within(follower.organisation), speaking(follower.user):
                yield from _tell(follower)


def _tell(follower: CallFollower) -> Iterator[str]:
    """Sends a follower's news where there is some and nobody else is at it; gives why not, empty for success."""
    found = news(follower)
    if found:
        rows = CallFollower.objects.filter(pk=follower.pk)
        kept = partial(rows.update, heard=found.until, told=follower.call.version)
        yield from mailing.once(_key(follower, found), "call", partial(_mail, follower, found), kept)


def _key(follower: CallFollower, found: News) -> str:
    return f"call:{follower.pk}:{found.until.isoformat()}"


def _mail(follower: CallFollower, found: News) -> None:
    call = follower.call
    title = said(call.title, original=call.language)
    shown: dict[str, Any] = {"call": call, "title": title, "news": found}
    shown["page"] = address(reverse("calls-page", args=[call.slug]))
    subject = _("News of the call “%(title)s”") % {"title": title}
    mails.send_out(follower.user, subject, "calls/news", following.way_out(follower), **shown)
