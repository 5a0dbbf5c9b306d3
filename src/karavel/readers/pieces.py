"""What a file is cut into: documents with their provenance, and words for what is none."""

from __future__ import annotations

import hashlib
from typing import IO, Final

from karavel.notices import Document, OfficialFile, Provenance, Unreadable

#: Who publishes the contracts table of Portal BASE.
BASE: Final = "Portal BASE (IMPIC)"
#: Bytes of one document; the largest notices known have a few MB. What is larger is told, not read.
DOCUMENT_LIMIT: Final = 32 << 20
#: Elements or objects of one document; a parsed one takes 200 to 300 bytes, so a million stay within the memory that
#: an ingest may use, while a hostile document of the same size could hold ten times as many.
PARTS_LIMIT: Final = 1_000_000
_SMALL: Final = 4 << 20  # bytes below which no document can pass the limit of parts

_PIECE: Final = 1 << 18  # most documents are one piece; asking for the limit would set that much memory aside each time
_KEPT = 1 << 20  # bytes of an unreadable piece that go into the quarantine


def document(
    file: OfficialFile,
    content: bytes,
    format_: str,
    place: str = "",
    *,
    publisher: str | None = None,
    licence: str | None = None,
) -> Document:
    """One document of a file; ``place`` (``#3``) tells it from the others of the same file."""
    provenance = Provenance(
        file=file.name + place,
        sha256=hashlib.sha256(content).hexdigest(),
        address=file.address,
        fetched=file.fetched,
        publisher=publisher,
        licence=licence,
    )
    return Document(content=content, format=format_, provenance=provenance)


def unreadable(file: OfficialFile, code: str, why: str, content: bytes = b"", place: str = "") -> Unreadable:
    """A file or a piece of it that cannot be read; ``why`` goes on from its name."""
    name = file.name + place
    return Unreadable(name, code, f"{name} {why}.", content[:_KEPT])


def too_large(file: OfficialFile, place: str = "") -> Unreadable:
    """A document above the limit."""
    why = f"holds one document of more than {DOCUMENT_LIMIT >> 20} MiB or {PARTS_LIMIT:,} parts"
    return unreadable(file, "too-large", why, place=place)


def has_too_many(content: bytes, *opening: bytes) -> bool:
    """Whether a document has more parts than the limit, counted by what opens one."""
    return len(content) > _SMALL and sum(map(content.count, opening)) > PARTS_LIMIT


def whole(stream: IO[bytes]) -> bytes:
    """All bytes of a stream, or a few more than the limit of one document."""
    pieces = [stream.read(_PIECE)]
    size = len(pieces[0])
    while pieces[-1] and len(pieces[-1]) == _PIECE and size <= DOCUMENT_LIMIT:
        pieces.append(stream.read(_PIECE))
        size += len(pieces[-1])
    return b"".join(pieces)
