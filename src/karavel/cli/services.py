"""``karavel services``: looks into files of e-services (CPSV-AP)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from msgspec.structs import astuple
from rich.table import Table
from rich.text import Text

from karavel.answers.services import ServicesFile
from karavel.cli import output
from karavel.cli.blocks import hanging
from karavel.cli.options import JsonOption
from karavel.errors import Mistake
from karavel.services import Gathered, gathered
from karavel.services.codes import LEVELS, LISTS
from karavel.texts import current, ngettext, number
from karavel.texts import gettext as _
from karavel.verbs.services import check as checked

app = typer.Typer(no_args_is_help=True)
#: Places that are told of a problem that many have.
_FIRST: Final = 3


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
        yield hanging(("!", _problem(one)) for one in gathered(Mistake(*astuple(each)) for each in found.problems))
    elif found.services or found.authorities:
        yield Text(_("Nothing that CPSV-AP asks for is missing."))
    else:
        yield Text(_("The file holds no e-service and no authority in the terms of CPSV-AP."))
    if found.unread:
        yield Text(_("Kept as it is, without being understood:"), style="bold")
        yield hanging((number(one.statements), one.property) for one in found.unread)


def _problem(one: Gathered) -> str:
    """A problem with its place; of many that are the same, the first places."""
    if len(one.places) <= 1:
        return f"{' '.join((*one.places, one.property))}: {one.message}"
    first = ", ".join(one.places[:_FIRST])
    more = len(one.places) - _FIRST
    beyond = ngettext("and {count} more", "and {count} more", more).format(count=number(more)) if more > 0 else ""
    return f"{one.property}: {one.message} {first} {beyond}".rstrip()


def _level(level: int) -> str:
    return f"{level} · {LEVELS[level].names[current()]}" if level else _("no level said")


def _state(state: str) -> str:
    return LISTS["status"][state].names[current()] if state else _("no state said")
