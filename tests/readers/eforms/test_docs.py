"""The pages on the eForms reader say what is."""

from __future__ import annotations

import re
from pathlib import Path

from karavel.readers import eforms, values
from karavel.readers.eforms.table_lot import LOT
from karavel.readers.eforms.table_result import RESULT
from karavel.readers.tree import Field, Group

DOCS = Path(__file__).parents[3] / "docs"


def _count(rows: tuple[Field | Group, ...]) -> tuple[int, int]:
    groups = [row for row in rows if isinstance(row, Group)]
    below = [_count(group.rows) for group in groups]
    fields = len(rows) - len(groups) + sum(count for count, _ in below)
    return fields, len(groups) + sum(count for _, count in below)


def test_the_page_counts_the_rows_of_the_table() -> None:
    page = (DOCS / "readers-eforms.md").read_text(encoding="utf-8")
    told = {
        name: (int(rows), int(groups)) for name, rows, groups in re.findall(r"`(\w+\.py)`\) \| (\d+) \| (\d+)", page)
    }
    whole, lot, result = _count(eforms.TABLE), _count(LOT), _count(RESULT)
    rest = whole[0] - lot[0] - result[0], whole[1] - lot[1] - result[1]
    assert told == {"table.py": rest, "table_lot.py": lot, "table_result.py": result}


def test_every_problem_of_the_reader_is_explained() -> None:
    source = [Path(values.__file__), *Path(eforms.__file__).parent.glob("*.py")]
    used = {
        code
        for file in source
        for code in re.findall(
            r"(?:problems\.add|Problem|_coded)\((?:[^()]*?,)??\s*\"([a-z]+(?:-[a-z]+)+)\"",
            file.read_text(encoding="utf-8"),
        )
    }
    told = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", (DOCS / "problems.md").read_text(encoding="utf-8")))
    assert len(used) > 15
    assert used - told == set()


def test_every_row_names_a_business_term() -> None:
    def terms(rows: tuple[Field | Group, ...]) -> list[str]:
        return [
            term for row in rows for term in (terms(row.rows) if isinstance(row, Group) else row.bt.split() or [""])
        ]

    assert [term for term in terms(eforms.TABLE) if not re.fullmatch(r"(?:BT|OPP|OPT)-\d{2,5}", term)] == []
