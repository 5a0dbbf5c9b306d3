"""Keeps hostile PDFs from the validator: too large, encrypted, packed like a bomb, or with something that acts.

The look is at the bytes first, before anything is parsed: what a stream unpacks to is counted whatever its dictionary
says of it. Only then is the file opened, and its catalogue looked at.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from karavel.errors import RefusedInput
from karavel.texts import gettext as _

LARGEST: Final = 30 * 1024 * 1024
"""Bytes of a contract with its signatures."""

_UNPACKED: Final = 120 * 1024 * 1024  # bytes that all streams together may unpack to
_REVISIONS: Final = 40
_ENTRIES: Final = 100_000  # of a cross-reference table; a contract has some dozens
_LAYERS: Final = 4  # how often something packed may be packed again

_PIECE: Final = 16 * 1024  # bytes that are unpacked at a time

_ACTS: Final = re.compile(
    rb"/(JavaScript|Launch|XFA|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE|Rendition)"
    rb"(?=[\s/<>(\[\]])"
)
_HIDES: Final = re.compile(rb"/[A-Za-z]*#[0-9A-Fa-f]{2}|/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZW|RunLength|Crypt)")
_STREAM: Final = re.compile(rb"stream\r?\n")
_SECTION: Final = re.compile(rb"(?:xref\s+\d+|/Size)\s+0*(\d{1,9})|/Index\s*\[[^\]]*?(\d{7,9})")


def refuse(pdf: bytes, trusted: int = 0) -> None:
    """Refuses what must not reach the validator.

    Args:
        pdf: the file.
        trusted: how many of its first bytes are known to be ours.

    Raises:
        RefusedInput: says why.
    """
    if len(pdf) > LARGEST or pdf.count(b"startxref") > _REVISIONS:
        raise RefusedInput(_("The PDF is larger, or was changed more often, than a contract is."))
    if not pdf.startswith(b"%PDF-"):
        raise RefusedInput(_("This is no PDF."))
    added = pdf[trusted:]
    if any(int(first or second) > _ENTRIES for first, second in _SECTION.findall(added)):
        raise RefusedInput(_("The PDF has a table of objects as no contract has."))
    # Beside our own bytes there are few of others, and all are looked at; elsewhere packed data could look like a name.
    if _HIDES.search(added if trusted else _without_streams(added)):
        raise RefusedInput(_("The PDF hides what it holds, as no contract does."))
    for text in chain((added,), _unpacked(added)):
        if found := _ACTS.search(text):
            raise RefusedInput(_("The PDF holds something that acts: {what}.").format(what=found[1].decode()))
    _refuse_catalogue(opened(pdf))


def opened(pdf: bytes) -> PdfFileReader:
    """A file, read strictly.

    Raises:
        RefusedInput: it is damaged, or encrypted.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        encrypted = reader.encrypted
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise RefusedInput(_("The PDF is damaged: {why}.").format(why=str(error)[:200])) from error
    if encrypted:
        raise RefusedInput(_("The PDF is encrypted."), remedy=_("Sign and upload it without a password."))
    return reader


def _refuse_catalogue(reader: PdfFileReader) -> None:
    try:
        root = reader.root
        acting = ["/AA"] if "/AA" in root else []
        if not isinstance(root.get("/OpenAction", generic.ArrayObject()), generic.ArrayObject):
            acting.append("/OpenAction")  # an array only says at which page to open
    except (PdfError, KeyError, TypeError) as error:
        raise RefusedInput(_("The PDF is damaged: {why}.").format(why=str(error)[:200])) from error
    if acting:
        raise RefusedInput(_("The PDF holds something that acts: {what}.").format(what=acting[0][1:]))


def _without_streams(pdf: bytes) -> bytes:
    """What stands outside of streams, where binary data could look like anything."""
    kept, at = bytearray(), 0
    while (start := pdf.find(b"stream", at)) >= 0:
        kept += pdf[at:start]
        end = pdf.find(b"endstream", start)
        at = end + len(b"endstream") if end >= 0 else len(pdf)
    return bytes(kept + pdf[at:])


def _unpacked(pdf: bytes) -> Iterator[bytes]:
    """What each stream unpacks to, layer by layer.

    Raises:
        RefusedInput: all together unpack to more than a contract holds.
    """
    left, view = _UNPACKED, memoryview(pdf)
    for found in _STREAM.finditer(pdf):
        content: bytes | memoryview = view[found.end() :]
        for _layer in range(_LAYERS):
            content = _unpack(content, left)
            left -= len(content)
            if not content:
                break
            if left < 0:
                raise RefusedInput(_("The PDF unpacks to more than a contract holds."))
            yield content


def _unpack(packed: bytes | memoryview, limit: int) -> bytes:
    """What something packed unpacks to, up to one byte past the limit; what comes before a damage counts."""
    unpacker, found = zlib.decompressobj(), bytearray()
    with suppress(zlib.error):
        for start in range(0, len(packed), _PIECE):
            found += unpacker.decompress(packed[start : start + _PIECE], limit + 1 - len(found))
            if unpacker.eof or len(found) > limit:
                break
    return bytes(found)
