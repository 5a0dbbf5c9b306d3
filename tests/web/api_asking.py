"""A program with a token, for tests of the API."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.test import Client
from tests.web.world import Party

from karavel.web import scope
from karavel.web.api import tokens
from karavel.web.permissions import Role
from karavel.web.workspace.models import ApiToken

BASE = "/api/v1"


def token_of(
    party: Party, role: Role = Role.BID_MANAGER, scopes: tuple[str, ...] = tokens.SCOPES, ends: datetime | None = None
) -> tuple[ApiToken, str]:
    """A token of somebody in a role."""
    with scope.within(party.organisation):
        return tokens.make(party.members[role], "test", list(scopes), ends)


class Program:
    """Asks with a token, or without any."""

    def __init__(self, text: str = "") -> None:
        self._client = Client(headers={"accept-language": "en"} | ({"authorization": f"Bearer {text}"} if text else {}))

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(BASE + path, query)

    def send(self, method: str, path: str, body: Any = None, **extra: Any) -> Any:
        words = json.dumps(body) if body is not None else ""
        return self._client.generic(method, BASE + path, words, "application/json", **extra)


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The problem that an answer is; it has the one shape."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = json.loads(answer.content)
    assert set(found) == {"type", "title", "status", "detail", "remedy", "mistakes"}
    assert found["status"] == status
    assert found["detail"]
    return found
