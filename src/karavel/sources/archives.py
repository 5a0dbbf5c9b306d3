"""The members of zip and tar archives, one after the other, without unpacking anything to disk.

A member whose name climbs out of the archive, a link or a device is refused by name; the others are still read.
"""

from __future__ import annotations

import io
import re
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, NamedTuple, cast

from karavel.errors import KaravelError
from karavel.notices import Skipped, Unreadable
from karavel.sources import salvage
from karavel.sources.guard import CHUNK, DAMAGE, Budget, Guard, damaged
from karavel.sources.junk import junk
from karavel.sources.names import readable

_ENCRYPTED = 0x1  # bit of a zip member's flags
_DRIVE = re.compile(r"[A-Za-z]:")
_TABLE_DAMAGE = (UnicodeDecodeError, struct.error)  # a name that is not the UTF-8 it says it is; a field cut short
_OFFICE = ("[Content_Types].xml", "mimetype")  # first members of OOXML, of OpenDocument and EPUB


class Member(NamedTuple):
    """One member to look into: its full name, its bytes, how many compressed bytes it took, and its guard."""

    name: str
    stream: io.BufferedReader
    guard: Guard
    consumed: Callable[[], int]


def unsafe(name: str) -> str | None:
    """Why a member's name is refused, None when it is harmless."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts:
        return "its name climbs out of the archive"
    if parts[0] == "" or _DRIVE.match(name):
        return "its name is an absolute path"
    if "\0" in name:
        return "its name holds a NUL character"
    return None


def refusal(archive: str, name: str) -> Skipped | Unreadable | None:
    """What is told about a member that is not opened because of its name."""
    full = f"{archive}!{name}"
    reason = unsafe(name)
    if reason:
        return Unreadable(full, "unsafe-member", f"{full} was not opened: {reason}.")
    leftover = junk(name)
    return Skipped(full, leftover) if leftover else None


def tar_members(name: str, stream: Guard, budget: Budget) -> Iterator[Member | Skipped | Unreadable]:
    """The regular members of a tar archive in their order, read in one pass."""
    count, last, member = 0, "", None
    stream.ceiling = budget.limits.header_bytes + CHUNK
    try:
        with tarfile.open(fileobj=stream, mode="r|", bufsize=CHUNK, tarinfo=_Header) as archive:
            while (info := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined]  # else a million members would stay in memory
                stream.ceiling = archive.offset + budget.limits.header_bytes + CHUNK
                if info.isdir():
                    continue
                info.name = readable(info.name)
                count, last = count + 1, info.name
                yield _special(name, info) or (member := _tar_member(name, archive, info, budget))
    except (*DAMAGE, KaravelError) as error:
        if member is None or member.guard.failure is None:  # else the member's reader has told it
            yield _broken(name, error, count, last)


class _Header(tarfile.TarInfo):
    """Tells the end of an archive from an archive that was cut off between two members, as ``tarfile`` does not."""

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> _Header:
        try:
            return super().fromtarfile(tarfile)
        except _HEADER_ERRORS as error:
            if type(error).__name__ == "EOFHeaderError":
                raise
            raise EOFError from error


_HEADER_ERRORS = (tarfile.HeaderError,)


def _special(archive: str, info: tarfile.TarInfo) -> Skipped | Unreadable | None:
    full = f"{archive}!{info.name}"
    if not info.isreg() or info.issparse():
        kind = "a link" if info.issym() or info.islnk() else "a device, pipe or sparse file"
        return Unreadable(full, "unsafe-member", f"{full} was not opened: it is {kind}, not a plain file.")
    return refusal(archive, info.name)


def _tar_member(archive: str, tar: tarfile.TarFile, info: tarfile.TarInfo, budget: Budget) -> Member:
    name = f"{archive}!{info.name}"
    data = cast("io.BufferedReader", tar.extractfile(info))  # a regular file always has data
    guard = Guard(data, name, budget)
    return Member(name, io.BufferedReader(guard, CHUNK), guard, lambda: info.size)


def _broken(name: str, error: Exception, count: int, last: str) -> Unreadable:
    told = error if isinstance(error, KaravelError) else damaged(name, error)
    place = f"after {count} members, the last of them {last!r}" if count else "before its first member"
    return Unreadable(name, "damaged-archive", f"{told}; it was read up to {place}.")


def zip_members(name: str, stream: IO[bytes], budget: Budget) -> Iterator[Member | Skipped | Unreadable]:
    """The members of a zip archive in the order of its table of contents; without one, those before the cut."""
    try:
        archive = zipfile.ZipFile(stream)
    except (*DAMAGE, *_TABLE_DAMAGE):
        yield from _salvaged(name, stream, budget)
        return
    with archive:
        yield from _zip_contents(name, archive, budget)


def _salvaged(name: str, stream: IO[bytes], budget: Budget) -> Iterator[Member | Skipped | Unreadable]:
    """What stands whole before the cut; then, unless the last member's reader has told it, that there was a cut."""
    count, last = 0, ""
    for header, data in salvage.members(stream):
        full = f"{name}!{header.name}"
        refused = _encrypted(full) if header.encrypted else refusal(name, header.name)
        guard = Guard(data, full, budget, stream.tell)
        member = Member(full, io.BufferedReader(guard, CHUNK), guard, lambda: budget.limits.member_bytes)
        yield refused or member
        count, last = count + 1, header.name
        if not _drained(guard):
            if refused is None:
                return
            break
    told = f"{name} is a zip archive whose table of contents, at its end, is missing or broken: it was cut off"
    place = f"after {count} members, the last of them {last!r}" if count else "before its first member"
    yield Unreadable(name, "damaged-archive", f"{told}, so fetch it again; it was read up to {place}.")


def _drained(guard: Guard) -> bool:
    """Reads what nobody wanted of a member, so that the next one stands next; whether it had an end."""
    try:
        while guard.read(CHUNK):
            pass
    except KaravelError:
        return False
    return True


def _encrypted(name: str) -> Unreadable:
    return Unreadable(name, "encrypted", f"{name} is encrypted; unpack it with its password and give the files.")


def _zip_contents(name: str, archive: zipfile.ZipFile, budget: Budget) -> Iterator[Member | Skipped | Unreadable]:
    entries = archive.infolist()
    if entries and entries[0].filename in _OFFICE:
        yield Skipped(name, "an office document")
        return
    if len(entries) > budget.limits.entries:
        yield Unreadable(name, "refused-input", f"{name} holds more than {budget.limits.entries:,} members.")
        return
    for info in entries:
        if not info.filename.endswith("/"):
            yield refusal(name, info.filename) or _zip_member(name, archive, info, budget)


def _zip_member(
    archive_name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget
) -> Member | Unreadable:
    name = f"{archive_name}!{info.filename}"
    if info.flag_bits & _ENCRYPTED:
        return _encrypted(name)
    try:
        data = cast("zipfile.ZipExtFile", archive.open(info))
    except DAMAGE as error:
        return Unreadable(name, "damaged-archive", f"{damaged(name, error)}.")
    guard = Guard(data, name, budget, lambda: info.compress_size)
    return Member(name, io.BufferedReader(guard, CHUNK), guard, lambda: info.file_size)
