"""docs/ranking.md says of each part what the table says."""

from __future__ import annotations

from pathlib import Path

from karavel.matching.hierarchy import NEIGHBOURS
from karavel.matching.table import FEATURES, WITHOUT_REFERENCES

PAGE = (Path(__file__).parents[2] / "docs" / "ranking.md").read_text(encoding="utf-8")


def test_the_page_has_the_table_as_it_is() -> None:
    pairs = zip(FEATURES, WITHOUT_REFERENCES, strict=True)
    rows = [
        f"| `{row.name}` | {row.weight:.2f} | {bare.weight:.2f} | {row.role} | {row.explanation} |"
        for row, bare in pairs
    ]
    assert [line for line in PAGE.splitlines() if line.startswith("| `") and " | 0." in line] == rows


def test_the_page_has_the_branches_that_are_named_together() -> None:
    for one, other, share in NEIGHBOURS:
        assert any(
            f"| {one} " in line and f"| {other} " in line and f" {share:.2f} " in line for line in PAGE.splitlines()
        )
