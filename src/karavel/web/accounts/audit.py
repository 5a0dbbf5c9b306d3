"""Writes the audit log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from karavel.web.accounts.models import AuditEntry, User


def note(request: HttpRequest, action: str, what: object = "", **details: Any) -> None:
    """Notes what a request's user did in its organisation; ``details`` are JSON and hold no secrets."""
    actor = request.user if isinstance(request.user, User) else None
    AuditEntry(actor=actor, action=action, what=str(what)[:300], details=details).save()
