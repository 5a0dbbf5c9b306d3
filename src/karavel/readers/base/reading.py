"""One row to one reading; never raises."""

from __future__ import annotations

from typing import Any

import msgspec

from karavel.notices import Document, Problem, Reading, Unread
from karavel.readers import lenient
from karavel.readers.base.assemble import SEVERAL, notice
from karavel.readers.base.table import COLUMNS
from karavel.readers.values import Problems

_NOTHING = frozenset({"", "NULL"})
_LISTS = frozenset({"tipocontrato", "adjudicante", "adjudicatarios", "cpv", "localexecucao", "concorrentes"})


def read(document: Document) -> Reading:
    """Reads a contract of Portal BASE.

    Returns:
        Reading: its notice, what was wrong in it, and columns with content that the table does not know. Without a
        notice when the content is no row or has no contract number.
    """
    try:
        row, leniently = lenient.decoded(document.content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Reading(None, (Problem("unreadable-row", f"This is no row of a table: {error}.", severity="error"),))
    if not isinstance(row, dict):
        return Reading(None, (Problem("unreadable-row", "This is no row of a table.", severity="error"),))
    cells = {column.lower(): _text(column.lower(), cell) for column, cell in row.items()}
    cells = {column: text for column, text in cells.items() if text not in _NOTHING}
    if not cells.get("idcontrato"):
        message = "The row has no contract number, so nothing can refer to it."
        return Reading(None, (Problem("missing-id", message, "idcontrato", severity="error"),))
    problems = Problems()
    if leniently:
        problems.add("lenient-json", lenient.TOLD)
    found = notice(cells, document.provenance, problems)
    unread = tuple(Unread(column, 1) for column in cells if column not in COLUMNS)
    return Reading(found, problems.found(), unread)


def _text(column: str, cell: Any) -> str:
    """A cell as the CSV export writes it: what JSON lists, and spreadsheets write on lines, stands in a row."""
    if column in _LISTS and isinstance(cell, str):
        cell = cell.splitlines()
    listed = cell if isinstance(cell, list) else [cell]
    return SEVERAL.join(str(one).strip() for one in listed if one is not None)
