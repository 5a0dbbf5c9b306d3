"""CSV tables: the contracts table of Portal BASE row by row; every other table is skipped once, never its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import count
from typing import Any

import msgspec

from karavel.notices import Found, OfficialFile, Skipped
from karavel.readers.pieces import BASE, document, unreadable

#: Columns that a contracts table of Portal BASE always has, in lower case.
_BASE_COLUMNS = frozenset({"idcontrato", "objectocontrato", "adjudicante", "adjudicatarios", "precocontratual"})
_SHOWN = 8  # columns of an unknown table that its reason names
_LEAST_COLUMNS = 2
_HEADER_LIMIT = 1 << 16
_ENCODER = msgspec.json.Encoder()


def documents(file: OfficialFile, stream: io.BufferedReader[Any], encoding: str) -> Iterator[Found] | None:
    """The rows of a known table, one ``Skipped`` for another table, None when the text is no table."""
    head = stream.peek(_HEADER_LIMIT)
    encoding = encoding if encoding != "utf-8" else _utf8_or_windows(head)
    columns, delimiter = _header(head.decode(encoding, "ignore"))
    if len(columns) < _LEAST_COLUMNS:
        return None
    if {column.lower() for column in columns} >= _BASE_COLUMNS:
        return _rows(file, stream, encoding, delimiter)
    shown = ", ".join(columns[:_SHOWN]) + (", ..." if len(columns) > _SHOWN else "")
    return iter([Skipped(file.name, f"a table of no notices (columns {shown})")])


def _utf8_or_windows(head: bytes) -> str:
    """UTF-8 (with or without its mark) where it holds, else Windows-1252, which Portuguese spreadsheets write."""
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _header(text: str) -> tuple[list[str], str]:
    """Column names and delimiter of a table; no columns when the first two lines do not agree on them."""
    lines = text.lstrip("\ufeff").splitlines()[:2]
    if not lines:
        return [], ","
    delimiter = max(",;\t|", key=lines[0].count)
    columns = next(csv.reader(lines[:1], delimiter=delimiter))
    plain = all(column.strip() and "\n" not in column for column in columns[:_LEAST_COLUMNS])
    agrees = len(lines) == 1 or delimiter in lines[1]
    return ([column.strip() for column in columns] if plain and agrees else []), delimiter


def _rows(file: OfficialFile, stream: io.BufferedReader[Any], encoding: str, delimiter: str) -> Iterator[Found]:
    """Each row as a JSON object under the column names; row 1 stands below the header."""
    text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
    try:
        yield from _documents(file, csv.reader(text, delimiter=delimiter))
    except UnicodeDecodeError as error:
        yield unreadable(file, "wrong-encoding", f"ends in bytes that are not of its encoding: {error}")
    finally:
        text.detach()  # else the wrapper would close a stream that is not its own


def _documents(file: OfficialFile, table: Iterator[list[str]]) -> Iterator[Found]:
    columns = [column.strip() for column in next(table)]
    number = 0
    for number in count(1):
        try:
            row = next(table)
        except StopIteration:
            break
        except csv.Error as error:
            yield unreadable(file, "broken-row", f"is no row of the table: {error}", place=f"#{number}")
        else:
            if row:
                yield _row(file, columns, row, f"#{number}")
    if number == 1:
        yield Skipped(file.name, "a contracts table without rows")


def _row(file: OfficialFile, columns: list[str], row: list[str], place: str) -> Found:
    if len(row) != len(columns):
        content = "\t".join(row).encode("utf-8", "surrogateescape")
        return unreadable(file, "broken-row", f"has {len(row)} cells, the header {len(columns)}", content, place)
    try:
        content = _ENCODER.encode(dict(zip(columns, row, strict=True)))
    except UnicodeEncodeError:
        content = "\t".join(row).encode("utf-8", "surrogateescape")
        return unreadable(file, "wrong-encoding", "holds bytes that are not of the file's encoding", content, place)
    return document(file, content, "base", place, publisher=BASE)
