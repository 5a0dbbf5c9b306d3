"""What was fetched into a folder: a line of JSON for each file, added when the file is complete.

The ledger lies in the folder as ``.karavel-fetch.jsonl``. It lets a fetch go on where it stopped, and tells the readers
where and when each file was fetched.
"""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

NAME: Final = ".karavel-fetch.jsonl"
_CHUNK: Final = 1 << 20


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One fetched file.

    Attributes:
        file: its name in the folder.
        address: where it was fetched.
        sha256: digest of its bytes.
        size: their number.
        fetched: when, by the server's clock.
        key: what the caller knows it by, such as a day.
    """

    file: str
    address: str
    sha256: str
    size: int
    fetched: datetime | None = None
    key: str = ""


_ENTRY = msgspec.json.Decoder(Entry)


class Ledger:
    """The ledger of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._entries = {entry.file: entry for entry in _load(folder / NAME)}

    def __getitem__(self, file: str) -> Entry | None:
        return self._entries.get(file)

    def under(self, key: str) -> Entry | None:
        """The file that a caller knows by a key."""
        return next((entry for entry in self._entries.values() if entry.key == key), None)

    def holds(self, file: str) -> bool:
        """Whether a file is there as it was fetched, to the byte."""
        entry = self._entries.get(file)
        path = self.folder / file
        if entry is None or not path.is_file() or path.stat().st_size != entry.size:
            return False
        return digest(path) == entry.sha256

    def add(self, entry: Entry) -> None:
        """Notes a complete file; the line is on the disk when this returns."""
        with (self.folder / NAME).open("ab") as lines:
            lines.write(msgspec.json.encode(entry) + b"\n")
            lines.flush()
            os.fsync(lines.fileno())
        self._entries[entry.file] = entry


def _load(path: Path) -> list[Entry]:
    """The entries; a line that a kill cut off is left out, its file is fetched again."""
    found = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return []
    for line in lines:
        try:
            found.append(_ENTRY.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    return found


def digest(path: Path) -> str:
    """Hexadecimal sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
