"""What operating systems and unfinished downloads leave in folders and archives, which is nobody's notice."""

from __future__ import annotations

from pathlib import PurePosixPath

_UNFINISHED = (".part", ".part.tag")
_LEFTOVERS = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "lost+found"})


def junk(name: str) -> str | None:
    """Why a path inside a folder or archive is not looked at, None when it is."""
    if name.endswith(_UNFINISHED):
        return "a download that has not ended"
    for part in PurePosixPath(name).parts:
        if part in _LEFTOVERS:
            return f"left by an operating system ({part})"
        if part.startswith(".") and part.strip("."):
            return f"hidden ({part})"
    return None
