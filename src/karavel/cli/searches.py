"""``karavel searches``: a company's saved searches, and what is new in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from karavel.answers.searches import Searches
from karavel.cli import output
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, day
from karavel.cli.search_view import page, said
from karavel.companies import load
from karavel.companies.folder import ProfileFolder
from karavel.lake import Lake
from karavel.texts import day as written
from karavel.texts import gettext as _
from karavel.texts import ngettext
from karavel.texts.marking import N_, ngettext_noop
from karavel.verbs.searches import listed, run

app = typer.Typer()

_NONE: Final = N_("{company} has no saved search: karavel search WORDS --company {file} --save NAME")
_RAN: Final = ngettext_noop("{count} lot on {day}", "{count} lots on {day}")
_FORGOTTEN: Final = N_('The search "{name}" is no longer saved.')


@app.command()
def searches(
    company: Annotated[Path, typer.Argument(metavar="COMPANY.toml", help="The company's profile.")],
    go: Annotated[
        bool, typer.Option("--run", help="Run them; new lots come first, and are not new the next time.")
    ] = False,
    only: Annotated[str | None, typer.Option("--only", metavar="NAME", help="Run only this one.")] = None,
    forget: Annotated[str | None, typer.Option("--forget", metavar="NAME", help="Keep it no longer.")] = None,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many lots of each to show.")] = 20,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """List a company's saved searches, or run them: what is new since the last run."""
    firm, folder = load(company), ProfileFolder(company)
    if forget:
        folder.forget(forget)
        output.note(_(_FORGOTTEN).format(name=forget))
    running = go or only is not None
    found = run(Lake(lake), folder, firm, day(as_of), only=only, top=top) if running else listed(folder, firm)
    if as_json:
        output.json_object(found)
    else:
        output.show(*_page(found, company))


def _page(found: Searches, file: Path) -> Iterator[RenderableType]:
    if not found.searches:
        yield Text(_(_NONE).format(company=found.company, file=file))
    elif found.runs:
        for one in found.runs:
            yield from page(one)
    else:
        yield _table(found)


def _table(found: Searches) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    for one in found.searches:
        ran = ngettext(*_RAN, one.found).format(count=one.found, day=written(one.ran)) if one.ran else ""
        table.add_row(Text(one.name, style="bold"), Text(said(one.criteria)), Text(ran))
    return table
