"""``karavel match``: ranked lots for a company."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from karavel.cli import output
from karavel.cli.match_view import shown
from karavel.cli.options import (
    DEFAULT_LAKE,
    AsOfOption,
    EveryOption,
    JsonOption,
    LakeOption,
    MarketOption,
    TopOption,
    country,
    day,
)
from karavel.cli.options import verdict as verdict_of
from karavel.cli.progress import bar
from karavel.companies import load
from karavel.companies.folder import ProfileFolder
from karavel.lake import Lake
from karavel.verbs.match import match as ranked

app = typer.Typer()


@app.command()
def match(
    company: Annotated[Path, typer.Argument(metavar="COMPANY.toml", help="The company's profile.")],
    *,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    top: TopOption = 20,
    market: MarketOption = None,
    verdict: Annotated[
        list[str] | None,
        typer.Option("--verdict", metavar="V", help="Only lots where a bid from home has this verdict; repeatable."),
    ] = None,
    every: EveryOption = False,
    no_feedback: Annotated[
        bool, typer.Option("--no-feedback", help="As if the company had judged no lot (karavel feedback).")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Rank open lots for a company: fit, verdict, best route."""
    markets = [country("--market", text) for text in market or ()]
    verdicts = [verdict_of(text) for text in verdict or ()]
    profile = load(company)
    opinions = () if no_feedback else ProfileFolder(company).opinions()
    with bar(None) as shown_so_far:  # lots without a code are classified on a lake's first day
        found = ranked(
            Lake(lake),
            profile,
            day(as_of),
            top=top,
            markets=markets,
            verdicts=verdicts,
            every=every,
            opinions=opinions,
            progress=shown_so_far.reach,
        )
    if as_json:
        output.json_object(found)
    else:
        output.show(*shown(found, company, lake, every=every))
