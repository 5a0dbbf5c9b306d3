"""NUTS codes of all versions, read by syntax."""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING

import pytest

from karavel.codes import nuts
from karavel.errors import InvalidCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "code", "country"),
    [
        ("PT170", "PT170", "PT"),
        ("ukc1", "UKC1", "GB"),
        ("EL300", "EL300", "GR"),
        ("GR300", "EL300", "GR"),
        ("GB", "UK", "GB"),
        ("RO", "RO", "RO"),
        ("XK00", "XK00", "XK"),
        ("1A", "XK", "XK"),
        ("PTZZZ", "PTZZZ", "PT"),
        ("US", "US", "US"),
    ],
)
def test_a_region_has_one_spelling_and_a_country(text: str, code: str, country: str) -> None:
    assert nuts.normalise(text) == code
    assert nuts.country(text) == country


@pytest.mark.parametrize("text", ["", None, "00", "PT1700", "Lisboa", "ZZ123", "P", "PT-11"])
def test_what_is_no_region_is_none(text: str | None) -> None:
    assert nuts.normalise(text) is None
    assert nuts.country(text) is None


def test_levels_and_nesting_follow_the_length() -> None:
    assert [nuts.level(code) for code in ("PT", "PT1", "PT17", "PT170")] == [0, 1, 2, 3]
    assert nuts.is_within("PT170", "PT1")
    assert not nuts.is_within("PT1", "PT170")


def test_every_region_of_eforms_is_read_unchanged(shared: Path, eforms_codes: Callable[[str], list[str]]) -> None:
    with tarfile.open(shared / "eforms" / "sdk-fields-and-codelists.tar.xz") as archive:
        lists = [name for name in archive.getnames() if "/nuts_nuts-" in name]
    for name in ("nuts_nuts-prt-lvl3", "nuts_nuts-grc-lvl3", "nuts_nuts-xkx-lvl3", "nuts_nuts-ukr-lvl3"):
        codes = eforms_codes(name)
        assert f"codelists/{name}.gc" in lists
        assert [nuts.normalise(code) for code in codes] == codes


def test_a_text_that_is_no_region_says_what_one_looks_like() -> None:
    with pytest.raises(InvalidCode, match='"Lisboa" is not a NUTS code'):
        nuts.require("Lisboa")
    assert nuts.require("pt11") == "PT11"
