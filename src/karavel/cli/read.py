"""``karavel read``: what the readers understand of files, without a lake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from karavel.cli import output
from karavel.cli.options import JsonOption
from karavel.texts import gettext as _
from karavel.verbs.read import Understood
from karavel.verbs.read import read as understood

app = typer.Typer()


@app.command()
def read(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders, archives of notices.")],
    unread: Annotated[
        bool, typer.Option("--unread", help="Name the paths that no field table reads, on stderr.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what the readers understand of files: a notice a line as JSON, problems on stderr."""
    del as_json  # lines are JSON anyway
    output.json_lines(_notices(understood(paths), unread=unread))


def _notices(found: Iterator[Understood], *, unread: bool) -> Iterator[dict[str, Any]]:
    one = None
    for one in found:
        for problem in one.problems:
            output.json_message(problem)
        for gap in one.unread if unread else ():
            output.json_message({"file": one.file, "unread": gap.path, "count": gap.count})
        if one.skipped:
            output.json_message({"file": one.file, "skipped": one.skipped})
        if one.notice:
            yield one.notice
    if one is None:
        output.note(_("No file was found there."))
