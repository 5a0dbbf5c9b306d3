"""Names as text: a disk or an archive may hold any bytes, a lake and a screen only characters."""

from __future__ import annotations

from pathlib import Path


def readable(path: Path | str) -> str:
    r"""The name, with ``\xe9`` in place of a byte that is no UTF-8, which Python keeps as half a surrogate pair."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
