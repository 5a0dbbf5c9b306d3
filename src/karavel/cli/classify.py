"""``karavel classify``: lines of text on stdin to CPV, a line of JSON each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from karavel.cli import output
from karavel.cli.options import JsonOption
from karavel.verbs.classify import classify as classified

app = typer.Typer()

ModelOption = Annotated[
    Path | None, typer.Option("--model", metavar="DIR", help="A model of your own; the package's by default.")
]


@app.command()
def classify(
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="Codes per line.")] = 3,
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read lines of text from stdin, in any language, and print their CPV codes, a line of JSON each."""
    del as_json  # lines are JSON anyway
    output.json_lines(classified(sys.stdin, top, model))
