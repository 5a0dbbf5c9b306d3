"""``karavel alerts``: sends what is due, for cron."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from karavel.cli import output, outside
from karavel.cli.options import JsonOption
from karavel.texts import ngettext

app = typer.Typer()


@app.callback()
def alerts() -> None:
    """Tell users of the web application what is new: mails and webhooks."""


@app.command()
def send(
    lake: Annotated[
        Path | None, typer.Option("--lake", metavar="DIR", help="The lake's folder (default: $KARAVEL_LAKE).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Send what is due; safe to run again and again, each message goes once."""
    if lake:
        os.environ["KARAVEL_LAKE"] = str(lake.resolve())
    report = outside.called("karavel.web.alerts.sending", "send_due")
    if as_json:
        output.json_object(report)
    else:
        _tell(report)


def _tell(report: Any) -> None:
    output.note(ngettext("{count} message sent.", "{count} messages sent.", report.sent).format(count=report.sent))
    for message in report.messages:
        if message.outcome != "sent":
            output.note(f"{message.key}: {message.outcome}: {message.error}")
