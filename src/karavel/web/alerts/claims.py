"""One message, one delivery: runs at the same time, on one machine or several, send it once.

A run takes a delivery by one conditional UPDATE, which one of them wins on SQLite and on PostgreSQL alike. A run
that dies in the middle lets go of it after :data:`_HOLD`; only then, between the server's yes and ours, can a message
go twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from karavel.web import scope
from karavel.web.alerts.models import Attempt
from karavel.web.workspace.models import Delivery, SavedSearch

_HOLD: Final = timedelta(minutes=15)
#: Waits between tries grow: 5 min, 20 min, 80 min, 5 h, 21 h.
_FIRST_WAIT: Final = timedelta(minutes=5)
_GROWTH: Final = 4
TRIES: Final = 6
_LONGEST: Final = 500  # letters of an error


def take(key: str, channel: str, search: SavedSearch | None) -> Delivery | None:
    """The delivery of a key, for this run to send; None where it is sent, waits, was given up, or is in other hands."""
    with transaction.atomic():
        delivery, _made = Delivery.objects.get_or_create(organisation_id=scope.current(), key=key)
        Attempt.objects.get_or_create(
            organisation_id=scope.current(), delivery=delivery, defaults={"channel": channel, "search": search}
        )
    now = timezone.now()
    free = Q(held_until=None) | Q(held_until__lt=now)
    ready = Q(next_try=None) | Q(next_try__lte=now)
    mine = Attempt.objects.filter(free, ready, delivery=delivery, delivery__sent=None, delivery__failures__lt=TRIES)
    return delivery if mine.update(held_until=now + _HOLD) else None


def done(delivery: Delivery, now: datetime) -> None:
    """It was sent."""
    delivery.sent, delivery.error = now, ""
    delivery.save(update_fields=["sent", "error"])
    Attempt.objects.filter(delivery=delivery).update(held_until=None, next_try=None)


def failed(delivery: Delivery, why: str, now: datetime) -> None:
    """It could not be sent; the next try waits longer each time."""
    delivery.failures += 1
    delivery.error = why[:_LONGEST]
    delivery.save(update_fields=["failures", "error"])
    wait = _FIRST_WAIT * _GROWTH ** (delivery.failures - 1)
    Attempt.objects.filter(delivery=delivery).update(held_until=None, next_try=now + wait)


def forget(delivery: Delivery) -> None:
    """There was nothing to send after all; its key is free again."""
    delivery.delete()


def rested(delivery: Delivery) -> bool:
    """Whether a message that was given up has had its last, longest wait: what it told may go in another one."""
    waits = Attempt.objects.filter(delivery=delivery, next_try__gt=timezone.now())
    return given_up(delivery) and not waits.exists()


def given_up(delivery: Delivery) -> bool:
    """Whether it is not tried any more."""
    return delivery.sent is None and delivery.failures >= TRIES
