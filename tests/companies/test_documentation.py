"""The documentation of the profile is a contract: every key is in it, and what it shows works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from karavel import companies
from karavel.companies import layout
from karavel.errors import InvalidProfile

PAGE = Path(__file__).parents[2] / "docs" / "company-profile.md"
FIRMA = """
[company]
name = "Firma"
country = "Azerbaycan"

[[establishments]]
country = "AZ"
kind = "head-office"

[[owners]]
country = "AZ"
share = 70

[[owners]]
country = "PT"
share = 60

[capabilities]
cpv = ["48000000", "7220000"]
"""


@pytest.mark.parametrize("part", layout.PROFILE)
def test_every_part_and_key_is_explained(part: str) -> None:
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    section = next(text for text in sections if text.startswith((f"`[{part}]`", f"`[[{part}]]`")))
    rows = re.findall(r"^\| `(\w+)` \| (yes)?", section, flags=re.MULTILINE)
    assert dict(rows) == {name: "yes" if needed else "" for name, needed in layout.KEYS[part].items()}


def test_the_smallest_profile_of_the_page_works() -> None:
    block = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    assert companies.parse(block[1]).country == "AZ"


def test_the_mistakes_of_the_page_are_told_in_its_words() -> None:
    with pytest.raises(InvalidProfile) as error:
        companies.parse(FIRMA, file="firma.toml")
    page = PAGE.read_text(encoding="utf-8")
    assert str(error.value) in page
    assert all(re.search(rf"{re.escape(m.place)} +{re.escape(m.message)}", page) for m in error.value.mistakes)
    assert len(error.value.mistakes) == 3
