"""What may stand in a cell, and how text is kept from being run as a formula."""

from __future__ import annotations

from datetime import date
from typing import Final, TypeAlias

Cell: TypeAlias = str | float | date | None
Row: TypeAlias = tuple[Cell, ...]

#: A spreadsheet takes text that begins so for a formula, or for a command to another program (OWASP, CSV injection).
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
#: Most letters of a cell in a spreadsheet.
LONGEST: Final = 32_767


def harmless(cell: Cell) -> Cell:
    """Text with an apostrophe before what a spreadsheet would run, without what no file keeps; the rest as it is."""
    if not isinstance(cell, str):
        return cell
    text = "".join(letter for letter in cell if letter >= " " or letter in "\t\r\n")
    return (f"'{text}" if text.startswith(_RUNS) else text)[:LONGEST]
