"""What a company's opinion remembers of its lot."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from karavel.web.workspace.models import CompanyProfile, LotRow


class Remembered(LotRow):
    """What a lot was about when a company judged it or took it up, so that this counts when the lot is long closed.

    Attributes:
        about: a :class:`karavel.companies.opinions.Sketch`.
    """

    profile = models.ForeignKey(CompanyProfile, models.CASCADE, related_name="+")
    about = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["profile", "notice_id", "lot_id"], name="one_memory_a_lot")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.lot_id}"
