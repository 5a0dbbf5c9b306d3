"""Conflicts of interest once bidders have names: who has one neither reads nor judges nor decides.

Directive 2014/24/EU, Article 24. Members declare themselves twice: for their seat, before anybody has bid, and for the
bidders, before they judge. Whoever works for a bidder is out whatever they declare.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.web.accounts import audit
from karavel.web.accounts.models import Membership
from karavel.web.desk.calls.models import Call, Seat
from karavel.web.requests import Member


def _employed(call: Call) -> QuerySet[Membership]:
    """Memberships in organisations whose bids were opened; the buyer's own is none of them, as it cannot bid."""
    bidders = call.offers.exclude(submission__organisation=call.organisation_id).values("submission__organisation")
    return Membership.objects.filter(organisation__in=bidders)


def bars(call: Call, user: int) -> str:
    """Why somebody has no part in judging a call and deciding on it; empty where nothing bars them."""
    if Seat.objects.filter(call=call, user=user).exclude(recused=None).exists():
        return _("You have declared a conflict of interest: you take no part in this evaluation.")
    if _employed(call).filter(user=user).exists():
        return _("You work for a bidder of this call: you take no part in this evaluation.")
    return ""


def judges(call: Call) -> QuerySet[Seat]:
    """The members of the committee who judge: those whom no conflict bars."""
    employed = _employed(call).values("user")
    return call.seats.filter(recused=None).exclude(Q(user__in=employed) & Q(user__isnull=False)).order_by("pk")


def clear(request: Member, seat: Seat) -> None:
    """The member declares to have no interest in any of the bidders; call it under the call's lock."""
    Seat.objects.filter(pk=seat.pk).update(cleared=timezone.now())
    audit.note(request, "seat.cleared", seat.call.ocid, seat=seat.pk)


def recuse(request: Member, seat: Seat, reason: str) -> None:
    """The member steps back for good; the points that they gave count no more. Call it under the call's lock."""
    Seat.objects.filter(pk=seat.pk).update(recused=timezone.now(), recusal=reason, cleared=None)
    audit.note(request, "seat.recused", seat.call.ocid, seat=seat.pk, reason=reason)
