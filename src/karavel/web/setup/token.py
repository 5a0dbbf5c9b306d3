"""Who may make the first account: whoever sits at this machine, else whoever has the token that the terminal shows."""

from __future__ import annotations

import hmac
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from karavel.web.pages.health import local

_FILE: Final = "setup-token"


def place() -> Path:
    """Where the token lies while nobody has an account; ``karavel serve`` writes it."""
    return Path(settings.DATA) / _FILE


def needed(request: HttpRequest) -> bool:
    """Whether a request must show the token: not from this machine to a loopback name."""
    host = request.get_host().rsplit(":", 1)[0]
    return not (local(request) and host in {"localhost", "127.0.0.1", "[::1]"})


def right(given: str) -> bool:
    """Whether this is the token."""
    try:
        kept = place().read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return False
    return bool(kept) and hmac.compare_digest(kept.encode(), given.strip().encode())
