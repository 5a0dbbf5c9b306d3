"""``karavel matches``: ranked lots for many companies, a line of JSON each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from karavel.answers.match import Match
from karavel.cli import output
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, day
from karavel.cli.progress import Bar, bar
from karavel.companies import load
from karavel.errors import NotFound
from karavel.lake import Lake
from karavel.texts import gettext as _
from karavel.texts.marking import N_
from karavel.verbs.matches import matches as ranked

app = typer.Typer()

_NO_PROFILE = N_("{path} is no company's profile, and no folder that holds one.")
_NAMES = N_("Profiles are files named *.toml; examples/my-company.toml is one.")


@app.command()
def matches(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Profiles, or folders of profiles (*.toml).")],
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many lots for each company.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Rank open lots for many companies: a line of JSON each, with the keys of karavel match."""
    del as_json  # lines of JSON are all there is
    companies = [load(path) for path in _profiles(paths)]
    with bar(len(companies)) as shown:
        output.json_lines(_told(ranked(Lake(lake), companies, day(as_of), top=top), shown))


def _profiles(paths: list[Path]) -> Iterator[Path]:
    """The profiles that paths name, those of a folder by name."""
    for path in paths:
        found = [path] if path.is_file() else sorted(path.rglob("*.toml"))
        if not found:
            raise NotFound(_(_NO_PROFILE).format(path=path), remedy=_(_NAMES))
        yield from found


def _told(found: Iterator[Match], shown: Bar) -> Iterator[Match]:
    """The same, with word of how far it is."""
    for number, each in enumerate(found, start=1):
        shown.reach(number)
        yield each
