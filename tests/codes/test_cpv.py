"""CPV codes: eight digits, a check digit, a hierarchy."""

from __future__ import annotations

import csv
import lzma
import re
import tarfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karavel.codes import cpv, cpv_labels
from karavel.errors import InvalidCode

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED = re.compile(r"\b(\d{8})-(\d)\b")
CODES = st.builds(
    "".join, st.tuples(st.sampled_from(sorted(cpv.DIVISIONS)), st.from_regex(r"[0-9]{6}", fullmatch=True))
)


@pytest.mark.parametrize(
    ("text", "code"),
    [("72212000-4", "72212000"), ("72212000", "72212000"), (" 48000000 - 8 ", "48000000"), ("72212000-9", "72212000")],
)
def test_a_code_is_its_eight_digits(text: str, code: str) -> None:
    assert cpv.normalise(text) == code


@pytest.mark.parametrize("text", ["7221", "722120001", "AA01-1", "", "IT services", "7221200O", None])
def test_what_has_not_eight_digits_is_no_code(text: str | None) -> None:
    assert cpv.normalise(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("7221", "has 4 digits; CPV codes have 8"),
        ("7", "has 1 digit; CPV codes have 8"),
        ("722120001", "has 9 digits"),
        ("software", "CPV codes have 8 digits"),
        ("", "CPV codes have 8 digits"),
        ("AA01-1", "supplementary"),
        ("12000000", "no division 12"),
        ("72212000-5", "72212000 has 4"),
    ],
)
def test_a_text_that_is_no_code_says_why(text: str, why: str) -> None:
    with pytest.raises(InvalidCode, match=why):
        cpv.require(text)


@pytest.mark.parametrize("text", ["72212000-4", "48000000-8", "72413000-8", "72212100-0", "72000000-5", "30200000-1"])
def test_a_published_check_digit_is_accepted(text: str) -> None:
    assert cpv.require(text) == text[:8]


def test_check_digits_agree_with_all_codes_of_a_year_of_contracts(shared: Path) -> None:
    with lzma.open(shared / "awards" / "portugal-base-2024.csv.xz", "rt", encoding="utf-8") as lines:
        published = set(PUBLISHED.findall(lines.read()))
    wrong = [code for code, digit in published if cpv.check_digit(code) != int(digit)]
    assert len(published) > 1_800
    assert wrong == []


def test_check_digits_agree_with_all_official_codes_in_notices_elsewhere(shared: Path) -> None:
    official = cpv_labels.load_labels(shared / "codes" / "cpv-2008-labels.csv.xz")
    published: set[tuple[str, str]] = set()
    with tarfile.open(shared / "ocds" / "publisher-samples.tar.xz") as archive:
        for member in archive:
            content = archive.extractfile(member)
            published.update(PUBLISHED.findall(content.read().decode("utf-8", "replace")) if content else ())
    known = [(code, digit) for code, digit in published if code in official]
    assert len(known) > 80
    assert [code for code, digit in known if cpv.check_digit(code) != int(digit)] == []


def test_divisions_are_those_of_the_official_list(shared: Path) -> None:
    with lzma.open(shared / "codes" / "cpv-2008-labels.csv.xz", "rt", encoding="utf-8") as lines:
        official = {row["code"][:2] for row in csv.DictReader(lines)}
    assert official == cpv.DIVISIONS


def test_the_hierarchy_goes_from_the_code_to_its_division() -> None:
    assert cpv.ancestors("72212783") == (
        "72212780",
        "72212700",
        "72212000",
        "72210000",
        "72200000",
        "72000000",
    )
    assert cpv.ancestors("72000000") == ()
    assert [cpv.level(code) for code in ("30000000", "72200000", "72212783")] == [2, 3, 8]
    assert (cpv.division("72212783"), cpv.group("72212783")) == ("72000000", "72200000")
    assert (cpv.class_("72212783"), cpv.category("72212783")) == ("72210000", "72212000")


def test_a_zero_inside_a_code_does_not_end_it() -> None:
    assert cpv.significant("30200000") == "302"
    assert cpv.ancestors("30200000") == ("30000000",)
    assert cpv.ancestors("90500000") == ("90000000",)


@given(CODES)
def test_every_code_lies_within_each_of_its_ancestors(code: str) -> None:
    assert all(cpv.is_within(code, parent) and not cpv.is_within(parent, code) for parent in cpv.ancestors(code))


@pytest.mark.parametrize(
    ("code", "branch", "within"),
    [
        ("72212000", "72", True),
        ("72212000", "72200000", True),
        ("72300000", "72200000", False),
        ("72000000", "72200000", False),
        ("30213000", "302", True),
        ("30120000", "302", False),
    ],
)
def test_a_branch_holds_what_begins_with_its_digits(code: str, branch: str, *, within: bool) -> None:
    assert cpv.is_within(code, branch) is within


def test_the_scope_it_is_48_72_and_302() -> None:
    codes = ["48000000", "72413000", "30213000", "30192000", "32420000", "45000000"]
    assert [cpv.is_it(code) for code in codes] == [True, True, True, False, False, False]


def test_supplementary_codes_are_told_apart() -> None:
    assert [cpv.is_supplementary(text) for text in ("AA01-1", "FB02", "72212000")] == [True, True, False]
