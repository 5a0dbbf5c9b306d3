"""The manifest: one small file that names every live Parquet file. Whoever reads it sees a whole lake.

Manifests are numbered files; the highest number counts. A reader holds a shared lock on the manifest it reads, so
that a writer knows which older files are still looked at and clears away only the others.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Final, Self

import msgspec
from msgspec import Struct

from karavel.errors import LakeError, LakeMissing
from karavel.lake.part import DATA, TableFile, write_safely

MANIFESTS: Final = "manifests"  # the folder
FORMAT: Final = 1  # raised when an older Karavel could not read what a newer one writes


class Manifest(Struct, frozen=True, kw_only=True):
    """What a lake holds at one moment.

    Attributes:
        format: of the lake; see :data:`FORMAT`.
        sequence: counts commits.
        run: counts ingests; an ingest that was cut off goes on under its number.
        finished: whether the last ingest reached its end.
        parts: names of all parts whose rows are in the files.
        tables: table to its files.
    """

    format: int = FORMAT
    sequence: int = 0
    run: int = 0
    finished: bool = True
    parts: tuple[str, ...] = ()
    tables: dict[str, tuple[TableFile, ...]] = {}

    def files(self) -> set[str]:
        """The names of all files."""
        return {file.name for files in self.tables.values() for file in files}

    def rows(self, table: str) -> int:
        """How many rows a table has, versions and all."""
        return sum(file.rows for file in self.tables.get(table, ()))


def _path(root: Path, sequence: int) -> Path:
    return root / MANIFESTS / f"{sequence:08d}.json"


def numbered(root: Path) -> list[Path]:
    """All manifests, the newest first."""
    return sorted((root / MANIFESTS).glob("[0-9]*.json"), reverse=True)


def newest(root: Path) -> Manifest:
    """The manifest that counts.

    Raises:
        LakeMissing: there is none.
        LakeError: it cannot be read.
    """
    with PinnedManifest(root) as pinned:
        return pinned.manifest


def write(root: Path, manifest: Manifest) -> None:
    """Makes a manifest the one that counts: its files' folder on the disk, then itself, then its name.

    Raises:
        LakeError: it could not be written; the manifest before still counts.
    """
    _sync_folder(root / DATA)
    path = _path(root, manifest.sequence)
    draft = path.with_suffix(".draft")
    content = msgspec.json.encode(manifest)
    write_safely(draft, lambda: draft.write_bytes(content))
    draft.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _decode(path: Path, content: bytes) -> Manifest:
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError as error:
        raise LakeError(f"{path} is no manifest of a lake: {error}.") from error
    if manifest.format > FORMAT:
        raise LakeError(
            f"The lake was written by a newer Karavel (format {manifest.format}, this one reads {FORMAT}).",
            remedy="Update Karavel.",
        )
    return manifest


class PinnedManifest:
    """The newest manifest, held so that no writer clears its files away while they are read."""

    def __init__(self, root: Path) -> None:
        self._descriptor = _open_newest(root)
        path = root / MANIFESTS
        with os.fdopen(os.dup(self._descriptor), "rb") as file:
            self.manifest = _decode(path, file.read())

    def close(self) -> None:
        """Lets go of it."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _open_newest(root: Path) -> int:
    """A descriptor of the newest manifest with a shared lock on it."""
    while paths := numbered(root):
        try:
            descriptor = os.open(paths[0], os.O_RDONLY)
        except FileNotFoundError:
            continue  # cleared away between listing and opening: there is a newer one
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        if os.fstat(descriptor).st_nlink:
            return descriptor
        os.close(descriptor)
    raise LakeMissing(
        f"There is no lake at {root} yet.",
        remedy=f"Make one from files of notices: karavel ingest PATH... --lake {root}",
    )


def clear_away(root: Path, manifest: Manifest) -> None:
    """Removes older manifests that nobody reads and every file that no manifest left names."""
    live = manifest.files()
    for path in numbered(root):
        if path != _path(root, manifest.sequence) and not _removed(path):
            live |= _decode(path, path.read_bytes()).files()
    for path in (root / DATA).glob("*.parquet"):
        if path.name not in live:
            path.unlink(missing_ok=True)


def _removed(path: Path) -> bool:
    """Removes a manifest unless somebody holds it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        path.unlink()
        return True
    finally:
        os.close(descriptor)
