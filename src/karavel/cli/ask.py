"""``karavel ask``: a letter to the buyer where it is the buyer who decides."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from karavel.cli import output
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, day
from karavel.companies import load
from karavel.lake import Lake
from karavel.texts import day as shown
from karavel.texts import gettext as _
from karavel.verbs.ask import ask

app = typer.Typer()


@app.command()
def main(
    notice_id: Annotated[str, typer.Argument(help="Publication number, BT-701 or OCID.")],
    company: Annotated[Path, typer.Option("--company", metavar="FILE", help="The company's profile (company.toml).")],
    lot: Annotated[str | None, typer.Option("--lot", metavar="ID", help="Which lot (default: the first open)")] = None,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Write to the buyer, in the notice's language, whether and on what terms the company may bid."""
    found = ask(Lake(lake), load(company), notice_id, day(as_of), lot_id=lot)
    if json:
        output.json_object(found)
        return
    output.line(found.text)
    output.note(_("To: {to}").format(to=found.to or _("the notice gives no address")))
    if found.until:
        sentence = _("Questions close on {day} (assumed: six days before the deadline).")
        known = _("Questions close on {day}.")
        output.note((sentence if found.assumed else known).format(day=shown(found.until)))
