"""A folder of sealed chunks, each named by the digest of its sealed bytes, never by anything that a user wrote.

A chunk is written under another name, flushed, and renamed; then its folder is flushed. A process that is killed leaves
the chunk or none of it; at worst a draft, which :meth:`ChunkStore.sweep` clears away.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from karavel.errors import BrokenSeal, NotFound, RefusedInput, SealError
from karavel.procurement.sealing.digests import bytes_digest
from karavel.texts import gettext as _

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_DRAFTS: Final = "drafts"


class ChunkStore(NamedTuple):
    """Sealed chunks on the disk.

    Attributes:
        root: the folder; made when it is first written to, readable by nobody else.
    """

    root: Path

    def put(self, sealed: bytes) -> str:
        """Keeps a chunk; when this returns, it is on the disk.

        Returns:
            its digest, by which it is found again.

        Raises:
            SealError: the disk does not take it; nothing is kept then.
        """
        digest = bytes_digest(sealed)
        path, draft = self._path(digest), self.root / _DRAFTS / secrets.token_hex(16)
        try:
            for folder in (draft.parent, path.parent):
                _made(folder)
            _write(draft, sealed)
            draft.replace(path)
            _sync(path.parent)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise SealError(
                _("The chunk could not be kept: {why}.").format(why=error.strerror or error),
                remedy=_("Send it again; chunks that are here already stay."),
            ) from error
        return digest

    def get(self, digest: str) -> bytes:
        """A chunk.

        Raises:
            NotFound: it is not here.
            BrokenSeal: the bytes on the disk are not those that were kept.
        """
        try:
            sealed = self._path(digest).read_bytes()
        except FileNotFoundError:
            raise NotFound(_("There is no chunk {digest}.").format(digest=digest)) from None
        if bytes_digest(sealed) != digest:
            raise BrokenSeal(_("Chunk {digest} was changed on the disk.").format(digest=digest))
        return sealed

    def missing(self, digests: Iterable[str]) -> list[str]:
        """Those that are not here, in the order asked: what a bidder still has to send, or what was lost."""
        return [digest for digest in digests if not self._path(digest).is_file()]

    def drop(self, digest: str) -> None:
        """Removes a chunk (its bid was withdrawn or replaced); one that is not here is gone already."""
        path = self._path(digest)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync(path.parent)

    def sweep(self, before: datetime) -> int:
        """Removes what killed writers left, written last before a moment; how many."""
        left = [path for path in self.root.glob(f"{_DRAFTS}/*") if path.stat().st_mtime < before.timestamp()]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise RefusedInput(_("This is no digest of a chunk."))
        return self.root / digest[:2] / digest


def _made(folder: Path) -> None:
    """Makes a folder that outlives a loss of power."""
    if not folder.is_dir():
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync(folder.parent)


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
