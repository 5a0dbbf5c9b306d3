"""A lot becomes a pursuit: with title, buyer, deadline and value as they are on that day."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from karavel.answers.match import MatchedLot
from karavel.notices import day_of
from karavel.web.accounts import audit
from karavel.web.opportunities.mine import remember
from karavel.web.requests import Member
from karavel.web.workspace.models import CompanyProfile, Pursuit, PursuitMove

_LONGEST_TITLE, _LONGEST_BUYER = 1000, 500  # letters, as the columns have them


@transaction.atomic
def take_up(request: Member, profile: CompanyProfile, lot: MatchedLot) -> Pursuit:
    """The company's pursuit of a lot: the one that is there, else a new one that the user owns."""
    pursuit, made = Pursuit.objects.get_or_create(
        organisation=request.acting.organisation,
        profile=profile,
        notice_id=lot.notice_id,
        lot_id=lot.lot_id,
        defaults={"owner": request.user, **_told(lot)},
    )
    if made:
        remember(profile, lot.notice_id, lot.lot_id, timezone.localdate())
        PursuitMove(pursuit=pursuit, user=request.user, after=pursuit.state).save()
        audit.note(request, "pursuit.made", pursuit, notice_id=lot.notice_id, lot_id=lot.lot_id)
    return pursuit


def _told(lot: MatchedLot) -> dict[str, object]:
    route = lot.best_route
    return {
        "title": lot.title[:_LONGEST_TITLE],
        "buyer": (lot.buyer.name or "")[:_LONGEST_BUYER],
        "buyer_country": lot.buyer.country or "",
        "deadline": lot.deadline or "",
        "deadline_day": day_of(lot.deadline) if lot.deadline else None,
        "amount": lot.value.amount if lot.value else None,
        "currency": (lot.value.currency if lot.value else None) or "",
        "amount_eur": lot.value_eur,
        "route_kind": route.kind if route else "",
        "route_via": (route.via if route else None) or "",
    }
