"""The board: six columns, and what a card says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Count, Q, QuerySet

from karavel.notices import Money
from karavel.web.accounts.models import Membership, User
from karavel.web.pursuits.moves import onward
from karavel.web.requests import Member
from karavel.web.words import collated
from karavel.web.workspace.models import Pursuit

_State = Pursuit.State
#: States in which a deadline still presses.
RUNNING: Final = (_State.WATCHING, _State.QUALIFYING, _State.BIDDING)
_SOON: Final = 7  # days
_NUMBER: Final = re.compile("[0-9]{1,18}")  # as databases keep them


class Onward(NamedTuple):
    """A state that a pursuit may go to; ``ahead`` whether that is towards the result and not back."""

    state: str
    label: str
    ahead: bool


class Card(NamedTuple):
    """A pursuit as a card.

    Attributes:
        days: left until the deadline; None without one, or where it presses no more.
        urgency: ``soon`` for a week or less, ``over`` for a deadline that has passed.
        onward: states that it may go to.
    """

    pursuit: Pursuit
    value: Money | None
    days: int | None
    urgency: str
    onward: list[Onward]


class Column(NamedTuple):
    """A state with its cards."""

    state: str
    label: str
    cards: list[Card]


def days_left(pursuit: Pursuit, today: date) -> int | None:
    """Days until the deadline, as long as it matters."""
    if pursuit.deadline_day is None or pursuit.state not in RUNNING:
        return None
    return (pursuit.deadline_day - today).days


def value_of(pursuit: Pursuit) -> Money | None:
    """The value as it was when the lot was taken up."""
    return Money(pursuit.amount, pursuit.currency) if pursuit.amount is not None and pursuit.currency else None


def card(pursuit: Pursuit, today: date) -> Card:
    """A pursuit as a card on a day."""
    days = days_left(pursuit, today)
    urgency = "" if days is None or days > _SOON else "soon" if days >= 0 else "over"
    return Card(pursuit, value_of(pursuit), days, urgency, [_onward(pursuit, state) for state in onward(pursuit)])


def _onward(pursuit: Pursuit, state: str) -> Onward:
    order = _State.values
    return Onward(state, str(_State(state).label), ahead=order.index(state) > order.index(pursuit.state))


def wanted(request: Member, owner: str) -> QuerySet[Pursuit]:
    """The organisation's pursuits, of one owner where ``owner`` is a user's number, ``mine`` or ``none``."""
    rows = Pursuit.objects.select_related("owner", "profile")
    rows = rows.annotate(open_tasks=Count("tasks", filter=Q(tasks__done=None)))
    if owner == "mine":
        return rows.filter(owner=request.user)
    if owner == "none":
        return rows.filter(owner=None)
    return rows.filter(owner=int(owner)) if _NUMBER.fullmatch(owner) else rows


def columns(pursuits: Iterable[Pursuit], today: date) -> tuple[list[Column], list[Card]]:
    """The columns, each by deadline, and apart from them what the company does not bid for."""
    cards = [card(pursuit, today) for pursuit in pursuits]
    dropped = [one for one in cards if one.pursuit.decision == Pursuit.Decision.NO_GO]
    kept = [one for one in cards if one.pursuit.decision != Pursuit.Decision.NO_GO]
    found = [
        Column(state.value, str(state.label), [one for one in kept if one.pursuit.state == state]) for state in _State
    ]
    return found, dropped


def colleagues(request: Member) -> list[User]:
    """The organisation's members, by name."""
    rows = Membership.objects.filter(organisation=request.acting.organisation).select_related("user")
    return sorted((row.user for row in rows), key=lambda user: collated(str(user)))
