"""Digests by which a bidder, the buyer and a court recognise the same bytes. SHA-256, in hexadecimal, lower case.

A digest of what is *plain* is for the bidder's receipt and for after the opening. Before it, do not keep one beside a
short form: whoever reads it can try prices until one fits. The digest of what is *sealed* tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def bytes_digest(data: bytes) -> str:
    """Of one chunk, plain or sealed."""
    return sha256(data).hexdigest()


def file_digest(chunks: Iterable[str]) -> str:
    """Of a file, over the digests of its chunks, in order."""
    return _over("karavel-file/1", chunks)


def submission_digest(files: Iterable[str]) -> str:
    """Of a whole bid, over the digests of its files, in the order of the receipt."""
    return _over("karavel-submission/1", files)


def _over(kind: str, parts: Iterable[str]) -> str:
    """The kind stands first, so that a file of one chunk and a bid of one file never have the same digest."""
    return sha256("\n".join((kind, *parts)).encode("ascii")).hexdigest()
