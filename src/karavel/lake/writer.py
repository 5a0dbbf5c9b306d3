"""Writer: the one process that may change a lake."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import suppress
from itertools import repeat
from pathlib import Path
from typing import Self

import pyarrow.parquet as pq
from msgspec.structs import replace

from karavel.errors import LakeBusy, LakeError
from karavel.lake import manifest as manifests
from karavel.lake.compaction import due, merge
from karavel.lake.digests import Digests
from karavel.lake.manifest import Manifest
from karavel.lake.part import DATA, Part, TableFile, kept_as

_LOCK = "lock"


class Writer:
    """Holds a lake's lock; commits parts; leaves the lake whole at any moment.

    Used as a context manager. What a killed predecessor left half done is cleared away at the start.

    Args:
        root: the lake's folder, made when it is not there.

    Raises:
        LakeBusy: another process writes to the lake.
        LakeError: the folder cannot be used.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        _prepare(root)
        self._lock = _locked(root)
        try:
            self._manifest = manifests.newest(root)
            manifests.clear_away(root, self._manifest)
        except BaseException:
            os.close(self._lock)
            raise
        self._run = self._manifest.run + self._manifest.finished

    @property
    def run(self) -> int:
        """The number of this ingest; one that was cut off goes on under its own."""
        return self._run

    @property
    def manifest(self) -> Manifest:
        """What is committed."""
        return self._manifest

    def part_name(self) -> str:
        """A name that no part has, also none that an orphaned worker may still be writing."""
        return f"{self._run:06d}-{secrets.token_hex(6)}"

    def known_documents(self) -> Digests:
        """Digests of all documents that the lake holds as notices."""
        return Digests(self._texts("documents", "sha256"))

    def known_notices(self) -> Digests:
        """Identities of all notices that the lake holds."""
        return Digests(self._texts("notices", "identity"))

    def known_unreadable(self) -> set[str]:
        """What the lake keeps in quarantine; see :func:`kept_as`."""
        batches = zip(self._texts("quarantine", "sha256"), self._texts("quarantine", "file"), strict=True)
        return {kept_as(*pair) for digests, names in batches for pair in zip(digests, names, strict=True)}

    def commit(self, parts: Iterable[Part], *, finished: bool = False) -> None:
        """Makes parts part of the lake, all or none.

        Args:
            parts: what workers wrote.
            finished: the ingest has reached its end.

        Raises:
            LakeError: it could not be written; the lake is as it was.
        """
        parts = tuple(parts)
        self._write(
            tables=_joined(self._manifest.tables, parts),
            parts=self._manifest.parts + tuple(part.name for part in parts),
            finished=finished,
        )

    def replace(self, parts: Iterable[Part]) -> None:
        """Puts parts in place of everything that the lake holds, all or none."""
        parts = tuple(parts)
        names = tuple(part.name for part in parts)
        self._write(tables=_joined({}, parts), parts=names, finished=self._manifest.finished)

    def compact(self, executor: Executor | None = None) -> None:
        """Merges small files where enough have gathered.

        Args:
            executor: does it; this process, when None. One whose processes have died leaves the files as they are.

        Raises:
            LakeError: a merged file could not be written; the files stay as they are.
        """
        groups = [(table, group) for table, files in self._manifest.tables.items() for group in due(table, files)]
        names = [self.part_name() for _ in groups]
        each = executor.map if executor else map
        tables = dict(self._manifest.tables)
        with suppress(BrokenExecutor):
            made = list(each(merge, repeat(self.root), [table for table, _ in groups], names, [to for _, to in groups]))
            for (table, group), merged in zip(groups, made, strict=True):
                tables[table] = (*(file for file in tables[table] if file not in group), merged)
        if tables != self._manifest.tables:
            self._write(tables=tables, parts=self._manifest.parts, finished=self._manifest.finished)

    def close(self) -> None:
        """Clears away what is no longer live and lets go of the lock."""
        if self._lock >= 0:
            manifests.clear_away(self.root, self._manifest)
            os.close(self._lock)
            self._lock = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, *, tables: dict[str, tuple[TableFile, ...]], parts: tuple[str, ...], finished: bool) -> None:
        following = replace(
            self._manifest,
            sequence=self._manifest.sequence + 1,
            run=self._run,
            finished=finished,
            parts=parts,
            tables=tables,
        )
        manifests.write(self.root, following)
        self._manifest = following

    def _texts(self, table: str, column: str) -> Iterator[list[str]]:
        for file in self._manifest.tables.get(table, ()):
            with pq.ParquetFile(self.root / DATA / file.name) as parquet:
                for batch in parquet.iter_batches(columns=[column]):
                    yield batch.column(0).to_pylist()


def _joined(tables: dict[str, tuple[TableFile, ...]], parts: Iterable[Part]) -> dict[str, tuple[TableFile, ...]]:
    joined = dict(tables)
    for part in parts:
        for table, file in part.files.items():
            joined[table] = (*joined.get(table, ()), file)
    return joined


def _prepare(root: Path) -> None:
    """Makes the folders of a new lake."""
    if (root / manifests.MANIFESTS).is_dir():
        return
    if (root / DATA).exists():
        raise LakeError(
            f"{root} holds a folder {DATA!r} that belongs to no lake, so it is left alone.",
            remedy="Choose an empty or new folder with --lake.",
        )
    try:
        (root / manifests.MANIFESTS).mkdir(parents=True)
        (root / DATA).mkdir()
    except OSError as error:
        raise LakeError(f"No lake can be made at {root}: {error.strerror}.") from error


def _locked(root: Path) -> int:
    """A descriptor that holds the lake's lock; it is not passed on to workers, so it ends with this process."""
    try:
        descriptor = os.open(root / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise LakeError(f"The lake at {root} cannot be written: {error.strerror}.") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise LakeBusy(
            f"Another process is writing to the lake at {root}.", remedy="Wait until it has ended, then try again."
        ) from error
    if not manifests.numbered(root):
        (root / DATA).mkdir(exist_ok=True)  # a predecessor may have been killed between the two folders
        manifests.write(root, Manifest())
    return descriptor
