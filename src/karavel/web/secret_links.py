"""Addresses that let in whoever holds them: only digests are kept, each is shown once."""

from __future__ import annotations

import secrets
from typing import Final

from karavel.web.accounts.acting import choices
from karavel.web.accounts.models import Organisation, User, digest
from karavel.web.requests import Member

_SHOWN: Final = "shown-once"


def new_token(request: Member, purpose: str) -> str:
    """A token, kept in the session until the next page of the purpose has shown it; returns its digest."""
    token = secrets.token_urlsafe(24)
    request.session[_SHOWN] = {purpose: token}
    return digest(token)


def shown_once(request: Member, purpose: str) -> str:
    """The token that was just made, empty the second time."""
    waiting = request.session.get(_SHOWN, {})
    if purpose not in waiting:
        return ""
    del request.session[_SHOWN]
    return str(waiting[purpose])


def still_member(user: User, organisation: Organisation) -> bool:
    """Whether whoever made an address may still act there, as a member or as an officer of its programme."""
    return user.is_active and any(one.organisation.pk == organisation.pk for one in choices(user))
