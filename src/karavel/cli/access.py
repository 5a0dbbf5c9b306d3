"""``karavel access``: who may bid for a notice, by which route, under which article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from karavel.answers.access import Access
from karavel.answers.changes import NoticeChanges
from karavel.cli import output
from karavel.cli.access_view import page
from karavel.cli.changes_view import of_notice
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, day
from karavel.companies import load
from karavel.errors import UsageError
from karavel.lake import Lake
from karavel.texts import gettext as _
from karavel.verbs.access import access
from karavel.verbs.cases import decide_cases
from karavel.verbs.changes import of_notice as changes_of

app = typer.Typer()


@app.command()
def main(
    company: Annotated[Path | None, typer.Argument(help="The company's profile (company.toml).")] = None,
    notice_id: Annotated[str | None, typer.Argument(help="Publication number, BT-701 or OCID.")] = None,
    cases: Annotated[Path | None, typer.Option("--cases", help="Decide law cases, one JSON object a line.")] = None,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    every: Annotated[bool, typer.Option("--all", help="Show every route, not only the best ones.")] = False,
    changes: Annotated[
        bool,
        typer.Option("--changes", help="List the days on which the answer would flip, had the procedure begun then."),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Say who may bid for a notice, by which route, under which article."""
    if cases:
        output.json_lines(decide_cases(cases))
        return
    if company is None or notice_id is None:
        raise UsageError(
            _("A company's profile and a notice are needed, or --cases FILE."),
            remedy="karavel access company.toml 295399-2023",
        )
    if changes:
        flips = changes_of(Lake(lake), load(company), notice_id, day(as_of), every=every)
        _print(flips, of_notice(flips), json=json)
        return
    answer = access(Lake(lake), load(company), notice_id, day(as_of))
    _print(answer, page(answer, every=every), json=json)


def _print(answer: Access | NoticeChanges, page: Iterator[Table | Text], *, json: bool) -> None:
    if json:
        output.json_object(answer)
    else:
        output.show(*page)
