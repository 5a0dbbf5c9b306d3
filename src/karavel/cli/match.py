"""``karavel match``: ranked lots for a company."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from karavel.access import Verdict
from karavel.cli import output
from karavel.cli.match_view import shown
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, country, day
from karavel.companies import load
from karavel.companies.folder import ProfileFolder
from karavel.errors import UsageError
from karavel.lake import Lake
from karavel.texts import gettext as _
from karavel.texts.marking import N_
from karavel.verbs.match import match as ranked

app = typer.Typer()

_VERDICTS: tuple[Verdict, ...] = ("guaranteed", "open", "discretionary", "unknown", "excluded")
_NO_VERDICT = N_('"{text}" is no verdict; verdicts are {verdicts}.')


@app.command()
def match(
    company: Annotated[Path, typer.Argument(metavar="COMPANY.toml", help="The company's profile.")],
    *,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many lots to show.")] = 20,
    market: Annotated[
        list[str] | None, typer.Option("--market", metavar="CC", help="Only buyers in this country; may be repeated.")
    ] = None,
    verdict: Annotated[
        list[str] | None,
        typer.Option("--verdict", metavar="V", help="Only lots where a bid from home has this verdict; repeatable."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Closed calls too, and those published later.")] = False,
    no_feedback: Annotated[
        bool, typer.Option("--no-feedback", help="As if the company had judged no lot (karavel feedback).")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Rank open lots for a company: fit, verdict, best route."""
    markets, verdicts = [country("--market", text) for text in market or ()], [_verdict(text) for text in verdict or ()]
    profile = load(company)
    opinions = () if no_feedback else ProfileFolder(company).opinions()
    found = ranked(
        Lake(lake),
        profile,
        day(as_of),
        top=top,
        markets=markets,
        verdicts=verdicts,
        every=every,
        opinions=opinions,
    )
    if as_json:
        output.json_object(found)
    else:
        output.show(*shown(found, company, lake, every=every))


def _verdict(text: str) -> Verdict:
    for verdict in _VERDICTS:
        if text == verdict:
            return verdict
    raise UsageError(_(_NO_VERDICT).format(text=text, verdicts=", ".join(_VERDICTS)))
