"""The official bytes of one notice and where they came from."""

from __future__ import annotations

from datetime import datetime
from typing import IO, TypeAlias

from msgspec import Struct


class Provenance(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a document came from.

    Attributes:
        file: path as the user gave it; a member of an archive follows ``!`` (``ted.tar.xz!2019/1-2019.xml``), a
            record of a package or a row of a table follows ``#`` (``releases.json#3``, ``base.csv#14``).
        sha256: hexadecimal digest of the document's own bytes.
        address: where it was fetched, when a source brought it.
        fetched: when, when a source brought it.
        publisher: who published it, when the file says so.
        licence: under which licence, when the file says so.
    """

    file: str
    sha256: str
    address: str | None = None
    fetched: datetime | None = None
    publisher: str | None = None
    licence: str | None = None


class Document(Struct, frozen=True, kw_only=True):
    """One official document, unchanged.

    Attributes:
        content: the bytes as published: an XML file, a JSON release or record, or a table's row as a JSON object.
        format: what the content was recognised as: ``eforms``, ``ted``, ``ocds`` or ``base``.
        provenance: where it came from.
    """

    content: bytes
    format: str
    provenance: Provenance


class OfficialFile(Struct, frozen=True, kw_only=True):
    """A file or an archive's member, decompressed, as a source brings it; it may hold one document or many.

    Attributes:
        name: as in :attr:`Provenance.file`.
        stream: its bytes, read once from the start, valid until the next file is asked for.
        address, fetched: where and when a source fetched it.
    """

    name: str
    stream: IO[bytes]
    address: str | None = None
    fetched: datetime | None = None


class Skipped(Struct, frozen=True):
    """A file that was recognised as no notice (a code list, a schema, a report), and as what."""

    file: str
    reason: str


class Unreadable(Struct, frozen=True):
    """A file or record that could not be read, its problem's code, and why in a sentence; ``content`` if there is any.

    Its bytes are kept in the lake's quarantine, so that a mended reader can read them again.
    """

    file: str
    code: str
    reason: str
    content: bytes = b""


#: What a file holds: documents to read, things that are no notices, and what could not be taken apart.
Found: TypeAlias = Document | Skipped | Unreadable
