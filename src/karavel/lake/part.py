"""Writing one part: documents with their readings become one Parquet file a table. Runs in worker processes.

A part is no part of the lake until a manifest names its files, so a worker may die at any moment.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec
import pyarrow.parquet as pq
from msgspec import Struct

from karavel.errors import LakeError
from karavel.lake.rows import (
    NOTHING,
    DocumentRow,
    GapsRow,
    NoticeRow,
    ProblemRow,
    award_rows,
    change_rows,
    identity,
    lot_rows,
)
from karavel.lake.situations import situation_rows
from karavel.lake.tables import RAW, TABLES
from karavel.money import Rates
from karavel.notices import Document, Notice, Problem, Provenance, Reading, Unreadable

DATA = "data"  # the folder of Parquet files

#: Table to items from which its rows are taken.
Rows: TypeAlias = dict[str, list[Any]]

_NOT_SAID: Final = Problem("unreadable", "The reader returned no notice and did not say why.", "", "error")

_encode = msgspec.msgpack.Encoder().encode


class TableFile(Struct, frozen=True):
    """One Parquet file of the lake: its name below the data folder, its rows, its bytes."""

    name: str
    rows: int
    bytes: int


class Part(Struct, frozen=True):
    """What a worker wrote.

    Attributes:
        name: of the part.
        files: table to file; a table without rows has none.
        notices: digest of each document that is a notice, and the identity of its notice.
        unreadable: digest of each thing that could not be read, stored or known before.
        problems: how many problems were met.
    """

    name: str
    files: dict[str, TableFile]
    notices: tuple[tuple[str, str], ...] = ()
    unreadable: tuple[str, ...] = ()
    problems: int = 0


def digest_of(found: Unreadable) -> str:
    """The digest under which an unreadable thing is kept: its bytes', or its name's where there are none."""
    return sha256(found.content or f"{found.file} {found.code}".encode()).hexdigest()


def kept_as(digest: str, file: str) -> str:
    """What tells two unreadable things apart: the same bytes under two names are named twice."""
    return f"{digest} {file}"


class PartBuilder:
    """Gathers the rows of one part.

    Args:
        name: of the part; no other may have it.
        run: of the ingest.
        rates: for amounts in euro.
        known: unreadable things (:func:`kept_as`) that the lake already keeps: counted, not kept twice.
    """

    def __init__(self, name: str, run: int, rates: Rates, known: frozenset[str] = frozenset()) -> None:
        self.name = name
        self._run = run
        self._rates = rates
        self._known = set(known)
        self._items: Rows = {table: [] for table in TABLES}
        self._notices: list[tuple[str, str]] = []
        self._unreadable: list[str] = []
        self._problems = 0

    def add(self, document: Document, reading: Reading) -> None:
        """One document and what its reader returned."""
        notice = reading.notice
        if notice is not None:
            try:
                self._add_notice(document, reading, notice, self._rows_of(notice))
            except (ValueError, OverflowError) as error:  # a number beyond 64 bits, half a character, no date
                reading = Reading(None, (*reading.problems, _cannot_be_stored(error)))
            else:
                return
        self._add_unread_document(document, reading)

    def add_unreadable(self, found: Unreadable) -> None:
        """Something that could not be taken apart."""
        provenance = Provenance(file=found.file, sha256=digest_of(found))
        self._problems += 1
        if self._is_new(provenance):
            self._items["quarantine"].append(
                DocumentRow(provenance, None, found.content, self._run, self.name, code=found.code, reason=found.reason)
            )
            self._items["problems"].append(
                ProblemRow(provenance.sha256, found.file, None, found.code, found.reason, "", "error", self.name)
            )

    def write(self, root: Path) -> Part:
        """Writes the files of the part, each to the disk before this returns.

        Raises:
            LakeError: they could not be written; nothing of them is left.
        """
        files = write_tables(root, self.name, {table: items for table, items in self._items.items() if items})
        return Part(self.name, files, tuple(self._notices), tuple(self._unreadable), self._problems)

    def _document(self, document: Document, **more: str | None) -> DocumentRow:
        return DocumentRow(document.provenance, document.format, document.content, self._run, self.name, **more)

    def _is_new(self, provenance: Provenance) -> bool:
        """Notes an unreadable thing; whether the lake does not keep it yet."""
        self._unreadable.append(provenance.sha256)
        name = kept_as(provenance.sha256, provenance.file)
        if name in self._known:
            return False
        self._known.add(name)
        return True

    def _rows_of(self, notice: Notice) -> Rows:
        """The rows of a notice in all tables that are made from it."""
        row = NoticeRow(
            notice, notice.buyer or NOTHING, identity(notice), _encode(notice), len(notice.lots), self._run, self.name
        )
        lots = list(lot_rows(notice, self.name, self._rates))
        return {
            "notices": [row],
            "lots": lots,
            "situations": list(situation_rows(notice, (lot.key for lot in lots), self.name, self._rates)),
            "awards": list(award_rows(notice, self.name, self._rates)),
            "changes": list(change_rows(notice, self.name)),
        }

    def _add_notice(self, document: Document, reading: Reading, notice: Notice, rows: Rows) -> None:
        sha256 = document.provenance.sha256
        for table, more in rows.items():
            self._items[table] += more
        self._notices.append((sha256, rows["notices"][0].identity))
        self._items["documents"].append(self._document(document, notice_id=notice.id))
        if reading.unread:
            self._items["gaps"].append(GapsRow(sha256, reading.unread, self.name))
        self._problems += len(reading.problems)
        self._add_problems(document.provenance, reading, notice.id)

    def _add_unread_document(self, document: Document, reading: Reading) -> None:
        self._problems += len(reading.problems)
        if self._is_new(document.provenance):
            worst = next((problem for problem in reading.problems if problem.severity == "error"), _NOT_SAID)
            self._items["quarantine"].append(self._document(document, code=worst.code, reason=worst.message))
            self._add_problems(document.provenance, reading, None)

    def _add_problems(self, provenance: Provenance, reading: Reading, notice_id: str | None) -> None:
        for found in reading.problems:
            self._items["problems"].append(
                ProblemRow(
                    provenance.sha256,
                    provenance.file,
                    notice_id,
                    found.code,
                    found.message,
                    found.place,
                    found.severity,
                    self.name,
                )
            )


def _cannot_be_stored(error: Exception) -> Problem:
    return Problem("not-storable", f"The notice holds a value that no table can hold: {error}.", "", "error")


def write_part(root: Path, name: str, rows: Iterable[tuple[Document, Reading]], run: int, rates: Rates) -> Part:
    """Writes documents with their readings as one part; see :class:`PartBuilder`."""
    builder = PartBuilder(name, run, rates)
    for document, reading in rows:
        builder.add(document, reading)
    return builder.write(root)


def write_tables(root: Path, name: str, items: Mapping[str, list[Any]]) -> dict[str, TableFile]:
    """Builds and writes one Parquet file a table; raw bytes beside the rest, which takes about as long."""
    with ThreadPoolExecutor(1) as beside:
        raw = {table: beside.submit(_write, root, name, table, rows) for table, rows in items.items() if table in RAW}
        rest = {table: _write(root, name, table, rows) for table, rows in items.items() if table not in RAW}
    return rest | {table: future.result() for table, future in raw.items()}


def _write(root: Path, name: str, table: str, rows: list[Any]) -> TableFile:
    made = TABLES[table]
    path = root / DATA / f"{name}.{table}.parquet"
    write = partial(pq.write_table, made.build(rows), path, row_group_size=made.group, **made.options)
    return TableFile(path.name, len(rows), write_safely(path, write))


def write_safely(path: Path, write: Callable[[], Any]) -> int:
    """Writes a file and lays it on the disk; returns its size.

    Raises:
        LakeError: it could not be written; what was begun is removed. Files of the same part that were finished are
            left to the next writer, who clears away whatever no manifest names.
    """
    try:
        write()
        with path.open("rb+") as file:
            os.fsync(file.fileno())
            return file.seek(0, os.SEEK_END)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise LakeError(
            f"{path.name} could not be written into the lake: {error.strerror or error}. The lake is as it was before.",
            remedy="Make room on the disk and run the same command again: it goes on from what is committed.",
        ) from error
