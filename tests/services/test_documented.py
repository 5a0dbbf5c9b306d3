"""The page of the catalogue says what the code says."""

from __future__ import annotations

import re

from tests.conftest import REPOSITORY

from karavel.services import CAUSES, SERVICE
from karavel.services.codes import LEVELS

PAGE = (REPOSITORY / "docs" / "catalogue.md").read_text(encoding="utf-8")


def test_the_table_of_moves_is_the_one_in_force() -> None:
    part = PAGE.partition("## States")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \| (.+) \| (.+) \|$", part, re.MULTILINE)
    assert rows[2:] == list(SERVICE.rows()) or rows[1:] == list(SERVICE.rows())


def test_levels_and_causes_are_all_explained() -> None:
    for level, concept in LEVELS.items():
        assert f"| {level} {concept.names['en']} |" in PAGE
    for cause in CAUSES:
        assert f"`{cause}`" in PAGE
