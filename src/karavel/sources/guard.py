"""A stream that counts what comes out of it, stops at the limits, and tells damage in words."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, Protocol

from karavel.errors import InvalidInput, KaravelError, RefusedInput
from karavel.sources.limits import Limits

#: What the standard library raises on damaged archives and compressed files; ``OSError`` covers gzip, bzip2 and disks.
DAMAGE = (
    EOFError,
    OSError,
    RuntimeError,  # a zip member that needs a password although its flag said no
    NotImplementedError,  # a zip method that Python does not know
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)

CHUNK = 1 << 16


def damaged(name: str, error: Exception) -> InvalidInput:
    """The sentence for a damaged file or archive."""
    if isinstance(error, EOFError) or "unexpected end of data" in str(error):
        return InvalidInput(f"{name} ends too early: it was cut off, so fetch it again")
    return InvalidInput(f"{name} is damaged: {str(error) or type(error).__name__}")


class Readable(Protocol):
    """What the standard library's decompressors have in common: bytes as they come, before what damage follows them."""

    def read1(self, size: int, /) -> bytes: ...


class Budget:
    """How much one file on disk may unfold to, over all its layers."""

    def __init__(self, name: str, size: int, limits: Limits) -> None:
        self.limits = limits
        self._name = name
        self._size = max(size, 1)
        self._spent = 0

    def spend(self, count: int) -> None:
        """Counts bytes that came out of any layer.

        Raises:
            RefusedInput: they are more than the limits allow.
        """
        self._spent += count
        if self._spent > self.limits.archive_bytes:
            raise RefusedInput(f"{self._name} unfolds to more than {self.limits.archive_bytes:,} bytes")
        refuse_ratio(self._name, self._spent, self._size, self.limits)


def refuse_ratio(name: str, came_out: int, went_in: int, limits: Limits) -> None:
    """Raises ``RefusedInput`` when a stream swells more than any notice does."""
    if came_out > limits.ratio_from and came_out > limits.ratio * went_in:
        raise RefusedInput(f"{name} swells from {went_in:,} to more than {came_out:,} bytes, as only a zip bomb does")


class Guard(io.RawIOBase):
    """Reads a source, counting. Damage becomes ``InvalidInput``, excess ``RefusedInput``; ``failure`` remembers it.

    Args:
        source: the stream below.
        name: of the file or member, for the sentence.
        budget: of the file on disk.
        consumed: how many compressed bytes went in; None where nothing is decompressed here.
    """

    def __init__(self, source: Readable, name: str, budget: Budget, consumed: Callable[[], int] | None = None) -> None:
        super().__init__()
        self.total = 0
        self.ceiling: int | None = None
        self.failure: KaravelError | None = None
        self._source = source
        self._name = name
        self._budget = budget
        self._consumed = consumed

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer; see the class for what it raises."""
        if self.failure is not None:
            raise self.failure
        try:
            data = self._source.read1(len(buffer))
            self._count(len(data))
        except KaravelError as error:
            self.failure = error
            raise
        except DAMAGE as error:
            self.failure = damaged(self._name, error)
            raise self.failure from error
        buffer[: len(data)] = data
        return len(data)

    def _count(self, count: int) -> None:
        limits = self._budget.limits
        self.total += count
        if self.total > limits.member_bytes:
            raise RefusedInput(f"{self._name} unfolds to more than {limits.member_bytes:,} bytes")
        if self.ceiling is not None and self.total > self.ceiling:
            raise RefusedInput(f"{self._name} holds more than {limits.header_bytes:,} bytes of headers for one member")
        if self._consumed is not None:
            refuse_ratio(self._name, self.total, max(self._consumed(), 1), limits)
            self._budget.spend(count)
