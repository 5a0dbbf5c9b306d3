"""Sends what is due. Safe to run as often as one likes, and from several places at once: each message goes once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

import httpx
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from karavel.answers.match import MatchedLot
from karavel.web import scope
from karavel.web.accounts.models import User
from karavel.web.alerts import claims, finding, followed, keys, mails, outward, unsubscribing, webhooks
from karavel.web.alerts.lots_told import told
from karavel.web.alerts.speaking import address, speaking
from karavel.web.opportunities.asked import Asked
from karavel.web.secret_links import still_member
from karavel.web.workspace.models import Delivery, Follow, SavedSearch

_log: Final = logging.getLogger("karavel.web.alerts")


class Outcome(Struct, frozen=True):
    """What became of one message: ``sent``, ``failed`` (tried again later) or ``given-up``."""

    key: str
    channel: str
    outcome: str
    error: str = ""


class Report(Struct, frozen=True):
    """A run: how many were sent, failed or given up, and each of them."""

    sent: int
    failed: int
    given_up: int
    messages: tuple[Outcome, ...]


def send_due() -> Report:
    """Sends all that is due, of every organisation.

    Raises:
        LakeMissing: there is no lake.
    """
    found = tuple(_all())
    count = [one.outcome for one in found].count
    return Report(count("sent"), count("failed"), count("given-up"), found)


def _all() -> Iterator[Outcome]:
    wanted = ~Q(frequency=SavedSearch.Frequency.NEVER) | Q(last_chance=True) | ~Q(webhook="")
    for search in (
        SavedSearch.everywhere.filter(wanted).select_related("user", "profile", "organisation").order_by("pk")
    ):
        if still_member(search.user, search.organisation):
            with scope.within(search.organisation), speaking(search.user):
                yield from _of(search)
    for user, organisation in _followers():
        with scope.within(organisation), speaking(user):
            yield from _followed(user, organisation)


def _of(search: SavedSearch) -> Iterator[Outcome]:
    today = timezone.localdate()
    if search.frequency != SavedSearch.Frequency.NEVER:
        yield from _tell(search, "mail", keys.digest_key(search, today), _mail_news)
    if search.last_chance:
        yield from _tell(search, finding.LAST_CHANCE, keys.last_key(search, today), _mail_last)
    if search.webhook:
        yield from _tell(search, "webhook", keys.webhook_key(search), webhooks.post)


_Send = Callable[[SavedSearch, str, list[MatchedLot], datetime], None]


def _tell(search: SavedSearch, channel: str, key: str, send: _Send) -> Iterator[Outcome]:
    """Sends a message of a search, where there is something to tell and nobody else is at it."""
    lots = finding.lots(search, channel, timezone.localdate())
    delivery = claims.take(key, channel, search) if lots else None
    if delivery is None:
        return
    # Another run may have told of them between our look and our hold.
    lots = finding.lots(search, channel, timezone.localdate())
    if not lots:
        claims.forget(delivery)
        return
    yield _try(delivery, channel, lambda: send(search, key, lots, timezone.now()), lambda: _keep(search, channel, lots))


def _keep(search: SavedSearch, channel: str, lots: list[MatchedLot]) -> None:
    finding.remember(search, channel, lots)
    if channel == "mail":
        SavedSearch.objects.filter(pk=search.pk).update(told_until=timezone.now())


def _try(delivery: Delivery, channel: str, send: Callable[[], None], keep: Callable[[], None]) -> Outcome:
    try:
        send()
    except (OSError, httpx.HTTPError, outward.Refused) as error:
        why = str(error) or type(error).__name__
        claims.failed(delivery, why, timezone.now())
        _log.warning("alert not sent", extra={"key": delivery.key, "error": why})
        outcome = "given-up" if claims.given_up(delivery) else "failed"
        return Outcome(delivery.key, channel, outcome, why)
    with transaction.atomic():
        keep()
        claims.done(delivery, timezone.now())
    return Outcome(delivery.key, channel, "sent")


def _mail_news(search: SavedSearch, _key: str, lots: list[MatchedLot], _now: datetime) -> None:
    count = len(lots)
    subject = ngettext("%(count)s new lot: %(name)s", "%(count)s new lots: %(name)s", count)
    _mail(search, subject % {"count": count, "name": search.name}, unsubscribing.SEARCH, lots)


def _mail_last(search: SavedSearch, _key: str, lots: list[MatchedLot], _now: datetime) -> None:
    subject = _("Last chance this week: %(name)s") % {"name": search.name}
    _mail(search, subject, unsubscribing.LAST, lots)


def _mail(search: SavedSearch, subject: str, what: str, lots: list[MatchedLot]) -> None:
    mails.send(
        search.user,
        subject,
        "alerts/digest",
        (what, search.organisation_id, search.pk),
        search=search,
        lots=told(lots),
        last=what == unsubscribing.LAST,
        page=address(f"/opportunities/?{Asked(search.query).address}"),
    )


def _followers() -> list[tuple[User, int]]:
    rows = Follow.everywhere.select_related("user", "organisation").order_by("organisation_id", "user_id")
    pairs = {(row.organisation_id, row.user_id): row for row in rows}
    return [(row.user, row.organisation_id) for row in pairs.values() if still_member(row.user, row.organisation)]


def _followed(user: User, organisation: int) -> Iterator[Outcome]:
    changes = followed.to_tell(user)
    delivery = claims.take(followed.key(user, changes), "followed", None) if changes else None
    if delivery is None:
        return
    count = len(changes)
    subject = ngettext("%(count)s change in what you follow", "%(count)s changes in what you follow", count)
    about = (unsubscribing.FOLLOWED, organisation, user.pk)

    def send() -> None:
        mails.send(user, subject % {"count": count}, "alerts/followed", about, changes=changes, page=address("/today/"))

    yield _try(delivery, "followed", send, lambda: followed.remember(user, changes))
