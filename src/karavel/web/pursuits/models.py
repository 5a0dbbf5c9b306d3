"""Addresses that need no login."""

from __future__ import annotations

from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from karavel.web.scope import Owned

_USER: Final = settings.AUTH_USER_MODEL


class CalendarAddress(Owned):
    """A user's address of the organisation's calendar, for programs that cannot log in; only its digest is kept."""

    user = models.ForeignKey(_USER, models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "user"], name="one_calendar_address_a_user")
        ]

    def __str__(self) -> str:
        return f"{self.user}"
