"""JSON files: OCDS packages, records and releases, alone, in lists or line by line; each is cut out as published.

Rows of Portal BASE's JSON export are, too.

The cut reads only the outermost keys. A record is one document whatever releases it holds. JSON that holds no OCDS is
skipped once, never piece by piece. A file above the limit of one document is cut while it streams.
"""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from itertools import chain, count
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw

from karavel.errors import InvalidInput
from karavel.notices import Document, Found, OfficialFile, Skipped, Unreadable
from karavel.readers.lenient import mended
from karavel.readers.pieces import BASE, DOCUMENT_LIMIT, document, has_too_many, too_large, unreadable
from karavel.readers.split_json_large import LargePackage
from karavel.readers.split_json_outline import ABSENT, Outline, outline_of, publisher_of, rights, text_of

_CHUNK = 1 << 20
_LOOKED_AT = 100  # values of another kind after which the rest is taken for the same
_KEPT = 1 << 16  # bytes of one of them, in case that notices follow


class Foreign(NamedTuple):
    """A value that is no OCDS, and what it is."""

    what: str


class Piece(NamedTuple):
    """One value of a series: its place, its bytes (None when it is above the limit), its package's publisher.

    ``cut`` says that it was cut out by its brackets, so that nothing more is looked for in it.
    """

    place: str
    content: bytes | None
    publisher: str | None = None
    licence: str | None = None
    cut: bool = False


_VALUE = msgspec.json.Decoder(Raw)
_LIST = msgspec.json.Decoder(list[Raw])
_VALUES = msgspec.json.Decoder(list[Raw] | str | int | float | bool | None)


def documents(file: OfficialFile, stream: io.BufferedReader[Any], encoding: str) -> Iterator[Found]:
    """The OCDS documents of a JSON file."""
    for found in _series(file, _pieces(stream, encoding)):
        yield Skipped(file.name, found.what) if isinstance(found, Foreign) else found


def _pieces(stream: io.BufferedReader[Any], encoding: str) -> Iterator[Piece]:
    """The values of a file: its lines, or the one that is spread over all of them."""
    if not encoding.startswith("utf-8"):
        stream = _as_utf8(stream, encoding)
    if stream.peek(3).startswith(BOM_UTF8):
        stream.read(len(BOM_UTF8))
    first = _first_line(stream)
    if len(first) <= DOCUMENT_LIMIT and not _complete(first):
        yield from _spread(first, stream)
    elif stream.peek(1) or len(first) > DOCUMENT_LIMIT:
        yield from _lines(first, stream)
    else:
        yield Piece("", first.strip())


def _as_utf8(stream: io.BufferedReader[Any], encoding: str) -> io.BufferedReader[Any]:
    """Small JSON in another encoding of Unicode, as UTF-8: the standard (RFC 8259) knows no other."""
    text = stream.read(DOCUMENT_LIMIT).decode(encoding, "replace")
    return io.BufferedReader(io.BytesIO(text.encode()), _CHUNK)


def _first_line(stream: io.BufferedReader[Any]) -> bytes:
    """The first line that is not blank."""
    while True:
        line = stream.readline(DOCUMENT_LIMIT + 1)
        if line.strip() or not line:
            return line


def _complete(line: bytes) -> bool:
    """Whether a line is a whole JSON value, so that the next one is another."""
    try:
        _VALUE.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _spread(first: bytes, stream: io.BufferedReader[Any]) -> Iterator[Piece]:
    """A value written over several lines, or lines of which the first is broken."""
    if first.rstrip().endswith((b"}", b"]")) and stream.peek(1).startswith(b"{"):
        yield from _lines(first, stream)
        return
    content = first + stream.read(DOCUMENT_LIMIT + 1)
    if len(content) > DOCUMENT_LIMIT:
        yield from _large("", chain((content,), iter(lambda: stream.read(_CHUNK), b"")))
    else:
        yield Piece("", content.strip())


def _lines(first: bytes, stream: io.BufferedReader[Any]) -> Iterator[Piece]:
    """JSON lines by number; one above the limit is cut while it streams, as it may be a package."""
    line = first
    for number in count(1):
        if not line:
            return
        if len(line) > DOCUMENT_LIMIT:
            yield from _large(f"#{number}" if number > 1 else "", _rest_of_line(line, stream))
        elif content := line.strip():
            yield Piece(f"#{number}", content)
        line = stream.readline(DOCUMENT_LIMIT + 1)


def _rest_of_line(line: bytes, stream: io.BufferedReader[Any]) -> Iterator[bytes]:
    while line:
        yield line
        line = b"" if line.endswith(b"\n") else stream.readline(_CHUNK)


