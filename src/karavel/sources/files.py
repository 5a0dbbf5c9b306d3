"""What lies on disk, file by file and member by member, in an order that never changes.

Folders are walked by name, archives in their own order. Everything is streamed: memory does not depend on the size of
an archive. Containers are recognised by their first bytes, never by their names.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any, TypeAlias

from karavel.errors import KaravelError, NotFound
from karavel.notices import OfficialFile, Skipped, Unreadable
from karavel.sources import ledger
from karavel.sources.archives import Member, tar_members, zip_members
from karavel.sources.guard import CHUNK, DAMAGE, Budget, Guard, Readable, damaged
from karavel.sources.junk import junk
from karavel.sources.limits import LIMITS, Limits
from karavel.sources.meter import Meter
from karavel.sources.names import readable

Brought: TypeAlias = OfficialFile | Skipped | Unreadable

_HEAD = 512  # bytes of a tar header, the longest thing to look for
_TAR_MAGIC = slice(257, 262)
_ARCHIVE_ENDINGS = (".zip", ".tar", ".tgz", ".gz", ".xz", ".bz2", ".7z", ".rar", ".zst")
_TEXT_STARTS = (b"<", b"{", b"[", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_DECOMPRESSORS: dict[bytes, Callable[[IO[bytes]], Readable]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"\xfd7zXZ\x00": lzma.LZMAFile,
    b"BZh": bz2.BZ2File,
}


def files(paths: Iterable[Path | str], limits: Limits = LIMITS, *, meter: Meter | None = None) -> Iterator[Brought]:
    """Opens every official file below the paths, one after the other; a stream is valid until the next is asked for.

    Folders are read recursively in the order of names; ``.zip``, ``.tar``, ``.gz``, ``.xz`` and ``.bz2`` are looked
    into, also inside each other. A member is called ``archive.tar.xz!member``. What cannot be opened comes as
    ``Unreadable`` with its reason, what is no document of anybody as ``Skipped``; the rest goes on. ``meter`` is told
    how far reading is.

    Raises:
        NotFound: a path does not exist; nothing has been read then.
    """
    found = [Path(path) for path in paths]
    for path in found:
        if not path.exists():
            raise NotFound(f"{path} does not exist.", remedy="Check the path; relative paths start in this folder.")
    _origins.cache_clear()
    return _all(found, limits, meter or Meter())


def _all(paths: list[Path], limits: Limits, meter: Meter) -> Iterator[Brought]:
    for path in paths:
        if path.is_dir():
            yield from _folder(path, limits, meter)
        else:
            yield from _file(path, limits, meter)


def _folder(folder: Path, limits: Limits, meter: Meter) -> Iterator[Brought]:
    """Everything below a folder, by name; links to folders are not followed, as they may lead back."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        name = readable(folder)
        yield Unreadable(name, "no-access", f"The folder {name} cannot be listed: {error.strerror}.")
        return
    for entry in entries:
        leftover = junk(entry.name)
        if entry.name == ledger.NAME:
            continue
        if leftover:
            yield Skipped(readable(entry.path), leftover)
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(Path(entry.path), limits, meter)
        else:
            yield from _file(Path(entry.path), limits, meter)


def _file(path: Path, limits: Limits, meter: Meter) -> Iterator[Brought]:
    name = readable(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield Skipped(name, "a link to a folder" if path.is_dir() else "not a plain file")
            return
        with io.BufferedReader(io.FileIO(path), CHUNK) as stream, meter.reading(stream.raw):
            budget = Budget(name, status.st_size, limits)
            fetched = _origins(str(path.parent))[path.name]
            for brought in _unfold(name, stream, budget, stream.raw.tell, depth=1):
                yield _with_origin(brought, fetched) if fetched else brought
    except OSError as error:
        yield Unreadable(name, "no-access", f"{name} cannot be read: {error.strerror or error}.")


@lru_cache(maxsize=1)
def _origins(folder: str) -> ledger.Ledger:
    """What was fetched into a folder; the last one is remembered, as its files come one after the other."""
    return ledger.Ledger(Path(folder))


def _with_origin(brought: Brought, fetched: ledger.Entry) -> Brought:
    if not isinstance(brought, OfficialFile):
        return brought
    return OfficialFile(name=brought.name, stream=brought.stream, address=fetched.address, fetched=fetched.fetched)


def _unfold(
    name: str, stream: io.BufferedReader[Any], budget: Budget, consumed: Callable[[], int], depth: int
) -> Iterator[Brought]:
    """A stream as what it holds: itself, or the members of the archive that it is."""
    try:
        head = stream.peek(_HEAD)[:_HEAD]
    except KaravelError as error:
        yield Unreadable(name, "damaged-file", f"{error}.")
        return
    decompress = next((opened for magic, opened in _DECOMPRESSORS.items() if head.startswith(magic)), None)
    if depth > budget.limits.depth and (decompress or head.startswith(b"PK") or head[_TAR_MAGIC] == b"ustar"):
        yield Unreadable(name, "refused-input", f"{name} is packed in more than {budget.limits.depth} layers.")
    elif decompress:
        guard = _Decompressed(decompress(stream), name, budget, consumed)
        yield from _unfold(name, io.BufferedReader(guard, CHUNK), budget, lambda: guard.total, depth + 1)
    elif head[_TAR_MAGIC] == b"ustar":
        yield from _members(tar_members(name, Guard(stream, name, budget), budget), budget, depth)
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _zip(name, stream, budget, depth)
    else:
        yield _plain(name, stream, head)


class _Decompressed(Guard):
    """The bytes of a compressed file, whose name still says that it is one."""


def _plain(name: str, stream: io.BufferedReader[Any], head: bytes) -> OfficialFile | Unreadable:
    called_archive = name.lower().endswith(_ARCHIVE_ENDINGS) and not isinstance(stream.raw, _Decompressed)
    if head and called_archive and not head.lstrip().startswith(_TEXT_STARTS):
        return Unreadable(name, "not-an-archive", f"{name} is called an archive but holds none that Karavel can open.")
    return OfficialFile(name=name, stream=stream)


def _members(members: Iterator[Member | Skipped | Unreadable], budget: Budget, depth: int) -> Iterator[Brought]:
    for member in members:
        if isinstance(member, Member):
            yield from _unfold(member.name, member.stream, budget, member.consumed, depth + 1)
        else:
            yield member


def _zip(name: str, stream: io.BufferedReader[Any], budget: Budget, depth: int) -> Iterator[Brought]:
    """A zip archive needs to be read from its end: one that lies inside another archive goes through a scratch file."""
    if isinstance(stream.raw, io.FileIO):
        yield from _members(zip_members(name, stream, budget), budget, depth)
        return
    with tempfile.TemporaryFile() as scratch:
        try:
            copyfileobj(stream, scratch, CHUNK)
        except KaravelError as error:
            yield Unreadable(name, "damaged-archive", f"{error}.")
            return
        except DAMAGE as error:
            yield Unreadable(name, "no-access", f"{damaged(name, error)}.")
            return
        yield from _members(zip_members(name, scratch, budget), budget, depth)
