"""Lake: what it holds, what was wrong, words to lots; and reading everything in it again."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from msgspec import Struct

from karavel.lake import Digests, Hit, Lake, Part, View
from karavel.notices import Document, OfficialFile, Skipped, Unreadable
from karavel.readers.reading import read as read_document
from karavel.readers.splitting import documents
from karavel.verbs.batches import Here, Read
from karavel.verbs.pipeline import Pipeline


def status(lake: Lake) -> dict[str, Any]:
    """What a lake holds, in numbers.

    Raises:
        LakeMissing: there is no lake.
    """
    with lake.view() as view:
        return view.status()


def problems(lake: Lake) -> Iterator[dict[str, Any]]:
    """Every problem of what a lake holds: file, notice_id, code, message, place, severity.

    Raises:
        LakeMissing: there is no lake.
    """
    with lake.view() as view:
        yield from view.problems()


def search(lake: Lake, words: str, limit: int = 20) -> list[Hit]:
    """Lots whose words match best, the best first.

    Raises:
        LakeMissing: there is no lake.
        LakeError: its text index cannot be written.
    """
    with lake.view() as view:
        return view.search(words, limit)


def index(lake: Lake) -> None:
    """Brings the text index up to what the lake holds.

    Raises:
        LakeMissing: there is no lake.
        LakeError: the index cannot be written.
    """
    with lake.view() as view:
        view.index()


class Reread(Struct):
    """What reading again did.

    Attributes:
        documents: that were read again, quarantine and all.
        notices: that they are now.
        unreadable: what stays in quarantine.
        problems: met while reading.
        seconds: that it took.
    """

    documents: int = 0
    notices: int = 0
    unreadable: int = 0
    problems: int = 0
    seconds: float = 0.0


def reread(
    lake: Lake,
    executor: Executor | None = None,
    *,
    workers: int = 1,
    rates: Path | None = None,
    read: Read = read_document,
    progress: Callable[[Reread], None] | None = None,
) -> Reread:
    """Applies the present readers to every document of a lake; what they say takes the place of all tables at once.

    Args:
        lake: to read again.
        executor: does the reading; this process, when None.
        workers: how many the executor has.
        rates: the file of dated exchange rates, if there is one.
        read: reads one document.
        progress: is told how far it is, after each document.

    Raises:
        LakeMissing: there is no lake.
        LakeBusy: another process writes to it.
        LakeError: it could not be written; it is as it was.
    """
    began = time.monotonic()
    with lake.view() as view, lake.writer() as writer:
        again = _Again(writer.known_documents())
        pipeline = Pipeline(writer, executor or Here(), read, again.take, workers=workers, rates=rates, anew=True)
        try:
            for run, found in again.everything(view):
                pipeline.add(found, run)
                if progress:
                    again.done.seconds = time.monotonic() - began
                    progress(again.done)
            pipeline.drain()
        finally:
            pipeline.stop()
        writer.replace(again.parts)
        writer.compact(pipeline.executor)
    again.done.seconds = round(time.monotonic() - began, 3)
    return again.done


class _Again:
    """What is read again, and what came of it."""

    def __init__(self, known: Digests) -> None:
        self.done = Reread()
        self.parts: list[Part] = []
        self._known = known

    def take(self, part: Part) -> None:
        """Counts a part."""
        self.parts.append(part)
        self.done.notices += len(part.notices)
        self.done.unreadable += len(part.unreadable)
        self.done.problems += part.problems

    def everything(self, view: View) -> Iterator[tuple[int, Document | Unreadable]]:
        """All documents and what is in quarantine, with the numbers of the ingests that brought them."""
        for run, document in view.documents():
            self.done.documents += 1
            yield run, document
        for run, kept in view.quarantined():
            self.done.documents += 1
            for found in _cut_again(kept):
                if isinstance(found, Unreadable) or self._is_new(found):
                    yield run, found

    def _is_new(self, document: Document) -> bool:
        """Whether the lake does not hold it: a file that was taken apart halfway left documents there."""
        digest = document.provenance.sha256
        if digest in self._known:
            return False
        self._known.add(digest)
        return True


def _cut_again(kept: Document | Unreadable) -> Iterator[Document | Unreadable]:
    """Something from quarantine; a file whose bytes were kept is cut into documents by the present rules."""
    if isinstance(kept, Document) or not kept.content:
        yield kept
        return
    for found in documents(OfficialFile(name=kept.file, stream=io.BytesIO(kept.content))):
        if not isinstance(found, Skipped):
            yield found
