"""Reads the members of a zip archive whose table of contents is missing, from their own headers, up to the cut.

The table of contents stands at the end, so an archive that was cut off has none. Each member begins with a local header
(PKWARE APPNOTE, 4.3.7) that names it; a deflated member tells its own end, a stored one its size.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple

_HEADER = struct.Struct("<4sHHHHHIIIHH")
_MAGIC = b"PK\x03\x04"
_DESCRIPTOR = b"PK\x07\x08"
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_UNKNOWN_SIZE = 0xFFFFFFFF  # the size stands in a ZIP64 field
_CHUNK = 1 << 16


class Header(NamedTuple):
    """What a local header says."""

    name: str
    encrypted: bool
    method: int
    size: int
    size_known: bool


class Local:
    """The data of one member, read from the archive's stream; a cut raises ``EOFError``."""

    def __init__(self, stream: IO[bytes], header: Header) -> None:
        self._stream = stream
        self._left = header.size
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS) if header.method == _DEFLATED else None
        self._ready = b""

    def read1(self, size: int, /) -> bytes:
        """Some bytes, none at the member's end."""
        if self._inflate is None:
            return self._stored(size)
        while not self._ready and not self._inflate.eof:
            packed = self._inflate.unconsumed_tail or self._some(_CHUNK)
            self._ready = self._inflate.decompress(packed, _CHUNK)
            if self._inflate.eof:
                self._stream.seek(-len(self._inflate.unused_data), io.SEEK_CUR)
        found, self._ready = self._ready[:size], self._ready[size:]
        return found

    def _stored(self, size: int) -> bytes:
        found = self._some(min(size, self._left)) if self._left else b""
        self._left -= len(found)
        return found

    def _some(self, size: int) -> bytes:
        found = self._stream.read(size)
        if not found:
            raise EOFError
        return found


def members(stream: IO[bytes]) -> Iterator[tuple[Header, Local]]:
    """The members in the order in which they were written; each must be read to its end before the next is asked for.

    Raises:
        EOFError: the archive ends in the middle of a header.
    """
    stream.seek(0)
    while (header := _header(stream)) is not None:
        yield header, Local(stream, header)
        if header.encrypted or not _tells_its_end(header):
            return
        _skip_descriptor(stream, header)


def _tells_its_end(header: Header) -> bool:
    return header.method == _DEFLATED or (header.method == _STORED and header.size_known)


def _header(stream: IO[bytes]) -> Header | None:
    """The next local header; None where something else stands, such as the table of contents."""
    fixed = stream.read(_HEADER.size)
    if len(fixed) < _HEADER.size or not fixed.startswith(_MAGIC):
        return None
    _, _, flags, method, _, _, _, packed, _, name_length, extra_length = _HEADER.unpack(fixed)
    name = stream.read(name_length).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    stream.seek(extra_length, io.SEEK_CUR)
    known = not flags & _SIZES_FOLLOW and packed != _UNKNOWN_SIZE
    return Header(name, bool(flags & _ENCRYPTED), method, packed, known)


def _skip_descriptor(stream: IO[bytes], header: Header) -> None:
    """Passes over sizes that follow the data: to the next header, which is near."""
    if header.size_known:
        return
    at = stream.tell()
    near = stream.read(32)
    found = near.find(_MAGIC)
    stream.seek(at + found if found >= 0 else at + len(near) * near.startswith(_DESCRIPTOR))
