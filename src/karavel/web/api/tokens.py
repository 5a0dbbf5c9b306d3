"""Tokens: a program acts for a user in one organisation, within the token's scopes. Only digests are kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from karavel.web.accounts.acting import ActingFor, choices
from karavel.web.accounts.models import User, digest
from karavel.web.workspace.models import ApiToken

#: How a token begins, so that scanners for leaked secrets know it.
PREFIX: Final = "karavel_"
#: Actions of :data:`karavel.web.permissions.ACTIONS` that operations ask for; those that only look come first.
READING: Final = (
    "opportunity.view",
    "notice.view",
    "market.view",
    "party.view",
    "profile.view",
    "pursuit.view",
)
WRITING: Final = ("search.edit", "follow.edit", "feedback.give", "pursuit.edit", "pursuit.decide", "profile.edit")
SCOPES: Final = READING + WRITING

_USE_NOTED: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ActingByToken(ActingFor):
    """A user's role in an organisation, narrowed to the scopes of a token."""

    scopes: tuple[str, ...] = ()

    def may(self, action: str) -> bool:
        """Whether both the role and the token allow an action."""
        return action in self.scopes and ActingFor.may(self, action)


def make(user: User, name: str, scopes: list[str], ends: datetime | None) -> tuple[ApiToken, str]:
    """A token of the organisation in force, and its text, which nobody can read again."""
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(user=user, name=name, scopes=scopes, ends=ends, token_digest=digest(text))
    token.save()
    return token, text


def known(text: str) -> ApiToken | None:
    """The token with this text, where it still holds and its user may still log in."""
    standing = Q(ends=None) | Q(ends__gt=timezone.now())
    found = ApiToken.everywhere.filter(standing, token_digest=digest(text), user__is_active=True)
    return found.select_related("user", "organisation").first()


def acting(token: ApiToken) -> ActingByToken | None:
    """For whom a token acts; None where its user has left the organisation."""
    own = next((one for one in choices(token.user) if one.organisation.pk == token.organisation_id), None)
    return ActingByToken(own.organisation, own.role, own.membership, tuple(token.scopes)) if own else None


def note_use(token: ApiToken) -> None:
    """Keeps when a token was last used; some minutes' uses count as one, so that reading does not write."""
    now = timezone.now()
    if token.last_used is None or now - token.last_used > _USE_NOTED:
        ApiToken.everywhere.filter(pk=token.pk).update(last_used=now)
