"""A buyer with a committee and calls in every state: what tests of calls stand on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.test import RequestFactory
from django.utils import timezone
from tests.web.world import Party

from karavel.procurement import sealing
from karavel.web import scope
from karavel.web.accounts.acting import ActingFor
from karavel.web.desk.calls import drafting, publishing
from karavel.web.desk.calls.models import Call, Criterion, Requirement, Seat
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.permissions import Role
from karavel.web.requests import Member


def later(**some: int) -> datetime:
    """A moment ahead, to the minute."""
    return (timezone.now() + timedelta(**some)).replace(second=0, microsecond=0)


def buyer(party: Party, **given: Any) -> BuyerProfile:
    """The profile of an organisation that is bound to no platform."""
    facts: dict[str, Any] = {
        "name": "Rəqəmsal Xidmətlər Agentliyi",
        "country": "AZ",
        "level": "central",
        "scheme": "AZ-VOEN",
        "identifier": "1400057421",
        "locality": "Bakı",
        "email": "satinalma@example.az",
        "time_zone": "Asia/Baku",
        "languages": ["en", "az"],
        "unbound_reason": "donor",
    }
    with scope.within(party.organisation):
        found = BuyerProfile.objects.first() or BuyerProfile()
        for name, value in (facts | given).items():
            setattr(found, name, value)
        found.save()
        return found


def draft(party: Party, **given: Any) -> Call:
    """A draft that lacks nothing: one lot, two criteria, two members with keys and declarations."""
    if not BuyerProfile.everywhere.filter(organisation=party.organisation).exists():
        buyer(party)
    with scope.within(party.organisation):
        call = drafting.blank({"en": "Portal for permits", "pt": "Portal de licenças"}, "en", _officer(party))
        facts: dict[str, Any] = {
            "description": {"en": "A portal where citizens ask for permits."},
            "cpv": ["72212000"],
            "value": 240_000,
            "value_currency": "EUR",
            "eligibility": {"en": "Firms of every country may bid."},
            "bid_languages": ["en"],
            "seals": True,
            "unbound_reason": "donor",
            "enquiries_until": later(days=20),
            "deadline": later(days=40),
        }
        for name, value in (facts | given).items():
            setattr(call, name, value)
        call.save()
        _rows(call)
        _committee(party, call)
        return call


def _officer(party: Party) -> Any:
    return party.members[Role.PROCUREMENT]


def _rows(call: Call) -> None:
    call.lots.update(cpv=call.cpv, value=call.value, value_currency=call.value_currency)
    call.criteria.update(weight=40)
    Criterion(call=call, kind="quality", name={"en": "Quality"}, weight=60, place=1).save()
    Requirement(call=call, kind="technical", text={"en": "Two like portals in five years."}).save()


def _committee(party: Party, call: Call) -> None:
    for role, part in ((Role.PROCUREMENT, "chair"), (Role.VIEWER, "member")):
        user = party.members[role]
        recipient = sealing.Identity.new().recipient
        Seat(call=call, user=user, name=str(user), part=part, recipient=recipient, conflict_free=timezone.now()).save()


def request_of(party: Party, role: Role = Role.PROCUREMENT) -> Member:
    """A request of a member, for what is called without a page."""
    request: Any = RequestFactory().post("/")
    request.user = party.members[role]
    request.acting = ActingFor(party.organisation, role)
    return request  # type: ignore[no-any-return]


def published(party: Party, **given: Any) -> Call:
    """A call that is open for bids."""
    call = draft(party, **given)
    with scope.within(party.organisation):
        publishing.publish(request_of(party), call)
        call.refresh_from_db()
    return call
