"""The lots that the user follows: read, followed, let go."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from karavel.web.api.context import Company, profile_of
from karavel.web.api.offered import answered, member, offer
from karavel.web.api.pursuits import Id, Lot
from karavel.web.api.shapes import FollowRow
from karavel.web.opportunities import following
from karavel.web.workspace.models import Follow

router = Router(tags=["follows"])


@offer(router, "GET", "/follows", "follow.edit", list[FollowRow])
def follows(request: HttpRequest) -> list[FollowRow]:
    """The lots that the user follows, those last followed first."""
    return list(map(_row, Follow.objects.filter(user=member(request).user).order_by("-created", "-pk")))


@offer(router, "PUT", "/follows", "follow.edit", FollowRow, status=(200, 201))
def follow(request: HttpRequest, sent: Lot, company: Company = None) -> HttpResponse:
    """Follows an open lot (201), or goes on following it (200)."""
    asker, named = member(request), {"notice_id": sent.notice_id, "lot_id": sent.lot_id}
    lot = sent.found(profile_of(company))
    own = Follow.objects.filter(user=asker.user, **named)
    new = not own.exists()
    following.follow(asker, lot.notice_id, lot)
    return answered(_row(own.get()), 201 if new else 200)


@offer(router, "DELETE", "/follows", "follow.edit", None, status=(204,))
def unfollow(request: HttpRequest, notice_id: Query[Id], lot_id: Query[Id]) -> HttpResponse:
    """Follows a lot no longer; also one that is closed by now, or was never followed."""
    following.unfollow(member(request), notice_id, lot_id)
    return HttpResponse(status=204)


def _row(one: Follow) -> FollowRow:
    seen = one.seen
    return FollowRow(
        notice_id=one.notice_id,
        lot_id=one.lot_id,
        title=seen.get("title") or "",
        deadline=seen.get("deadline"),
        since=one.created,
    )
