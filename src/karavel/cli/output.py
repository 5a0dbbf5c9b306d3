"""What goes to the terminal: results to stdout, messages to stderr; nothing else in Karavel prints."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import msgspec
from rich.console import Console, RenderableType

from karavel.errors import InvalidInput, KaravelError

#: Tables are made for this many columns; a wider terminal gives no wider table, a narrower one wraps.
WIDTH = 100

_encoder = msgspec.json.Encoder(decimal_format="number")


def console() -> Console:
    """The console for results, at most :data:`WIDTH` columns wide."""
    found = Console(highlight=False, soft_wrap=False)
    return Console(highlight=False, width=min(found.width, WIDTH) if found.is_terminal else WIDTH)


def messages() -> Console:
    """The console for messages and progress, on stderr."""
    return Console(stderr=True, highlight=False)


def show(*parts: RenderableType) -> None:
    """Prints tables and text for people to stdout."""
    target = console()
    for part in parts:
        target.print(part)


def line(text: str) -> None:
    """Prints one plain line to stdout."""
    sys.stdout.write(text + "\n")


def json_object(value: Any) -> None:
    """Prints one JSON value, indented, to stdout."""
    sys.stdout.write(msgspec.json.format(_encoder.encode(value), indent=2).decode() + "\n")


def json_lines(values: Iterable[Any]) -> None:
    """Prints one JSON value a line to stdout, as they come."""
    for value in values:
        sys.stdout.write(_encoder.encode(value).decode() + "\n")


def json_message(value: Any) -> None:
    """Prints one JSON value as a line to stderr."""
    sys.stderr.write(_encoder.encode(value).decode() + "\n")


def note(text: str) -> None:
    """Prints a message to stderr, as it is: it may hold words from a notice, which are no markup."""
    sys.stderr.write(text + "\n")


def error(problem: KaravelError) -> None:
    """Prints an error with all its mistakes and its remedy to stderr."""
    note(str(problem))
    if isinstance(problem, InvalidInput) and problem.mistakes:
        width = min(max(len(mistake.place) for mistake in problem.mistakes), WIDTH // 3)
        for mistake in problem.mistakes:
            note(f"  {mistake.place:<{width}}  {mistake.message}")
    if problem.remedy:
        note(problem.remedy)
