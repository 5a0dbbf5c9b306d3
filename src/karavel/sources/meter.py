"""How far the reading of files on disk is, in bytes as they lie there, packed or not."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


class Meter:
    """Counts the bytes that have been read of files on disk.

    Args:
        paths: of files and folders that will be read.

    Attributes:
        total: bytes of all of them.
    """

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self.total = sum(map(_size, paths))
        self._behind = 0
        self._file: io.RawIOBase | None = None

    @property
    def done(self) -> int:
        """Bytes read so far."""
        return self._behind + (self._file.tell() if self._file else 0)

    @contextmanager
    def reading(self, file: io.RawIOBase) -> Iterator[None]:
        """While one file is read."""
        self._file = file
        try:
            yield
        finally:
            self._file = None
            self._behind += os.fstat(file.fileno()).st_size


def _size(path: Path) -> int:
    """Bytes of a file or of all files below a folder; what cannot be looked at has none."""
    try:
        if path.is_dir():
            return sum(_size(Path(folder) / name) for folder, _, names in os.walk(path) for name in names)
        return path.stat().st_size
    except OSError:
        return 0
