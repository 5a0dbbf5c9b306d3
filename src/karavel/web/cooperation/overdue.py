"""The commitments that are late, for the page of the morning."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from karavel.web.cooperation import states
from karavel.web.cooperation.models import Commitment
from karavel.web.requests import Member

_MOST = 8


def late(request: Member, today: date) -> QuerySet[Commitment]:
    """The first to be late of those that whoever keeps the record sees to, or anybody else; for others none."""
    if not request.acting.may("cooperation.edit"):
        return Commitment.objects.none()
    passed = Q(state=states.LATE) | Q(state=states.OPEN, due__lt=today)
    return Commitment.objects.filter(passed).select_related("programme", "user").order_by("due", "pk")[:_MOST]
