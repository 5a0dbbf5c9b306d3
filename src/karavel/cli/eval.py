"""``karavel eval``: how good ranking and classifying are, on data that they have not seen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from karavel.cli import output
from karavel.cli.options import DEFAULT_LAKE, JsonOption, LakeOption, iso_day
from karavel.lake import Lake
from karavel.verbs.eval_cpv import evaluate_cpv
from karavel.verbs.eval_crosslingual import SUMMARY, evaluate_crosslingual
from karavel.verbs.eval_ranking import evaluate_ranking
from karavel.verbs.eval_suppliers import evaluate_suppliers

app = typer.Typer(no_args_is_help=True)

PathsArgument = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders, archives of notices.")]
ModelOption = Annotated[
    Path | None, typer.Option("--model", metavar="DIR", help="A model of your own; the package's by default.")
]
PredictionsOption = Annotated[
    Path | None,
    typer.Option("--predictions", metavar="FILE", help="Write what was predicted, a line of JSON each."),
]


@app.command()
def cpv(
    paths: PathsArgument,
    predictions: PredictionsOption = None,
    model: ModelOption = None,
    answers: Annotated[
        bool, typer.Option("--answers", help="Let the form's answers count: the nature and the buyer's activity.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Classify notices with their CPV codes hidden, and compare; those the model was trained on are left out."""
    del as_json  # there is no other form
    output.json_object(evaluate_cpv(paths, predictions, model, answers=answers))


@app.command()
def crosslingual(
    paths: PathsArgument,
    summary: Annotated[
        str, typer.Option("--summary", metavar="TEXT", help="What the firm does; by default an ICT firm in English.")
    ] = SUMMARY,
    predictions: PredictionsOption = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rank lots in other languages than the profile's, their codes hidden, and count those of IT in the first ten."""
    del as_json  # there is no other form
    output.json_object(evaluate_crosslingual(paths, summary, predictions, model))


@app.command()
def ranking(
    train_before: Annotated[
        date, typer.Option("--train-before", parser=iso_day, metavar="DATE", help="History ends here.")
    ],
    test_before: Annotated[
        date, typer.Option("--test-before", parser=iso_day, metavar="DATE", help="Candidates end here.")
    ],
    scope: Annotated[Literal["it", "it-open", "all"], typer.Option("--scope", help="Which contracts to rank.")] = "it",
    lake: LakeOption = DEFAULT_LAKE,
    predictions: PredictionsOption = None,
    direction: Annotated[
        Literal["suppliers", "contracts"],
        typer.Option("--direction", help="Which lists are written: a supplier's contracts, or a contract's suppliers."),
    ] = "suppliers",
    ablate: Annotated[bool, typer.Option("--ablate", help="Judge without each feature, and each alone.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Rank awarded contracts for those who won one, by what was known before; with references and ablations."""
    del as_json  # there is no other form
    found = evaluate_ranking(
        Lake(lake), train_before, test_before, scope, predictions, direction=direction, ablate=ablate
    )
    output.json_object(found)


@app.command()
def suppliers(
    train_before: Annotated[
        date, typer.Option("--train-before", parser=iso_day, metavar="DATE", help="History ends here.")
    ],
    test_before: Annotated[
        date, typer.Option("--test-before", parser=iso_day, metavar="DATE", help="Contracts end here.")
    ],
    scope: Annotated[Literal["it", "all"], typer.Option("--scope", help="Which contracts to look at.")] = "all",
    lake: LakeOption = DEFAULT_LAKE,
    predictions: PredictionsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rank firms for awarded contracts, by what was known before: did the winner stand among the first?"""
    del as_json  # there is no other form
    output.json_object(evaluate_suppliers(Lake(lake), train_before, test_before, scope, predictions))
