"""Cuts text to a width on the terminal: at words, counting wide letters (Chinese, Japanese) as two columns."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len, set_cell_size

_MORE: Final = "…"


def cut(text: str, width: int) -> str:
    """The text on one line of at most ``width`` columns, cut between words where that leaves at least half of it."""
    plain = " ".join(text.split())
    if cell_len(plain) <= width:
        return plain
    head = set_cell_size(plain, width - 1).rstrip()
    whole = head if plain[len(head) : len(head) + 1] in {"", " "} else head.rpartition(" ")[0]
    kept = whole if cell_len(whole) * 2 >= width else head
    return kept.rstrip(" ,;:-–") + _MORE