def _large(place: str, chunks: Iterable[bytes]) -> Iterator[Piece]:
    """The elements of a package or list above the limit; without any it is one document, and too large."""
    package = LargePackage(chunks, DOCUMENT_LIMIT)
    number = 0
    for number, content in enumerate(package.elements(), 1):
        publisher, licence = rights(package.header)
        yield Piece(f"{place}#{number}", content, publisher, licence, cut=True)
    if not number:
        yield Piece(place, None)


def _series(file: OfficialFile, pieces: Iterable[Piece]) -> Iterator[Found | Foreign]:
    """Values of one file or package; where the first hundred hold no OCDS, none of the others is looked at."""
    foreign: list[tuple[Foreign, Unreadable]] = []
    notices = False
    for piece in pieces:
        for found in _take(file, piece):
            if isinstance(found, Foreign):
                told = unreadable(file, "not-a-notice", f"is {found.what}", (piece.content or b"")[:_KEPT], piece.place)
                foreign.append((found, told))
            else:
                notices |= isinstance(found, Document)
                yield found
        if notices:
            yield from (told for _, told in foreign)
            foreign.clear()
        elif len(foreign) >= _LOOKED_AT:
            break
    yield from (found for found, _ in foreign[:1])


def _take(file: OfficialFile, piece: Piece) -> Iterator[Found | Foreign]:
    """One value: a document, a package of them, or why it is neither."""
    if piece.content is None:
        yield too_large(file, piece.place)
        return
    try:
        found = _strictly(file, piece, piece.content, piece.content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        found = _leniently(file, piece, piece.content, error)
    yield from found


def _strictly(file: OfficialFile, piece: Piece, content: bytes, strict: bytes) -> Iterator[Found | Foreign]:
    """A value by its outline, which is read from ``strict``: the content, or what it is for a strict parser."""
    if strict.startswith(b"{"):
        return _object(file, piece, content, outline_of(strict))
    return _list(file, piece, _VALUES.decode(strict))


def _leniently(file: OfficialFile, piece: Piece, content: bytes, error: Exception) -> Iterator[Found | Foreign]:
    """A value that is no JSON: one document as lenient parsers read it, of a package what stands whole in it."""
    strict = mended(content)
    if strict is not None and not _is_package(strict):
        yield from _strictly(file, piece, content, strict)
        return
    cut = False
    try:
        for found in _series(file, () if piece.cut else _elements_of(piece, content)):
            cut = True
            yield found
    except InvalidInput as broken:
        error = broken if cut else error
    if not cut:
        yield unreadable(file, "not-json", f"is no JSON: {error}", content, piece.place)
    elif isinstance(error, InvalidInput):
        yield unreadable(file, "damaged-file", f"was read as far as it is whole: {error}", b"", piece.place)


def _is_package(strict: bytes) -> bool:
    outline = outline_of(strict) if strict.startswith(b"{") else None
    return outline is None or not (outline.is_record() or outline.packed() is ABSENT)


def _elements_of(piece: Piece, content: bytes) -> Iterator[Piece]:
    """The elements of a package that is no JSON as a whole."""
    return (element for element in _large(piece.place, [content]) if element.content is not None)


def _list(file: OfficialFile, piece: Piece, elements: list[Raw] | str | float | None) -> Iterator[Found | Foreign]:
    if isinstance(elements, list):
        return _elements(file, piece, elements, "an empty JSON list")
    return iter([Foreign("a JSON value that is no object")])


def _object(file: OfficialFile, piece: Piece, content: bytes, outline: Outline) -> Iterator[Found | Foreign]:
    publisher = piece.publisher or publisher_of(outline.publisher)
    licence = piece.licence or text_of(outline.license)
    packed = outline.packed()
    if outline.is_record() or (packed is ABSENT and outline.is_release()):
        if has_too_many(content, b"{", b"["):
            yield too_large(file, piece.place)
            return
        yield document(file, content, "ocds", piece.place, publisher=publisher, licence=licence)
    elif outline.is_contract():
        yield document(file, content, "base", piece.place, publisher=BASE)
    elif packed is ABSENT:
        yield Foreign(outline.other())
    elif bytes(packed)[:1] != b"[":
        yield Foreign("JSON whose releases or records are no list")
    else:
        inside = piece._replace(publisher=publisher, licence=licence)
        yield from _elements(file, inside, _LIST.decode(packed), "an OCDS package without releases or records")


def _elements(file: OfficialFile, piece: Piece, elements: list[Raw], empty: str) -> Iterator[Found | Foreign]:
    if not elements:
        yield Skipped(file.name + piece.place, empty)
    pieces = (
        piece._replace(place=f"{piece.place}#{number}", content=bytes(element))
        for number, element in enumerate(elements, 1)
    )
    yield from _series(file, pieces)
