"""``karavel desk``: what time alone does at the buyer's desk, for cron."""

from __future__ import annotations

from typing import Any

import typer

from karavel.cli import output, outside
from karavel.cli.options import JsonOption
from karavel.texts import ngettext

app = typer.Typer()


@app.callback()
def desk() -> None:
    """Look after the buyer's desk of the web application."""


@app.command()
def tick(as_json: JsonOption = False) -> None:
    """Do what time alone asks for: close calls, send letters, news and reminders; safe to run again and again."""
    report = outside.called("karavel.web.desk.ticking", "tick")
    if as_json:
        output.json_object(report)
    else:
        _tell(report)


def _tell(report: Any) -> None:
    closed = len(report.closed)
    output.note(ngettext("{count} call closed.", "{count} calls closed.", closed).format(count=closed))
    output.note(ngettext("{count} message sent.", "{count} messages sent.", report.sent).format(count=report.sent))
    for failure in report.failed:
        output.note(failure)
