"""When each user was here last."""

from __future__ import annotations

from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from karavel.web.scope import Owned

_USER: Final = settings.AUTH_USER_MODEL


class Visit(Owned):
    """Up to when a user has seen what is new, in one organisation; moved by a login and by saying so."""

    user = models.ForeignKey(_USER, models.CASCADE, related_name="+")
    seen_until = models.DateTimeField()
    began = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "user"], name="one_visit_a_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.seen_until:%Y-%m-%d}"
