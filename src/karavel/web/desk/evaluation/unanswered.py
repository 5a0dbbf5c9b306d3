"""What committees ask the bids of who asks, and that may still be answered."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.web.desk.bids.models import Submission
from karavel.web.desk.bids.times import exactly
from karavel.web.desk.due import Waiting
from karavel.web.desk.evaluation.models import Clarification
from karavel.web.requests import Member


def unanswered(request: Member) -> list[Waiting]:
    """Questions on bids of the company, the one whose time ends first at the top; none to who may not answer."""
    if not request.acting.may("bid.submit"):
        return []
    own = Submission.objects.values("pk")
    rows = Clarification.everywhere.filter(offer__submission__in=own, answered=None, until__gt=timezone.now())
    return [_waiting(row) for row in rows.select_related("offer__call", "offer__submission").order_by("until")]


def _waiting(row: Clarification) -> Waiting:
    call, page = row.offer.call, reverse("evaluation-outcome", args=[row.offer.submission.bid_id])
    told = _("The committee asks about your bid: answer before %(moment)s.") % {"moment": exactly(call, row.until)}
    return Waiting(told, str(call), page)
