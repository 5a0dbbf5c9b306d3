"""``karavel suppliers``: companies likely able to deliver a lot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import RenderableType
from rich.text import Text

from karavel.answers.suppliers import Suppliers
from karavel.cli import output
from karavel.cli.firms_view import table
from karavel.cli.fitting import cut
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, day
from karavel.companies import load
from karavel.lake import Lake
from karavel.texts import gettext as _
from karavel.texts import ngettext, number
from karavel.texts.marking import N_, ngettext_noop
from karavel.verbs.suppliers import suppliers as ranked

app = typer.Typer()

_HEADLINE: Final = N_("Who could deliver {notice}, lot {lot}: {title}")
_CONSIDERED: Final = ngettext_noop("by {count} award in the lake", "by {count} awards in the lake")
_NOBODY: Final = N_("No award in the lake has anything in common with it; karavel ingest brings more.")
_HEADING = 60


@app.command()
def suppliers(
    notice_id: Annotated[str, typer.Argument(metavar="NOTICE_ID", help="Publication number, BT-701 or OCID.")],
    lot_id: Annotated[str | None, typer.Argument(metavar="[LOT_ID]", help="Which lot (default: the first).")] = None,
    company: Annotated[
        list[Path] | None,
        typer.Option("--company", metavar="FILE", help="A company judged by its references too; repeatable."),
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many companies to show.")] = 20,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rank companies likely able to deliver a lot, by what they won."""
    companies = [load(file) for file in company or ()]
    found = ranked(Lake(lake), notice_id, lot_id, day(as_of), companies=companies, top=top)
    if as_json:
        output.json_object(found)
    else:
        output.show(*_page(found))


def _page(found: Suppliers) -> Iterator[RenderableType]:
    title = cut(found.title, _HEADING)
    yield Text(_(_HEADLINE).format(notice=found.notice_id, lot=found.lot_id, title=title), style="bold")
    if not found.suppliers:
        yield Text(_(_NOBODY))
        return
    yield Text(ngettext(*_CONSIDERED, found.considered).format(count=number(found.considered)), style="dim")
    yield table(found.suppliers)
