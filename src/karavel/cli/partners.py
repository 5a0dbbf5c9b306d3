"""``karavel partners``: firms of a country to team up with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import RenderableType
from rich.text import Text

from karavel.answers.suppliers import Partners
from karavel.cli import output
from karavel.cli.firms_view import table
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, country, day
from karavel.codes.country_names import name_in
from karavel.companies import load
from karavel.lake import Lake
from karavel.texts import current, ngettext, number
from karavel.texts import gettext as _
from karavel.texts.marking import N_, ngettext_noop
from karavel.verbs.suppliers import partners as ranked

app = typer.Typer()

_HEADLINE: Final = N_("Whom {company} could team up with: firms of {country}")
_CONSIDERED: Final = ngettext_noop("by {count} award that one of them won", "by {count} awards that they won")
_NOBODY: Final = N_("The lake has no award like what {company} does that went to a firm of {country}.")


@app.command()
def partners(
    company: Annotated[Path, typer.Argument(metavar="COMPANY.toml", help="The company's profile.")],
    where: Annotated[str, typer.Option("--in", metavar="CC", help="The country whose firms are looked at.")],
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many firms to show.")] = 20,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rank firms of a country to team up with, by what they won."""
    found = ranked(Lake(lake), load(company), country("--in", where), day(as_of), top=top)
    if as_json:
        output.json_object(found)
    else:
        output.show(*_page(found))


def _page(found: Partners) -> Iterator[RenderableType]:
    names = {"company": found.company, "country": name_in(found.country, current())}
    yield Text(_(_HEADLINE).format(**names), style="bold")
    if not found.partners:
        yield Text(_(_NOBODY).format(**names))
        return
    yield Text(ngettext(*_CONSIDERED, found.considered).format(count=number(found.considered)), style="dim")
    yield table(found.partners)
