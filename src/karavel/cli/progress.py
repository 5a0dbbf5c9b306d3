"""How far a long command is: share, rate and remaining time on stderr, on a terminal only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from karavel.cli import output
from karavel.texts import gettext as _
from karavel.texts import number

_OFTEN: Final = 50  # documents between two looks at the bar


class Bar:
    """A bar that fills.

    Args:
        progress: on which it is drawn.
        total: that fills it; None where nobody knows, or not yet: then nothing is shown before the first step.
    """

    def __init__(self, progress: Progress, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total, rate="", visible=total is not None)
        self._documents = 0

    def move(self, done: int, documents: int, seconds: float) -> None:
        """Says how much is done, in how many documents and seconds."""
        if documents < self._documents + _OFTEN:
            return
        self._documents = documents
        rate = _rate(documents, seconds) if seconds else ""
        self._progress.update(self._task, completed=done, rate=rate, visible=True)

    def reach(self, done: int, total: int | None = None) -> None:
        """Says how much is done, where nothing else is counted, and of how much where that is known only now."""
        self._progress.update(self._task, completed=done, total=total, visible=True)


def _rate(documents: int, seconds: float) -> str:
    said = _("{documents} documents, {rate} a second")
    return said.format(documents=number(documents), rate=number(round(documents / seconds)))


@contextmanager
def bar(total: int | None) -> Iterator[Bar]:
    """A bar on stderr while something long runs."""
    columns = (
        BarColumn(30),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
    )
    console = output.messages()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Bar(progress, total)
