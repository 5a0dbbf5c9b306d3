"""Ingest: official files into a lake. What the lake knows already is not even parsed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Final

from msgspec import Struct

from karavel.lake import Lake, Part, Writer
from karavel.notices import Document, Found, OfficialFile, Skipped, Unreadable
from karavel.readers.reading import read
from karavel.readers.splitting import documents
from karavel.sources import Meter, files
from karavel.verbs.batches import Here, Read
from karavel.verbs.pipeline import Pipeline

_COMMIT: Final = 8  # parts that wait for a manifest; a killed ingest reads these again


class Summary(Struct):
    """What an ingest did. ``files == notices + skipped + unreadable`` and ``notices == new + updated + unchanged``.

    Attributes:
        files: documents and what is none: a file, a member, a release, a record, a row.
        notices: documents that are notices.
        new, updated: of these, the first version of a notice, and a further one.
        unchanged: known to the byte.
        skipped: recognised as no notice.
        unreadable: kept in quarantine.
        problems: met while reading; those of unchanged documents are not met again.
        seconds: that it took.
    """

    files: int = 0
    notices: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    unreadable: int = 0
    problems: int = 0
    seconds: float = 0.0


def ingest(
    lake: Lake,
    paths: Iterable[Path],
    executor: Executor | None = None,
    *,
    workers: int = 1,
    rates: Path | None = None,
    read: Read = read,
    progress: Callable[[Summary], None] | None = None,
    meter: Meter | None = None,
) -> Summary:
    """Reads files, folders and archives into a lake.

    Args:
        lake: made when it is not there.
        paths: of files, folders, archives.
        executor: does the reading; this process, when None.
        workers: how many the executor has.
        rates: the file of dated exchange rates, if there is one.
        read: reads one document.
        progress: is told how far it is, after each document.
        meter: is told how much of the files is read.

    Returns:
        What was done.

    Raises:
        NotFound: a path does not exist; nothing was read.
        LakeBusy: another process writes to the lake.
        LakeError: the lake could not be written; it holds what was committed.
    """
    found = _cut(files(paths, meter=meter))
    return ingest_found(lake, found, executor, workers=workers, rates=rates, read=read, progress=progress)


def _cut(brought: Iterable[OfficialFile | Skipped | Unreadable]) -> Iterator[Found]:
    for one in brought:
        if isinstance(one, OfficialFile):
            yield from documents(one)
        else:
            yield one


def ingest_found(
    lake: Lake,
    found: Iterable[Found],
    executor: Executor | None = None,
    *,
    workers: int = 1,
    rates: Path | None = None,
    read: Read = read,
    progress: Callable[[Summary], None] | None = None,
) -> Summary:
    """As :func:`ingest`, for what was found somewhere else."""
    began = time.monotonic()
    with lake.writer() as writer:
        ingestion = _Ingestion(writer)
        pipeline = Pipeline(writer, executor or Here(), read, ingestion.take, workers=workers, rates=rates)
        try:
            for one in found:
                ingestion.sort(one, pipeline)
                if progress:
                    ingestion.summary.seconds = time.monotonic() - began
                    progress(ingestion.summary)
            ingestion.finish(pipeline)
        finally:
            pipeline.stop()
    ingestion.summary.seconds = round(time.monotonic() - began, 3)
    return ingestion.summary


class _Ingestion:
    """Counts and commits."""

    def __init__(self, writer: Writer) -> None:
        self.summary = Summary()
        self._writer = writer
        self._documents = writer.known_documents()
        self._notices = writer.known_notices()
        self._waiting: dict[str, list[Document]] = {}  # digest of a document on its way: others of the same bytes
        self._parts: list[Part] = []
        self._twins: list[Unreadable] = []

    def sort(self, found: Found, pipeline: Pipeline) -> None:
        """Counts one thing and sends it on its way if it is to be read or kept."""
        summary = self.summary
        summary.files += 1
        if isinstance(found, Skipped):
            summary.skipped += 1
        elif isinstance(found, Unreadable):
            pipeline.add(found)
        elif found.provenance.sha256 in self._documents:
            summary.unchanged += 1
            summary.notices += 1
        elif found.provenance.sha256 in self._waiting:
            self._waiting[found.provenance.sha256].append(found)
        else:
            self._waiting[found.provenance.sha256] = []
            pipeline.add(found)

    def take(self, part: Part) -> None:
        """Counts what has been read and commits from time to time."""
        summary = self.summary
        summary.problems += part.problems
        summary.unreadable += len(part.unreadable)
        for sha256, identity in part.notices:
            twins = self._waiting.pop(sha256)
            self._documents.add(sha256)
            summary.unchanged += len(twins)
            summary.notices += 1 + len(twins)
            if identity in self._notices:
                summary.updated += 1
            else:
                self._notices.add(identity)
                summary.new += 1
        for sha256 in part.unreadable:
            self._twins += (_twin(document) for document in self._waiting.pop(sha256, ()))
        self._parts.append(part)
        if len(self._parts) >= _COMMIT:
            self._commit()

    def finish(self, pipeline: Pipeline) -> None:
        """Waits for the rest, commits it and merges small files."""
        pipeline.drain()
        for twin in self._twins:
            pipeline.add(twin)
        pipeline.drain()
        self._commit(finished=True)
        self._writer.compact(pipeline.executor)

    def _commit(self, *, finished: bool = False) -> None:
        self._writer.commit(self._parts, finished=finished)
        self._parts.clear()


def _twin(document: Document) -> Unreadable:
    """A document that could not be read under another name either."""
    file = document.provenance.file
    reason = f"{file} holds the same bytes as another document of this ingest, which could not be read."
    return Unreadable(file, "unreadable-copy", reason)
