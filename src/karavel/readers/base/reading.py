"""One row to one reading; never raises."""

from __future__ import annotations

from typing import Any

import msgspec

from karavel.notices import Document, Problem, Reading, Unread
from karavel.readers.base.assemble import SEVERAL, notice
from karavel.readers.base.table import COLUMNS
from karavel.readers.values import Problems

_DECODER = msgspec.json.Decoder(dict[str, Any])
_NOTHING = frozenset({"", "NULL"})


def read(document: Document) -> Reading:
    """Reads a contract of Portal BASE.

    Returns:
        Reading: its notice, what was wrong in it, and columns with content that the table does not know. Without a
        notice when the content is no row or has no contract number.
    """
    try:
        row = _DECODER.decode(document.content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Reading(None, (Problem("unreadable-row", f"This is no row of a table: {error}.", severity="error"),))
    cells = {column.lower(): text for column, cell in row.items() if (text := _text(cell)) not in _NOTHING}
    if not cells.get("idcontrato"):
        message = "The row has no contract number, so nothing can refer to it."
        return Reading(None, (Problem("missing-id", message, "idcontrato", severity="error"),))
    problems = Problems()
    found = notice(cells, document.provenance, problems)
    unread = tuple(Unread(column, 1) for column in cells if column not in COLUMNS)
    return Reading(found, problems.found(), unread)


def _text(cell: Any) -> str:
    """A cell as the CSV export writes it: what JSON lists, and spreadsheets write on lines, stands in a row."""
    listed = cell if isinstance(cell, list) else str(cell).splitlines() if isinstance(cell, str) else [cell]
    return SEVERAL.join(str(one).strip() for one in listed if one is not None)
