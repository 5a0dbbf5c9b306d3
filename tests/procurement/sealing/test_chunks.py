"""A chunk opens at its own place only, with the right key only, and unchanged only."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karavel.errors import BrokenSeal, RefusedInput, SealError, WrongKey
from karavel.procurement.sealing import (
    CHUNK,
    Identity,
    Place,
    Sealed,
    file_digest,
    seal,
    submission_digest,
    unseal,
    unseal_file,
)
from karavel.procurement.sealing.envelope import closed

KEY = Identity.new()
PLACE = Place("bid-1", "file-1", 0, 3)


@dataclass
class File:
    first: Place
    chunks: list[Sealed]

    def opened(self) -> bytes:
        return b"".join(unseal_file(KEY, self.first, [(chunk.data, chunk.digest) for chunk in self.chunks]))


def sealed(parts: list[bytes], submission: str = "bid-1", file: str = "file-1") -> File:
    places = [Place(submission, file, index, len(parts)) for index in range(len(parts))]
    return File(places[0], [seal(KEY.recipient, part, place) for part, place in zip(parts, places, strict=True)])


@given(st.lists(st.binary(max_size=20_000), min_size=1, max_size=4))
def test_what_was_sealed_comes_back(parts: list[bytes]) -> None:
    assert sealed(parts).opened() == b"".join(parts)


def test_a_whole_chunk_fits_and_more_is_refused() -> None:
    whole = b"x" * CHUNK
    assert unseal(KEY, seal(KEY.recipient, whole, PLACE).data, PLACE) == whole
    with pytest.raises(RefusedInput, match="at most"):
        seal(KEY.recipient, whole + b"x", PLACE)


@given(st.binary(min_size=1, max_size=300))
def test_the_plain_text_is_nowhere_in_the_sealed_one_and_its_length_is_hidden(data: bytes) -> None:
    data *= 3
    found = seal(KEY.recipient, data, PLACE)
    assert len(data) < 6 or data not in found.data
    assert body(found) == body(seal(KEY.recipient, b"", PLACE))
    assert seal(KEY.recipient, data, PLACE).data != found.data


def body(sealed: Sealed) -> int:
    """The length of what follows age's header, which varies by chance."""
    return len(sealed.data.split(b"\n--- ", 1)[1])


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(WrongKey):
        unseal(Identity.new(), seal(KEY.recipient, b"price", PLACE).data, PLACE)


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_a_changed_byte_or_a_cut_is_noticed(where: float, change: int) -> None:
    whole = seal(KEY.recipient, b"price 100", PLACE).data
    place = int(where * len(whole))
    changed = whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :]
    for broken in (changed, whole[:place], whole + b"\0"):
        with pytest.raises((BrokenSeal, WrongKey)):
            unseal(KEY, broken, PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("bid-2", "file-1", 0, 3),
        Place("bid-1", "file-2", 0, 3),
        Place("bid-1", "file-1", 1, 3),
        Place("bid-1", "file-1", 0, 2),
    ],
)
def test_a_chunk_opens_at_no_other_place(elsewhere: Place) -> None:
    chunk = seal(KEY.recipient, b"x", PLACE)
    with pytest.raises(BrokenSeal, match="another place"):
        unseal(KEY, chunk.data, elsewhere)


def test_swapped_missing_and_surplus_chunks_are_noticed() -> None:
    whole = sealed([b"a", b"b", b"c"])
    first, second, third = whole.chunks
    for chunks in ([second, first, third], [first, second], [first, third], [first, second, third, third], []):
        with pytest.raises(BrokenSeal):
            File(whole.first, chunks).opened()


def test_a_chunk_that_somebody_else_sealed_to_the_same_key_is_not_the_one_of_the_receipt() -> None:
    receipt, planted = seal(KEY.recipient, b"100", PLACE), seal(KEY.recipient, b"999", PLACE)
    with pytest.raises(BrokenSeal, match="receipt"):
        unseal(KEY, planted.data, PLACE, receipt.digest)


@pytest.mark.parametrize("inner", [b"", b"KVC1", b"KVC1\xff\xff\xff\xff", b"KVC1\0\0\0\2{}", b"other things entirely"])
def test_what_is_no_chunk_inside_is_refused(inner: bytes) -> None:
    with pytest.raises(BrokenSeal, match="no chunk"):
        unseal(KEY, closed(KEY.recipient, inner), PLACE)


def test_a_size_that_says_more_than_there_is_is_refused() -> None:
    header = b'{"place":{"submission":"bid-1","file":"file-1","index":0,"of":3},"size":99999}'
    inner = b"KVC1" + len(header).to_bytes(4, "big") + header
    with pytest.raises(BrokenSeal, match="no chunk"):
        unseal(KEY, closed(KEY.recipient, inner), PLACE)


def test_a_place_that_cannot_be_is_refused() -> None:
    for place in (Place("b", "f", 3, 3), Place("b", "f", -1, 3)):
        with pytest.raises(RefusedInput):
            seal(KEY.recipient, b"", place)
    with pytest.raises(SealError):
        seal("age1nonsense", b"", PLACE)


def test_digests_follow_the_order_and_tell_files_from_bids() -> None:
    one, other = "0" * 64, "1" * 64
    assert file_digest([one, other]) != file_digest([other, one])
    assert file_digest([one]) != submission_digest([one]) != one
