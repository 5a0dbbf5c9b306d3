"""``karavel train``: learns the classifier and the ranker's trees anew. Needs ``karavel[train]``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from karavel.cli import output
from karavel.cli.options import DEFAULT_LAKE, JsonOption, LakeOption, iso_day
from karavel.lake import Lake
from karavel.verbs.train import train_cpv, train_ranking

app = typer.Typer(no_args_is_help=True)


@app.command()
def cpv(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Notices and award tables to learn from.")],
    labels: Annotated[Path, typer.Option("--labels", metavar="FILE", help="CPV labels in all languages, CSV.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the model goes.")],
    every: Annotated[
        bool, typer.Option("--every", help="Learn from all notices; by default a fifth is held back.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Train the classifier on notices, award tables and the labels of CPV, and write its model."""
    del as_json  # there is no other form
    output.json_object(train_cpv(paths, labels, out, every=every))


@app.command()
def ranking(
    before: Annotated[
        date, typer.Option("--before", parser=iso_day, metavar="DATE", help="Learn from what came before.")
    ],
    scope: Annotated[Literal["it", "it-open", "all"], typer.Option("--scope", help="Which contracts to rank.")] = "it",
    lake: LakeOption = DEFAULT_LAKE,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the table of trees there.")] = None,
    weights: Annotated[
        Path | None, typer.Option("--weights", metavar="FILE", help="Write the weights of karavel match there.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Learn the ranker's trees and the weights of karavel match from award history, and say what they are."""
    del as_json  # there is no other form
    output.json_object(train_ranking(Lake(lake), before, scope, out, weights))
