"""What keeps a message from being sent twice, and whom not to write to."""

from __future__ import annotations

from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from karavel.web.scope import Owned
from karavel.web.workspace.models import Delivery, SavedSearch

_USER: Final = settings.AUTH_USER_MODEL


class Attempt(Owned):
    """Who is sending a delivery, and when it is tried next: a run that died lets go of it after a while.

    Attributes:
        held_until: while this lies ahead, another run has it in hand.
        next_try: not before.
        search: whose news it tells; None where it is about followed lots.
    """

    delivery = models.OneToOneField(Delivery, models.CASCADE, related_name="attempt")
    search = models.ForeignKey(SavedSearch, models.CASCADE, null=True, related_name="attempts")
    channel = models.CharField(max_length=10)
    held_until = models.DateTimeField(null=True, blank=True)
    next_try = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.channel} {self.delivery_id}"


class Told(Owned):
    """A lot that a search has told of on a channel: nothing is told twice, whenever a notice reaches the lake."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="told")
    channel = models.CharField(max_length=10)
    notice_id = models.CharField(max_length=200)
    lot_id = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["search", "channel", "notice_id", "lot_id"], name="told_once_a_channel")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.notice_id} {self.lot_id}"


class NoMail(Owned):
    """A user who does not want mail about the lots that they follow."""

    user = models.ForeignKey(_USER, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "user"], name="one_no_a_user")]

    def __str__(self) -> str:
        return f"{self.user}"
