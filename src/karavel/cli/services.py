"""``karavel services``: looks into files of e-services (CPSV-AP)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from karavel.answers.services import ServicesFile
from karavel.cli import output
from karavel.cli.blocks import hanging
from karavel.cli.options import JsonOption
from karavel.services.codes import LEVELS, LISTS
from karavel.texts import current, ngettext, number
from karavel.texts import gettext as _
from karavel.verbs.services import check as checked

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Look into files of e-services in the terms of CPSV-AP 3.2."""


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Turtle, JSON-LD or RDF/XML.")],
    json: JsonOption = False,
) -> None:
    """Say what a file of e-services holds, what is wrong with it, and what is kept without being understood."""
    found = checked(file)
    if json:
        output.json_object(found)
    else:
        output.show(*_told(found))


def _told(found: ServicesFile) -> Iterator[Table | Text]:
    head = ngettext("{count} service", "{count} services", found.services).format(count=number(found.services))
    authorities = ngettext("{count} authority", "{count} authorities", found.authorities)
    form = f"{found.file} · {found.form}"
    yield Text(f"{form} · {head} · {authorities.format(count=number(found.authorities))}", style="bold")
    yield hanging((number(count), _level(level)) for level, count in found.by_level.items())
    yield hanging((number(count), _state(state)) for state, count in found.by_state.items())
    if found.problems:
        many = ngettext("{count} problem", "{count} problems", len(found.problems))
        yield Text(many.format(count=number(len(found.problems))), style="bold")
        yield hanging(("!", f"{one.place}: {one.message}") for one in found.problems)
    else:
        yield Text(_("Nothing that CPSV-AP asks for is missing."))
    if found.unread:
        yield Text(_("Kept as it is, without being understood:"), style="bold")
        yield hanging((number(one.statements), one.property) for one in found.unread)


def _level(level: int) -> str:
    return f"{level} · {LEVELS[level].names[current()]}" if level else _("no level said")


def _state(state: str) -> str:
    return LISTS["status"][state].names[current()] if state else _("no state said")
