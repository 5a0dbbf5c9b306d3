"""Signed posts: HMAC-SHA256 over the moment and the body, so that nobody else makes one, or sends an old one again."""

from __future__ import annotations

import hmac
import json
from datetime import datetime
from hashlib import sha256

from karavel.answers.match import MatchedLot
from karavel.web.alerts import outward
from karavel.web.alerts.lots_told import as_json
from karavel.web.workspace.models import SavedSearch


def signature(secret: str, moment: int, body: bytes) -> str:
    """``v1=`` and the HMAC-SHA256 of ``moment.body`` in hexadecimal; the moment in seconds since 1970."""
    return "v1=" + hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()


def post(search: SavedSearch, key: str, lots: list[MatchedLot], now: datetime) -> None:
    """Posts a search's news.

    Raises:
        outward.Refused: the address is none that may be posted to.
        httpx.HTTPError: it was not taken.
    """
    said = {
        "event": "search.news",
        "delivery": key,
        "search": {"id": search.pk, "name": search.name},
        "company": search.profile.name,
        "lots": [as_json(lot) for lot in lots],
    }
    body = json.dumps(said, ensure_ascii=False).encode()
    moment = int(now.timestamp())
    headers = {
        "Karavel-Delivery": key,
        "Karavel-Timestamp": str(moment),
        "Karavel-Signature": signature(search.webhook_secret, moment, body),
    }
    outward.post(search.webhook, body, headers)
