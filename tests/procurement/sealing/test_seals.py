"""Any two members of the committee open a call, in either order; nobody opens it alone."""

from __future__ import annotations

import pickle
import re
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import REPOSITORY

from karavel.errors import BrokenSeal, NotFound, RefusedInput, SealError, WrongKey
from karavel.procurement.sealing import (
    Identity,
    Seal,
    first_half,
    identity_file,
    new_seal,
    protected_file,
    read_identity,
    second_half,
)
from karavel.procurement.sealing.envelope import closed


def committee(count: int) -> dict[str, Identity]:
    return {f"seat-{number}": Identity.new() for number in range(count)}


def sealed_for(members: dict[str, Identity]) -> Seal:
    return new_seal({seat: identity.recipient for seat, identity in members.items()})


@given(st.integers(2, 5))
def test_any_two_open_it_in_either_order(count: int) -> None:
    members = committee(count)
    seal = sealed_for(members)
    assert len(seal.wraps) == count * (count - 1)
    for first, second in permutations(members, 2):
        half = first_half(seal.wrap(first, second).sealed, members[first])
        assert second_half(half, members[second], seal.recipient).recipient == seal.recipient


@given(st.integers(2, 5), st.integers(0, 4))
def test_nobody_opens_it_alone(count: int, who: int) -> None:
    members = committee(count)
    seal = sealed_for(members)
    alone = members[f"seat-{who % count}"]
    for wrap in seal.wraps:
        try:
            half = first_half(wrap.sealed, alone)
        except WrongKey:
            continue
        with pytest.raises(WrongKey):
            second_half(half, alone, seal.recipient)


def test_what_is_kept_holds_no_secret() -> None:
    members = committee(3)
    seal = sealed_for(members)
    half = first_half(seal.wrap("seat-0", "seat-1").sealed, members["seat-0"])
    kept = b"".join(wrap.sealed for wrap in seal.wraps) + half + seal.recipient.encode()
    assert b"AGE-SECRET-KEY" not in kept
    assert "SECRET" not in repr(members["seat-0"]) + str(members["seat-0"])
    with pytest.raises(TypeError):
        pickle.dumps(members["seat-0"])


def test_the_half_may_wait_and_is_for_the_second_member_only() -> None:
    members = committee(3)
    seal = sealed_for(members)
    half = first_half(seal.wrap("seat-0", "seat-1").sealed, members["seat-0"])
    with pytest.raises(WrongKey):
        second_half(half, members["seat-2"], seal.recipient)
    assert second_half(half, members["seat-1"], seal.recipient).recipient == seal.recipient


def test_the_key_of_another_call_is_refused() -> None:
    members = committee(2)
    one, other = sealed_for(members), sealed_for(members)
    half = first_half(other.wrap("seat-0", "seat-1").sealed, members["seat-0"])
    with pytest.raises(BrokenSeal, match="another call"):
        second_half(half, members["seat-1"], one.recipient)


def test_what_is_no_key_of_a_call_is_refused() -> None:
    member = Identity.new()
    with pytest.raises(BrokenSeal, match="no key"):
        second_half(closed(member.recipient, b"something else"), member, member.recipient)


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_a_changed_byte_or_a_cut_is_noticed(where: float, change: int) -> None:
    members = committee(2)
    wrap = sealed_for(members).wrap("seat-0", "seat-1").sealed
    place = int(where * len(wrap))
    changed = wrap[:place] + bytes([wrap[place] ^ change]) + wrap[place + 1 :]
    for broken in (changed, wrap[:place]):
        with pytest.raises((BrokenSeal, WrongKey)):
            first_half(broken, members["seat-0"])


def test_one_person_on_two_seats_is_refused() -> None:
    same = Identity.new().recipient
    with pytest.raises(SealError, match="same key"):
        new_seal({"a": same, "b": f" {same} "})
    with pytest.raises(SealError, match="2 to 25"):
        new_seal({"a": same})
    with pytest.raises(SealError, match="age1"):
        new_seal({"a": same, "b": "nobody"})


def test_a_seat_opens_with_another_one_only() -> None:
    seal = sealed_for(committee(2))
    for pair in (("seat-0", "seat-0"), ("seat-0", "seat-9")):
        with pytest.raises(NotFound):
            seal.wrap(*pair)


def test_a_key_comes_back_from_its_file() -> None:
    key = Identity.new()
    assert read_identity(identity_file(key).encode()).secret() == key.secret()
    assert read_identity(identity_file(key).replace("\n", "\r\n").encode()).secret() == key.secret()
    assert read_identity(key.secret().lower().encode()).secret() == key.secret()


def test_a_key_comes_back_from_behind_its_passphrase() -> None:
    key = Identity.new()
    kept = protected_file(key, "uzun bir söz")
    assert key.secret().encode() not in kept
    assert read_identity(kept, "uzun bir söz").secret() == key.secret()
    with pytest.raises(WrongKey, match="passphrase"):
        read_identity(kept, "another")


@pytest.mark.parametrize("content", [b"", b"hello", b"AGE-SECRET-KEY-1", b"AGE-SECRET-KEY-1QQQQ", b"\xff\xfe"])
def test_a_file_without_a_key_is_told(content: bytes) -> None:
    with pytest.raises(SealError):
        read_identity(content)


def test_a_file_with_two_keys_is_told() -> None:
    both = identity_file(Identity.new()) + identity_file(Identity.new())
    with pytest.raises(SealError, match="holds 2"):
        read_identity(both.encode())


def test_a_file_that_would_take_all_memory_is_refused_unopened() -> None:
    bomb = b"age-encryption.org/v1\n-> scrypt c2FsdHNhbHRzYWx0c2FsdA 30\nAAAA\n--- AAAA\n"
    with pytest.raises(RefusedInput, match="memory"):
        read_identity(bomb, "x")
    with pytest.raises(RefusedInput, match="smaller"):
        read_identity(b"#" * 100_000)


def test_a_file_sealed_to_a_key_is_no_protected_key() -> None:
    with pytest.raises(SealError, match="passphrase"):
        read_identity(closed(Identity.new().recipient, b"x"), "x")
    with pytest.raises(SealError, match="damaged"):
        read_identity(b"-----BEGIN AGE ENCRYPTED FILE-----\n!!\n-----END AGE ENCRYPTED FILE-----\n", "x")


def test_the_example_of_the_docs_runs() -> None:
    page = (REPOSITORY / "docs" / "sealed-bids.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(compile(example, "docs/sealed-bids.md", "exec"), {})
