"""The notices that are read: unpacked bytes in memory, each copy a document of its own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from karavel.notices import Document, Found, OfficialFile
from karavel.readers.splitting import documents
from karavel.sources import files


def notices(folder: Path, format_: str) -> list[bytes]:
    """The documents of one format below a folder."""
    brought = (documents(one) for one in files([folder]) if isinstance(one, OfficialFile))
    return [
        found.content for each in brought for found in each if isinstance(found, Document) and found.format == format_
    ]


def copied(contents: Iterable[bytes], times: int) -> list[bytes]:
    """XML documents so many times; a comment after the root makes each copy a document that no lake knows yet."""
    return [content + b"<!-- copy %d -->" % number for number in range(times) for content in contents]


def copied_releases(contents: Iterable[bytes], times: int) -> list[bytes]:
    """OCDS releases so many times, each copy under ids of its own."""
    decoded = [msgspec.json.decode(content) for content in contents]
    return [
        msgspec.json.encode(one | {"id": f"{one.get('id', '')}-{number}", "ocid": f"{one['ocid']}-{number}"})
        for number in range(times)
        for one in decoded
    ]


def found_in_memory(contents: Iterable[bytes], ending: str) -> Iterator[Found]:
    """As an ingest finds them on disk: one file a document."""
    for number, content in enumerate(contents):
        yield from documents(OfficialFile(name=f"{number}{ending}", stream=io.BytesIO(content)))


def found_in_lines(contents: Iterable[bytes]) -> Iterator[Found]:
    """As one file of JSON lines."""
    yield from documents(OfficialFile(name="lines.jsonl", stream=io.BytesIO(b"\n".join(contents))))
