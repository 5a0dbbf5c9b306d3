"""One row to one reading; never raises."""

from __future__ import annotations

import msgspec

from karavel.notices import Document, Problem, Reading, Unread
from karavel.readers.base.assemble import notice
from karavel.readers.base.table import COLUMNS
from karavel.readers.values import Problems

_DECODER = msgspec.json.Decoder(dict[str, str | None])


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
    cells = {column.lower(): cell.strip() for column, cell in row.items() if cell}
    if not cells.get("idcontrato"):
        message = "The row has no contract number, so nothing can refer to it."
        return Reading(None, (Problem("missing-id", message, "idcontrato", severity="error"),))
    problems = Problems()
    found = notice(cells, document.provenance, problems)
    unread = tuple(Unread(column, 1) for column, cell in cells.items() if cell and column not in COLUMNS)
    return Reading(found, problems.found(), unread)
