"""Cuts the releases or records out of a JSON package too large to hold, byte for byte as published.

A parser would give values, whose bytes and digest differ from the published ones; so only strings and brackets are
told apart here, and what is cut out is checked by the parser afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from karavel.errors import InvalidInput, RefusedInput

# A string (possessive: one pass), the beginning of one that the next chunk ends, or a mark of structure.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|"|[{}\[\],]', re.DOTALL)
_PACKED = (b'"releases"', b'"records"')
_HEADER_LIMIT = 1 << 20
_PACKAGE_LIST_DEPTH = 2  # an object's list; a list alone has its elements at depth 1


class LargePackage:
    """A package as chunks of bytes; ``header`` is what stood before its list, as far as it is small."""

    def __init__(self, chunks: Iterable[bytes], limit: int) -> None:
        self.header = b""
        self._chunks = chunks
        self._limit = limit
        self._buffer = b""
        self._scanned = 0
        self._depth = 0
        self._text = b""  # the last string of the outermost object: the key, when a list follows
        self._list_depth = 0
        self._start = 0
        self._oversize = False

    def elements(self) -> Iterator[bytes | None]:
        """The elements of the list of releases or records, or of the outermost list; None for one above the limit.

        Raises:
            InvalidInput: brackets do not match.
            RefusedInput: a single text is above the limit.
        """
        for chunk in self._chunks:
            self._buffer += chunk
            yield from self._scan()
            self._forget()
        if self._depth:
            raise InvalidInput("the JSON ends before its brackets are closed")

    def _scan(self) -> Iterator[bytes | None]:
        position = self._scanned
        for token in _TOKEN.finditer(self._buffer, self._scanned):
            mark = token[0][:1]
            if mark == b'"':
                if len(token[0]) == 1:
                    self._scanned = token.start()
                    return
                self._text = token[0] if self._depth == 1 else self._text
            elif mark == b",":
                if self._list_depth and self._depth == self._list_depth:
                    yield from self._cut(token.start(), token.end())
            elif mark in b"{[":
                self._open(mark, token.end())
            else:
                yield from self._close(token.start(), token.end())
            position = token.end()
        self._scanned = max(position, len(self._buffer))

    def _open(self, mark: bytes, end: int) -> None:
        self._depth += 1
        outermost = self._depth == 1
        packed = self._depth == _PACKAGE_LIST_DEPTH and self._text in _PACKED
        if mark == b"[" and not self._list_depth and (outermost or packed):
            self._list_depth = self._depth
            self._start = end
            self.header = self.header or self._buffer[:end]

    def _close(self, start: int, end: int) -> Iterator[bytes | None]:
        if self._depth == self._list_depth:
            if self._oversize or self._buffer[self._start : start].strip():
                yield from self._cut(start, end)
            self._list_depth = 0
        self._depth -= 1
        if self._depth < 0:
            raise InvalidInput("the JSON closes more brackets than it opens")

    def _cut(self, start: int, end: int) -> Iterator[bytes | None]:
        element = self._buffer[self._start : start].strip()
        yield None if self._oversize or len(element) > self._limit else element
        self._start = end
        self._oversize = False

    def _forget(self) -> None:
        """Drops what has been cut or passed over, so that at most one element is held."""
        if len(self._buffer) - self._scanned > self._limit:
            raise RefusedInput(f"the JSON holds one text of more than {self._limit:,} bytes")
        if self._list_depth and self._scanned - self._start > self._limit:
            self._oversize = True
            self._start = self._scanned
        keep = self._start if self._list_depth else self._scanned
        if not self.header and not self._list_depth and self._scanned < _HEADER_LIMIT:
            return
        self._buffer = self._buffer[keep:]
        self._scanned -= keep
        self._start = 0
