"""The secret key: from the environment, else kept in the data folder, readable by nobody else."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

_FILE: Final = "secret-key"
_BYTES: Final = 48


def found(data: Path) -> str:
    """The key kept in a folder; where none is kept yet, one that lasts as long as this process."""
    try:
        return (data / _FILE).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return secrets.token_urlsafe(_BYTES)


def keep(data: Path) -> None:
    """Makes a key and keeps it, unless one is kept already; two processes that start together keep the same."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = data / f".{_FILE}-{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(_BYTES))
    with suppress(FileExistsError):
        (data / _FILE).hardlink_to(draft)
    draft.unlink()
