"""Read: files to what the readers understand of them, without a lake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from karavel.answers.notice import shape
from karavel.notices import Document, Found, OfficialFile, Problem, Skipped, Unread, Unreadable
from karavel.readers.reading import read as read_document
from karavel.readers.splitting import documents
from karavel.sources import files


class FileProblem(Struct, frozen=True):
    """A problem and the document in which it was met; keys as in ``karavel lake problems``."""

    file: str
    notice_id: str | None
    code: str
    message: str
    place: str
    severity: str


class Understood(Struct, frozen=True):
    """What was understood of one thing that the paths hold.

    Attributes:
        file: its name.
        notice: in the shape of ``karavel show``; None when it is none or could not be read.
        problems: what was wrong.
        unread: paths that no field table reads.
        skipped: as what it was recognised when it is no notice.
    """

    file: str
    notice: dict[str, Any] | None = None
    problems: tuple[FileProblem, ...] = ()
    unread: tuple[Unread, ...] = ()
    skipped: str | None = None


def read(paths: Iterable[Path]) -> Iterator[Understood]:
    """Reads files, folders and archives, one thing after the other.

    Raises:
        NotFound: a path does not exist; told before anything is read.
    """
    return _understood(files(paths))


def _understood(brought: Iterable[OfficialFile | Skipped | Unreadable]) -> Iterator[Understood]:
    for one in brought:
        for found in documents(one) if isinstance(one, OfficialFile) else (one,):
            yield _understand(found)


def _understand(found: Found) -> Understood:
    if isinstance(found, Skipped):
        return Understood(found.file, skipped=found.reason)
    if isinstance(found, Unreadable):
        problem = Problem(found.code, found.reason, severity="error")
        return Understood(found.file, problems=(_told(found.file, None, problem),))
    return _document(found)


def _document(document: Document) -> Understood:
    reading, file = read_document(document), document.provenance.file
    notice_id = reading.notice.id if reading.notice else None
    return Understood(
        file,
        notice=shape(reading.notice) if reading.notice else None,
        problems=tuple(_told(file, notice_id, problem) for problem in reading.problems),
        unread=reading.unread,
    )


def _told(file: str, notice_id: str | None, problem: Problem) -> FileProblem:
    return FileProblem(file, notice_id, problem.code, problem.message, problem.place, problem.severity)
