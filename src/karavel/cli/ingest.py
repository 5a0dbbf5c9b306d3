"""``karavel ingest``: files, folders and archives of notices into a lake."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from karavel.cli import output
from karavel.cli.options import DEFAULT_LAKE, JsonOption, LakeOption, RatesOption, WorkersOption
from karavel.cli.progress import bar
from karavel.lake import Lake
from karavel.sources import Meter
from karavel.texts import gettext as _
from karavel.texts import ngettext, number
from karavel.verbs.batches import process_pool
from karavel.verbs.ingest import Summary
from karavel.verbs.ingest import ingest as ingested
from karavel.verbs.lake import index

app = typer.Typer()


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders, archives of notices.")],
    lake: LakeOption = DEFAULT_LAKE,
    workers: WorkersOption = 1,
    rates: RatesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read files, folders and archives of notices into a lake."""
    meter = Meter(paths)
    with bar(meter.total) as shown, process_pool(workers) as executor:

        def progress(so_far: Summary) -> None:
            shown.move(meter.done, so_far.files, so_far.seconds)

        summary = ingested(Lake(lake), paths, executor, workers=workers, rates=rates, progress=progress, meter=meter)
    index(Lake(lake))
    if as_json:
        output.json_object(summary)
    else:
        _tell(summary, lake)


def _tell(summary: Summary, lake: Path) -> None:
    output.line(
        _(
            "Documents: {files} · notices: {notices} ({new} new, {updated} updated, {unchanged} unchanged), {seconds} s"
        ).format(
            notices=number(summary.notices),
            files=number(summary.files),
            seconds=f"{summary.seconds:.1f}",
            new=number(summary.new),
            updated=number(summary.updated),
            unchanged=number(summary.unchanged),
        )
    )
    if not summary.files:
        output.note(_("No file was found there."))
    if summary.skipped:
        output.line(_skipped(summary.skipped))
    if summary.unreadable:
        output.line(_unreadable(summary.unreadable))
    if summary.problems:
        output.line(_problems(summary.problems, lake))


def _skipped(count: int) -> str:
    return ngettext(
        "{count} file is no notice and was skipped.", "{count} files are no notices and were skipped.", count
    ).format(count=number(count))


def _unreadable(count: int) -> str:
    return ngettext(
        "{count} could not be read; it is kept in quarantine.",
        "{count} could not be read; they are kept in quarantine.",
        count,
    ).format(count=number(count))


def _problems(count: int, lake: Path) -> str:
    return ngettext(
        "{count} problem, with file and place: karavel lake problems --lake {lake}",
        "{count} problems; each with file and place: karavel lake problems --lake {lake}",
        count,
    ).format(count=number(count), lake=lake)
