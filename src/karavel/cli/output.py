"""What goes to the terminal: results to stdout, messages to stderr; nothing else in Karavel prints.

Titles, names of files and profiles are written by others: of their characters only those that print reach the terminal,
and for those that its encoding lacks the nearest stands.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import msgspec
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment

from karavel.cli import harmless
from karavel.errors import InvalidInput, KaravelError

#: Tables are made for this many columns; a wider terminal gives no wider table.
WIDTH = 100

_encoder = msgspec.json.Encoder(decimal_format="number")


class ReaderLeft(Exception):
    """Whoever read our output has left, as ``head`` does after ten lines; nobody is there to be told."""


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        """Leaves it to the command line, which knows that this is no failure."""
        raise ReaderLeft


class _Harmless:
    """Something to print without the characters that would steer the terminal; styles, which are ours, stay."""

    def __init__(self, inner: RenderableType) -> None:
        self._inner = inner

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for text, style, control in console.render(self._inner, options):
            yield Segment(text if control else harmless.text(text), style, control)


def prepare() -> None:
    """Lets no character fail that the terminal's encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors=harmless.NEAREST)  # type: ignore[union-attr]  # both are text streams of the interpreter


@contextmanager
def _to_reader() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderLeft from error


def flush() -> None:
    """Sends what waits to be written.

    Raises:
        ReaderLeft: nobody reads it.
    """
    with _to_reader():
        sys.stdout.flush()


def console() -> Console:
    """The console for results, at most :data:`WIDTH` columns wide."""
    found = Console(highlight=False, soft_wrap=False)
    return _Console(highlight=False, width=min(found.width, WIDTH) if found.is_terminal else WIDTH)


def width() -> int:
    """The columns that results have."""
    return console().width


def messages() -> Console:
    """The console for messages and progress, on stderr."""
    return Console(stderr=True, highlight=False)


def show(*parts: RenderableType) -> None:
    """Prints tables and text for people to stdout."""
    target = console()
    for part in parts:
        target.print(_Harmless(part))


def line(text: str) -> None:
    """Prints plain text to stdout, one line or more."""
    _write(harmless.text(text) + "\n")


def json_object(value: Any) -> None:
    """Prints one JSON value, indented, to stdout."""
    _write(_json(msgspec.json.format(_encoder.encode(value), indent=2)))


def json_lines(values: Iterable[Any]) -> None:
    """Prints one JSON value a line to stdout, as they come."""
    for value in values:
        _write(_json(_encoder.encode(value)))


def _json(encoded: bytes) -> str:
    return harmless.json(encoded.decode(), sys.stdout.encoding) + "\n"


def _write(text: str) -> None:
    with _to_reader():
        sys.stdout.write(text)


def json_message(value: Any) -> None:
    """Prints one JSON value as a line to stderr."""
    sys.stderr.write(harmless.json(_encoder.encode(value).decode(), sys.stderr.encoding) + "\n")


def note(text: str) -> None:
    """Prints a message to stderr: it may hold words from a notice, which are no markup."""
    sys.stderr.write(harmless.text(text) + "\n")


def error(problem: KaravelError) -> None:
    """Prints an error with all its mistakes and its remedy to stderr."""
    note(str(problem))
    if isinstance(problem, InvalidInput) and problem.mistakes:
        width = min(max(len(mistake.place) for mistake in problem.mistakes), WIDTH // 3)
        for mistake in problem.mistakes:
            note(f"  {mistake.place:<{width}}  {mistake.message}")
    if problem.remedy:
        note(problem.remedy)
