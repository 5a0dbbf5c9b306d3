"""``karavel fetch``: brings official files to disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from karavel.cli import output
from karavel.cli.options import JsonOption, iso_day
from karavel.sources import reference
from karavel.sources.download import Fetched
from karavel.sources.ted import TED, Places
from karavel.texts import gettext as _
from karavel.texts import number
from karavel.verbs import fetch as verbs

app = typer.Typer(no_args_is_help=True)

_DEFAULT: Final = Path("karavel-files")

ToOption = Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder that takes the files.")]
FromOption = Annotated[str, typer.Option("--from", metavar="URL", help="Where it is.")]


@app.command()
def ted(
    since: Annotated[date, typer.Option("--since", parser=iso_day, metavar="DATE", help="First day of publication.")],
    until: Annotated[
        date | None, typer.Option("--until", parser=iso_day, metavar="DATE", help="Last day (default: today).")
    ] = None,
    cpv: Annotated[
        list[str] | None, typer.Option("--cpv", metavar="CODE", help="Only this CPV branch (72, 48000000); repeatable.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="CC", help="Only buyers of this country; repeatable.")
    ] = None,
    into: ToOption = _DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Bring what TED published: whole days as packages, or only some branches and countries."""
    last = until or date.today()
    folder = into / "ted"
    with fetching() as progress:
        got = verbs.ted(
            folder, since, last, cpv=cpv or (), countries=country or (), places=ted_places(), progress=progress
        )
    _tell(got, folder, as_json, _("Next: karavel ingest {folder}"))


@app.command()
def ocds(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Files of packages, JSON lines, or archives.")],
    into: ToOption = _DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Bring OCDS files of publishers and registries by their addresses."""
    folder = into / "ocds"
    with fetching() as progress:
        got = verbs.ocds(folder, urls, progress=progress)
    _tell(got, folder, as_json, _("Next: karavel ingest {folder}"))


@app.command()
def rates(address: FromOption = reference.RATES, into: ToOption = _DEFAULT, as_json: JsonOption = False) -> None:
    """Bring the ECB's exchange rates, a line for each working day since 1999."""
    folder = into / "rates"
    with fetching() as progress:
        got = verbs.rates(folder, address=address, progress=progress)
    _tell(got, folder, as_json, _("The table lies in {folder}/eurofxref-hist.csv."))


@app.command()
def codes(address: FromOption = reference.CPV, into: ToOption = _DEFAULT, as_json: JsonOption = False) -> None:
    """Bring the official CPV list in 24 languages."""
    folder = into / "codes"
    with fetching() as progress:
        got = verbs.codes(folder, address=address, progress=progress)
    _tell(got, folder, as_json, _("The list lies in {folder}/cpv-labels.csv."))


def ted_places() -> Places:
    """Where TED is asked: at its own addresses unless the environment names others."""
    return Places(os.environ.get("KARAVEL_TED_API") or TED.api, os.environ.get("KARAVEL_TED") or TED.site)


@contextmanager
def fetching() -> Iterator[Callable[[Fetched], None]]:
    """What has come so far, on stderr, on a terminal only: nobody knows how much there will be."""
    console = output.messages()
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("")

        def progress(so_far: Fetched) -> None:
            said = _("{files} files, {size} MB, {skipped} were there already")
            shown.update(task, description=_filled(said, so_far))

        yield progress


def _filled(sentence: str, got: Fetched) -> str:
    return sentence.format(files=number(got.files), size=f"{got.bytes / 1_000_000:,.1f}", skipped=number(got.skipped))


def _tell(got: Fetched, folder: Path, as_json: bool, after: str) -> None:
    if as_json:
        output.json_object(got)
        return
    output.line(_filled(_("{files} files fetched ({size} MB), {skipped} were there already."), got))
    output.line(after.format(folder=folder))
