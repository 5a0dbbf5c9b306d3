"""What a row's buttons do: judge, follow, take up. Each is safe to repeat; htmx gets the row's buttons back."""

from __future__ import annotations

import json
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from karavel.answers.match import MatchedLot
from karavel.errors import LakeMissing
from karavel.web.fences import requires
from karavel.web.opportunities import following, judging
from karavel.web.opportunities.marks import Marks, may
from karavel.web.opportunities.mine import mine
from karavel.web.opportunities.pursuing import take_up
from karavel.web.opportunities.rows import place
from karavel.web.redirects import following as next_page
from karavel.web.requests import Member
from karavel.web.workspace import profiles
from karavel.web.workspace.models import CompanyProfile

#: What htmx is told when the list has another order now.
_RANKED = "karavel-ranked"


class _Meant(NamedTuple):
    """The lot that a form is about, and for which company."""

    profile: CompanyProfile
    lot: MatchedLot


def _meant(request: Member) -> _Meant:
    """What a form names.

    Raises:
        Http404: there is no such open lot, no lake or no company.
    """
    profile = profiles.current(request)
    if profile is None:
        raise Http404
    lot = _open_lot(profile, request.POST.get("notice_id", ""), request.POST.get("lot_id", ""))
    if lot is None:
        raise Http404
    return _Meant(profile, lot)


def _open_lot(profile: CompanyProfile, notice_id: str, lot_id: str) -> MatchedLot | None:
    try:
        return mine(profile, timezone.localdate()).lot(notice_id, lot_id)
    except LakeMissing:
        return None


@requires("feedback.give")
@require_POST
def opinion(request: Member) -> HttpResponse:
    """More like this, less like this, or hidden; the same once more takes it back. The list follows at once."""
    profile, lot = _meant(request)
    said = request.POST.get("opinion", "")
    if said not in {"", *judging.OPINIONS}:
        raise Http404
    judging.judge(request, profile, lot, said)
    now = mine(profile, timezone.localdate()).lot(lot.notice_id, lot.lot_id)
    return _answer(request, profile, lot, judging.effect(said, lot, now or lot), ranked=True, undo=bool(said))


@requires("follow.edit")
@require_POST
def follow(request: Member) -> HttpResponse:
    """Follows a lot, or no longer. A lot that is closed by now can still be let go."""
    notice_id, lot_id = request.POST.get("notice_id", ""), request.POST.get("lot_id", "")
    if request.POST.get("follow") != "1":
        following.unfollow(request, notice_id, lot_id)
        return _let_go(request, notice_id, lot_id)
    profile, lot = _meant(request)
    following.follow(request, lot.notice_id, lot)
    return _answer(request, profile, lot, _("You will hear of changes to this lot."))


def _let_go(request: Member, notice_id: str, lot_id: str) -> HttpResponse:
    told = _("You will not hear of this lot any more.")
    profile = profiles.current(request)
    if "HX-Request" not in request.headers or profile is None:
        messages.success(request, told)
        return next_page(request, reverse("opportunities"))
    lot = _open_lot(profile, notice_id, lot_id)
    return _answer(request, profile, lot, told) if lot else HttpResponse()


@requires("pursuit.edit")
@require_POST
def pursue(request: Member) -> HttpResponse:
    """Takes a lot up as a pursuit."""
    profile, lot = _meant(request)
    take_up(request, profile, lot)
    return _answer(request, profile, lot, _("The lot is among the pursuits now."))


def _answer(
    request: Member, profile: CompanyProfile, lot: MatchedLot, told: str, *, ranked: bool = False, undo: bool = False
) -> HttpResponse:
    """The row's buttons as they are now for htmx, else back to where the form was."""
    if "HX-Request" not in request.headers:
        messages.success(request, told)
        return next_page(request, reverse("opportunities"))
    mark = Marks.of(request, profile, [lot]).on(lot.notice_id, lot.lot_id)
    response = render(
        request,
        "opportunities/_acts.html",
        {"lot": lot, "place": place(lot), "mark": mark, "may": may(request), "toast": told, "undo": undo},
    )
    if ranked:
        response["HX-Trigger-After-Settle"] = json.dumps({_RANKED: {}})
    return response
