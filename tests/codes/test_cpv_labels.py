"""CPV labels: a compact table in the package, the full list from a file."""

from __future__ import annotations

import lzma
from typing import TYPE_CHECKING

import pytest

from karavel.codes import cpv, cpv_labels
from karavel.errors import InvalidCode, InvalidInput

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def full(shared: Path) -> cpv_labels.Labels:
    return cpv_labels.load_labels(shared / "codes" / "cpv-2008-labels.csv.xz")


def test_the_compact_table_names_every_division_in_three_languages() -> None:
    table = cpv_labels.compact()
    for division in cpv.DIVISIONS:
        assert all(table.label(division + "000000", language) for language in ("en", "pt", "az"))


def test_the_compact_table_holds_only_codes_of_the_official_list(full: cpv_labels.Labels) -> None:
    assert [code for code in cpv_labels.compact() if code not in full] == []


def test_a_code_without_a_label_is_described_by_the_nearest_above_it() -> None:
    table = cpv_labels.compact()
    assert table.label("72212784") is None
    assert table.describe("72212784", "pt") == "Programação de software aplicacional"
    assert table.describe("99000000") == "99000000"


def test_a_language_that_is_absent_falls_back_to_english() -> None:
    assert cpv_labels.compact().label("48820000", "fi") == "Servers"


def test_the_full_list_knows_9454_codes_in_24_languages(full: cpv_labels.Labels) -> None:
    assert len(full) == 9_454
    assert full.label("72212000", "bg") != full.label("72212000", "en")


def test_a_code_of_the_2003_vocabulary_is_flagged_not_lost(full: cpv_labels.Labels) -> None:
    assert cpv.normalise("30241000") == "30241000"
    assert full.is_unknown("30241000")
    assert not cpv_labels.compact().is_unknown("30241000"), "the compact table cannot know"
    assert cpv_labels.compact().is_unknown("12000000"), "there is no such division"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "7220000",
            '"7220000" has 7 digits; CPV codes have 8: 72200000 Software programming and consultancy services?',
        ),
        ("722120000", '"722120000" has 9 digits; CPV codes have 8: 72212000 Programming of application software?'),
        ("7221", '"7221" has 4 digits; CPV codes have 8: 72210000 Programming of packaged software?'),
        ("99", '"99" has 2 digits; CPV codes have 8'),
        ("12345678", '"12345678" is not a CPV code of 2008: there is no division 12'),
    ],
)
def test_a_mistyped_code_is_answered_with_the_closest(text: str, message: str) -> None:
    with pytest.raises(InvalidCode) as error:
        cpv_labels.require(text)
    assert str(error.value) == message


def test_with_the_full_list_a_code_that_does_not_exist_is_refused(full: cpv_labels.Labels) -> None:
    with pytest.raises(InvalidCode, match=r"is not a CPV code of 2008: 722\d{5} \w+"):
        cpv_labels.require("72299999", full)
    assert cpv_labels.require("72212783", full) == "72212783"


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", lzma.compress(b"code,en\n72000000,IT\n")[:20]])
def test_a_file_that_is_no_list_of_labels_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / ("labels.csv.xz" if content.startswith(b"\xfd7zXZ") else "labels.csv")
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=r"labels\.csv"):
        cpv_labels.load_labels(path)


def test_a_plain_csv_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("code,en\n72000000,IT services\n", encoding="utf-8")
    assert cpv_labels.load_labels(path).label("72000000") == "IT services"
