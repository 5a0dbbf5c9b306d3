"""Cuts an official file into its documents, found by looking inside and never by the file's name alone.

Every file gives something: documents, ``Skipped`` once for what is recognised as no notice, or ``Unreadable`` with the
reason. The name only decides whether plain text was meant to be a notice.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, cast

from karavel.errors import KaravelError, RefusedInput
from karavel.notices import Found, OfficialFile, Skipped, Unreadable
from karavel.readers import split_json, split_tables, split_xml
from karavel.readers.pieces import unreadable
from karavel.readers.sniffing import Sniffed, sniff

_HEAD = 1 << 16
_MARKED_UP = (".xml", ".json", ".jsonl", ".ndjson")
_NOTICE_ENDINGS = (*_MARKED_UP, ".csv")
_PACKED_ENDINGS = (".gz", ".xz", ".bz2")


def documents(file: OfficialFile) -> Iterator[Found]:
    """The documents of a file in their order; whatever goes wrong comes as ``Unreadable``, what stood before it stays.

    Each document, skipped file and unreadable piece counts once: together they are the ``files`` of an ingest.
    """
    try:
        yield from _split(file)
    except KaravelError as error:
        code = "refused-input" if isinstance(error, RefusedInput) else "damaged-file"
        told = str(error)
        yield Unreadable(file.name, code, f"{told}." if file.name in told else f"{file.name}: {told}.")


def _split(file: OfficialFile) -> Iterator[Found]:
    stream: io.BufferedReader[Any] = (
        file.stream
        if isinstance(file.stream, io.BufferedReader)
        else io.BufferedReader(cast("io.RawIOBase", file.stream), _HEAD)
    )
    head = stream.peek(_HEAD)
    sniffed = sniff(head)
    match sniffed.kind:
        case "markup":
            yield from split_xml.documents(file, stream, sniffed.encoding)
        case "json":
            yield from split_json.documents(file, stream, sniffed.encoding)
        case "text":
            table = None if _called(file, _MARKED_UP) else split_tables.documents(file, stream, sniffed.encoding)
            yield from table or [_text(file, head)]
        case "binary":
            yield _binary(file, sniffed, head)
        case "empty":
            yield unreadable(file, "empty", "is empty")


def _text(file: OfficialFile, head: bytes) -> Skipped | Unreadable:
    """Plain text: a mistake where the name promises a notice, else something that lies beside notices."""
    if _called(file, _NOTICE_ENDINGS):
        return unreadable(file, "not-a-notice", "holds neither XML nor JSON nor a table", head)
    return Skipped(file.name, "plain text")


def _called(file: OfficialFile, endings: tuple[str, ...]) -> bool:
    """Whether the name, without what it was packed with, ends so."""
    name = file.name.lower()
    for ending in _PACKED_ENDINGS:
        name = name.removesuffix(ending)
    return name.endswith(endings)


def _binary(file: OfficialFile, sniffed: Sniffed, head: bytes) -> Skipped | Unreadable:
    if sniffed.known:
        return Skipped(file.name, sniffed.known)
    return unreadable(file, "unknown-content", "is binary and of no kind that Karavel knows", head)
