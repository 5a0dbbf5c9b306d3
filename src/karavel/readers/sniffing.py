"""What kind of file it is, by its first bytes and never by its name."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from typing import Literal, NamedTuple

Kind = Literal["empty", "markup", "json", "text", "binary"]

_BOMS = (  # the longer first: a UTF-32 mark begins like a UTF-16 one
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"), (b"{\0", "utf-16-le"), (b"\0{", "utf-16-be"))
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: Files that are surely something else, by what they begin with.
_KNOWN = (
    (b"%PDF-", "a PDF document; Karavel reads structured notices"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"<stata_dta>", "a Stata table"),
    (b"\x7fELF", "a program"),
)


_OPENING = 256  # bytes in which nearly every file has begun


class Sniffed(NamedTuple):
    """Kind and encoding of a file; ``known`` says what it is when it is surely no notice."""

    kind: Kind
    encoding: str = "utf-8"
    known: str | None = None


def sniff(head: bytes) -> Sniffed:
    """Tells markup, JSON, other text and binary apart by the first bytes of a file."""
    known = next((what for magic, what in _KNOWN if head.startswith(magic)), None)
    if known:
        return Sniffed("binary", known=known)
    encoding = encoding_of(head)
    start = _start(head[:_OPENING], encoding) or _start(head, encoding)
    if not start:
        return Sniffed("empty", encoding)
    if start == "<":
        return Sniffed("markup", encoding)
    if start in "{[":
        return Sniffed("json", encoding)
    wide = encoding.startswith(("utf-16", "utf-32"))
    return Sniffed("binary" if _NOT_TEXT.search(head) and not wide else "text", encoding)


def _start(head: bytes, encoding: str) -> str:
    """The first character that is no white space."""
    return head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")[:1]


def encoding_of(head: bytes) -> str:
    """The encoding as far as a byte order mark or the first character shows it, else ``utf-8``."""
    marked = next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)
    return marked or next((encoding for start, encoding in _UNMARKED if head.startswith(start)), "utf-8")
