"""The page on the TED reader says what is."""

from __future__ import annotations

import re
from pathlib import Path

from karavel.readers import ted
from karavel.readers.tree import Field, Group

DOCS = Path(__file__).parents[3] / "docs"


def _count(rows: tuple[Field | Group, ...]) -> tuple[int, int]:
    below = [_count(row.rows) for row in rows if isinstance(row, Group)]
    fields = sum(isinstance(row, Field) for row in rows) + sum(count for count, _ in below)
    return fields, len(below) + sum(count for _, count in below)


def test_the_page_counts_the_rows_of_the_tables() -> None:
    page = (DOCS / "readers-ted.md").read_text(encoding="utf-8")
    told = {
        name: (int(rows), int(groups)) for name, rows, groups in re.findall(r"\| ([\w-]+) \| (\d+) \| (\d+) \|", page)
    }
    assert told == {name: _count(table) for name, table in ted.TABLES.items()}


def test_every_problem_of_the_reader_is_explained() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in Path(ted.__file__).parent.glob("*.py"))
    used = set(re.findall(r"(?:problems\.add|_unreadable)\(\s*\"([a-z-]+)\"", sources))
    told = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", (DOCS / "problems.md").read_text(encoding="utf-8")))
    assert len(used) == 6
    assert used - told == set()
