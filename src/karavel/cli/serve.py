"""``karavel serve``: the web application."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Annotated

import typer

from karavel.cli import output
from karavel.texts import gettext as _

app = typer.Typer()


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", metavar="H", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, metavar="P", help="The port.")] = 8000,
    lake: Annotated[
        Path | None, typer.Option("--lake", metavar="DIR", help="The lake's folder (default: $KARAVEL_LAKE).")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, metavar="N", help="Processes that answer.")] = 2,
) -> None:
    """Start the web application: opportunities, pursuits and alerts for a team."""
    if lake:
        os.environ["KARAVEL_LAKE"] = str(lake.resolve())
    serving = importlib.import_module("karavel.web.serving")  # the base install lacks what it needs
    serving.make_ready(host, _tell)
    output.note(_("Karavel is at {address} (Ctrl-C stops it).").format(address=f"http://{host}:{port}/"))
    serving.serve(host, port, workers)


def _tell(token: str) -> None:
    output.note(_("Setup token for the first account: {token}").format(token=token))
