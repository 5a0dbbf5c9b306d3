"""Lines of which what is broken off stands under the text, not under the mark before it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text


def hanging(rows: Iterable[tuple[str, str]]) -> Table:
    """A mark or number and a text a row; the text keeps its own edge where it needs several lines."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True, justify="right", min_width=3)
    grid.add_column()
    for mark, text in rows:
        grid.add_row(Text(mark), Text(text))
    return grid
