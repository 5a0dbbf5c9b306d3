"""Writes the audit log. Each organisation has one, a chain of entries that hold the digest of the one before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, Organisation, User


def note(request: HttpRequest, action: str, what: object = "", **details: Any) -> None:
    """Notes what a request's user did in its organisation; ``details`` are JSON and hold no secrets."""
    actor = request.user if isinstance(request.user, User) else None
    _add(actor, action, what, details)


def note_as(
    organisation: Organisation | int, actor: User | None, action: str, what: object = "", **details: Any
) -> None:
    """Notes what somebody did outside of a request, or in the log of another organisation than their own.

    A bidder's act in a buyer's log has no actor before the opening: pass None, and the receipt's digest as ``what``.

    The log of an organisation is held until the transaction ends, so that its entries stand in one row: note last, and
    where a transaction notes in two logs, in the one of the smaller key first.
    """
    with scope.within(organisation):
        _add(actor, action, what, details)


def _add(actor: User | None, action: str, what: object, details: dict[str, Any]) -> None:
    AuditEntry(actor=actor, action=action, what=str(what)[:300], details=details).save()
