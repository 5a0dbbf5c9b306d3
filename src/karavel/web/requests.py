"""A request as the middleware of this project leaves it."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from karavel.web.accounts.acting import ActingFor
from karavel.web.accounts.models import User


class Request(HttpRequest):
    """What views are given.

    Attributes:
        acting: the organisation and the role there; None for strangers and for users without an organisation.
        acting_choices: the organisations that the user may act for.
    """

    user: User | AnonymousUser
    acting: ActingFor | None
    acting_choices: list[ActingFor]


class Member(Request):
    """A request behind a fence with an action of the table: there is a user, and an organisation."""

    user: User
    acting: ActingFor
