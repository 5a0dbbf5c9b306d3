"""Seals a chunk with the place that it belongs to inside, and refuses to open it at any other place.

Inside the seal stand four letters, the length of a header, the header (JSON), the data, and zeros up to a multiple of
4096 bytes: so a price form of 200 bytes and one of 2000 look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import Struct as Layout
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from karavel.errors import BrokenSeal, RefusedInput
from karavel.procurement.sealing import envelope
from karavel.procurement.sealing.digests import bytes_digest
from karavel.procurement.sealing.identities import Identity
from karavel.texts import gettext as _

#: The most bytes of a chunk: 4 MiB.
CHUNK: Final = 4 * 1024 * 1024

_STEP: Final = 4096
_FRONT: Final = Layout(">4sI")
_MAGIC: Final = b"KVC1"


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a chunk belongs.

    Attributes:
        submission: the id of the bid.
        file: the id of the file in it; ours, never the bidder's name for it.
        index: the number of the chunk, from 0.
        of: how many chunks the file has.
    """

    submission: str
    file: str
    index: int = 0
    of: int = 1


class _Header(Struct, frozen=True, forbid_unknown_fields=True):
    place: Place
    size: int


class Sealed(NamedTuple):
    """A chunk as it may be written to the disk.

    Attributes:
        data: the sealed bytes.
        digest: their SHA-256; the name in the store, and what receipt and audit log hold.
        plain: SHA-256 of the plain bytes, for the bidder's receipt; see :mod:`karavel.procurement.sealing.digests`.
    """

    data: bytes
    digest: str
    plain: str


def seal(recipient: str, data: bytes, place: Place) -> Sealed:
    """Seals a chunk, or a form of a bid (names, prices) as a file of one chunk.

    Raises:
        RefusedInput: it is larger than :data:`CHUNK`, or its place is none.
        SealError: the recipient is no public key.
    """
    if len(data) > CHUNK:
        raise RefusedInput(_("A chunk has at most {most} bytes.").format(most=CHUNK))
    if not 0 <= place.index < place.of:
        raise RefusedInput(_("A file of {of} chunks has no chunk {index}.").format(of=place.of, index=place.index))
    header = msgspec.json.encode(_Header(place, len(data)))
    inner = b"".join((_FRONT.pack(_MAGIC, len(header)), header, data))
    sealed = envelope.closed(recipient, inner + bytes(-len(inner) % _STEP))
    return Sealed(sealed, bytes_digest(sealed), bytes_digest(data))


def unseal(identity: Identity, sealed: bytes, place: Place, digest: str = "") -> bytes:
    """The plain bytes of a chunk.

    Args:
        identity: the call's key.
        sealed: the sealed bytes.
        place: where the chunk is said to belong.
        digest: of the sealed bytes, as receipt and audit log hold it; without, whoever can write the store could have
            put a chunk of their own there.

    Raises:
        WrongKey: it is sealed to another key.
        BrokenSeal: it was changed or cut off, it is another than the receipt says, or belongs to another place.
    """
    if digest and bytes_digest(sealed) != digest:
        raise BrokenSeal(_("Chunk {index} is not the one of the receipt.").format(index=place.index))
    inner = identity.open(sealed)
    header, start = _header(inner)
    if header.place != place:
        raise BrokenSeal(_("Chunk {index} was sealed for another place.").format(index=place.index))
    return inner[start : start + header.size]


def _header(inner: bytes) -> tuple[_Header, int]:
    """The header and where the data begins."""
    try:
        magic, length = _FRONT.unpack_from(inner)
        start = _FRONT.size + length
        header = msgspec.json.decode(inner[_FRONT.size : start], type=_Header)
    except Exception as error:
        raise BrokenSeal(_("What is inside the seal is no chunk of a bid.")) from error
    if magic != _MAGIC or not 0 <= header.size <= len(inner) - start:
        raise BrokenSeal(_("What is inside the seal is no chunk of a bid."))
    return header, start


def unseal_file(identity: Identity, first: Place, sealed: Iterable[tuple[bytes, str]]) -> Iterator[bytes]:
    """The plain chunks of a file, one after the other.

    Args:
        identity: the call's key.
        first: the place of the first chunk.
        sealed: sealed bytes and their digest, in order.

    Raises:
        WrongKey, BrokenSeal: as :func:`unseal`; also where chunks are missing at the end, or too many.
    """
    seen = 0
    for seen, (data, digest) in enumerate(sealed, 1):
        yield unseal(identity, data, Place(first.submission, first.file, seen - 1, first.of), digest)
    if seen != first.of:
        raise BrokenSeal(_("The file has {of} chunks, {seen} are there.").format(of=first.of, seen=seen))
