"""What publishers write outside the schema is mended or told; nothing raises and nothing is guessed."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.ocds.made import notice, problems, reading, release, tender

from karavel.notices import Money


@pytest.mark.parametrize(
    ("part", "codes"),
    [
        ({"value": {"amount": "12.5", "currency": "gbp"}}, []),
        ({"value": {"amount": "", "currency": ""}}, []),
        ({"value": {"amount": 5}}, ["missing-currency"]),
        ({"value": {"amount": 5, "currency": "XYZ"}}, ["unknown-currency"]),
        ({"value": {"amount": "about 5", "currency": "GBP"}}, ["wrong-type"]),
        ({"items": None, "lots": None, "documents": None}, []),
        ({"items": {"id": 1, "classification": {"scheme": "CPV", "id": 72212000}}}, []),
        ({"items": [None, {"id": 2}]}, []),
        ({"items": ["x"]}, ["wrong-type"]),
        ({"items": [{"id": "1", "classification": {"scheme": "CPV", "id": "724954105"}}]}, ["unknown-cpv"]),
        ({"tenderPeriod": {"endDate": "2025-04-01"}}, []),
        ({"tenderPeriod": {"endDate": "soon"}}, ["not-a-date"]),
        ({"tenderPeriod": {"endDate": "2025-02-30T10:00:00Z"}}, ["not-a-date"]),
        ({"suitability": {"sme": "yes"}}, []),
        ({"suitability": {"sme": "perhaps"}}, ["wrong-type"]),
        ({"title": ["a", "b"]}, ["wrong-type"]),
        ({"lots": [{"id": 1}, {"id": None}]}, []),
        ({"awardCriteria": "priceOnly"}, []),
        ({"awardCriteria": {"criteria": [{"type": "price"}]}}, []),
        ({"awardCriteria": ["x"]}, ["wrong-type"]),
        ({"techniques": {"frameworkAgreement": {"maximumParticipants": 7.9e28}}}, ["absurd-number"]),
    ],
)
def test_a_wrong_part_is_mended_or_told_and_the_rest_is_read(part: dict[str, Any], codes: list[str]) -> None:
    raw = release(tender=tender(**part))
    assert problems(raw) == codes
    assert notice(raw).buyer is not None


def test_a_number_written_as_text_is_a_number() -> None:
    found = notice(release(tender=tender(value={"amount": "12.5", "currency": "gbp"})))
    assert found.value == Money(12.5, "GBP")


def test_one_object_where_a_list_belongs_is_its_only_element_and_a_list_for_an_object_gives_its_first() -> None:
    found = notice(release(parties={"id": "B1", "name": "City of Test"}, planning=[{"rationale": "x"}, {}]))
    assert found.buyer is not None
    assert found.buyer.name == "City of Test"
    assert "wrong-type" in problems(release(planning=[{"rationale": "x"}, {}]))


def test_lots_named_by_objects_are_understood() -> None:
    award = {"status": "active", "relatedLots": [{"lotId": "b"}]}
    found = notice(release(tender=tender(lots=[{"id": "a"}, {"id": "b"}]), awards=[award]))
    assert found.awards[0].lot_id == "b"


def test_a_key_that_no_shape_reads_is_reported_with_its_path() -> None:
    raw = release(zone=1, tender=tender(items=[{"id": 1, "unit": {"name": "x"}}, {"id": 2, "unit": {}}]))
    assert {(one.path, one.count) for one in reading(raw).unread} == {("/zone", 1), ("/tender/items/unit", 2)}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "unreadable-json"),
        (b"", "unreadable-json"),
        (b"[]", "not-ocds"),
        (b'{"ocid": "x", "tender": {"title": "\xe9"}}', "wrong-encoding"),
        (b'{"ocid": "x", "tag": ["tender"]}', "not-ocds"),
        (b'{"compiledRelease": null}', "not-ocds"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "unreadable-json"),
    ],
)
def test_what_is_no_release_is_unreadable_and_says_why(content: bytes, code: str) -> None:
    found = reading(content)
    assert found.notice is None
    assert [(problem.code, problem.severity) for problem in found.problems] == [(code, "error")]


def test_the_same_release_twice_is_the_same_notice() -> None:
    assert reading(release()) == reading(release())


KEYS = st.sampled_from(
    [
        "tender",
        "awards",
        "parties",
        "buyer",
        "items",
        "lots",
        "value",
        "amount",
        "currency",
        "id",
        "date",
        "tag",
        "ocid",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(KEYS, VALUES), VALUES, VALUES)
def test_no_json_makes_the_reader_raise(raw: dict[str, Any], part: Any, award: Any) -> None:
    content = json.dumps({**raw, "tender": part, "awards": award}).encode()
    found = reading(content)
    assert (found.notice is None) == any(problem.severity == "error" for problem in found.problems)
    if found.notice is not None:
        msgspec.msgpack.encode(found.notice)
        assert found.notice.lots
