"""What is wrong in a notice is told, by rule: in the SDK's INVALID examples always, in real notices rarely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from karavel.notices import Reading

#: What each INVALID example of the SDK is found by; the first of its problems in brackets where several tell it.
FOUND_BY = {
    "INVALID_can_24_empty.xml": {"missing-field"},
    "INVALID_can_24_stage-1.xml": {"missing-field", "unknown-reference"},
    "INVALID_can_24_stage-2.xml": {"missing-field"},
    "INVALID_change-cn_24_FRA_comments.xml": {"impossible-limit"},
    "INVALID_cn_24_empty.xml": {"missing-field"},
    "INVALID_cn_24_multiple.xml": {"missing-field", "duplicate-translation", "bad-address", "unknown-language"},
    "INVALID_cn_24_stage-1.xml": {"missing-field"},
    "INVALID_cn_24_stage-2.xml": {"missing-field"},
    "INVALID_pin-buyer_24_stage-1.xml": {"missing-field"},
    "INVALID_pin-only_24_empty.xml": {"missing-field"},
    "INVALID_pin-only_24_minimal.xml": {"missing-field"},
    "INVALID_pin-only_24_stage-1.xml": {"missing-field"},
}


def _base(file: str) -> str:
    return file.rpartition("!")[2].rpartition("/")[2]


@pytest.mark.shared
def test_no_eforms_file_is_unreadable(readings: Mapping[str, Reading]) -> None:
    assert len(readings) == 128 + 109 + 92 + 52
    assert [file for file, reading in readings.items() if reading.notice is None] == []


@pytest.mark.shared
def test_every_invalid_example_is_found(readings: Mapping[str, Reading]) -> None:
    found = {
        _base(file): {problem.code for problem in reading.problems}
        for file, reading in readings.items()
        if "INVALID" in file
    }
    assert found.keys() == FOUND_BY.keys()
    assert {file: codes & FOUND_BY[file] for file, codes in found.items()} == FOUND_BY


@pytest.mark.shared
def test_no_valid_example_of_the_sdk_has_a_problem(readings: Mapping[str, Reading]) -> None:
    told = {
        file: reading.problems
        for file, reading in readings.items()
        if file.startswith("sdk-examples") and "INVALID" not in file and reading.problems
    }
    assert told == {}


@pytest.mark.shared
def test_few_published_notices_have_a_problem_and_each_is_real(readings: Mapping[str, Reading]) -> None:
    told = {
        (_base(file), problem.code)
        for file, reading in readings.items()
        if file.startswith("published-notices")
        for problem in reading.problems
    }
    assert told == {
        ("634806-2022.xml", "deadline-before-publication"),  # tenders until 13 November, published on the 15th
        ("634806-2022.xml", "unknown-language"),  # 0D0
        ("634806-2022.xml", "unknown-unit"),  # a contract of one second
        ("775348-2023.xml", "deadline-before-publication"),  # a correction after the deadline
        ("486429-2023.xml", "missing-field"),  # no subtype
        ("163529-2024.xml", "unknown-unit"),  # CALENDAR_DAY
    }


@pytest.mark.shared
def test_the_converters_stopgap_date_is_no_deadline(readings: Mapping[str, Reading]) -> None:
    reading = next(reading for file, reading in readings.items() if file.endswith("2023-653367.xml"))
    assert reading.notice is not None
    assert {lot.deadline for lot in reading.notice.lots} == {None}
    assert "placeholder-date" in {problem.code for problem in reading.problems}


@pytest.mark.shared
def test_what_the_model_does_not_hold_is_told_as_unread(readings: Mapping[str, Reading]) -> None:
    reading = next(reading for file, reading in readings.items() if file.endswith("cn_24_maximal.xml"))
    unread = {part.path: part.count for part in reading.unread}
    assert unread["cac:ProcurementProjectLot/cac:TenderingTerms/cac:SecurityClearanceTerm"] == 2
    assert unread["cac:ProcurementProjectLot[LotsGroup]"] == 1
    assert not [path for path in unread if path.endswith(("cbc:Title", "cbc:EstimatedOverallContractAmount"))]
