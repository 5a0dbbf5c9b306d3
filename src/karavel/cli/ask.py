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
from karavel.texts import language_name
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
    if found.language != found.notice_language:
        output.note(_in_english(found.notice_language))
    output.note(_("To: {to}").format(to=found.to or _("the notice gives no address")))
    if found.until:
        sentence = _("Questions close on {day} (assumed: six days before the deadline).")
        known = _("Questions close on {day}.")
        output.note((sentence if found.assumed else known).format(day=shown(found.until)))
        if found.until < day(as_of):
            output.note(_("That day is past: the buyer need not answer any more."))


def _in_english(language: str | None) -> str:
    """Why the letter is not in the notice's language."""
    if language is None:
        return _("The notice does not say its language, so the letter is in English.")
    return _("There is no letter in the notice's language ({language}), so it is in English.").format(
        language=language_name(language)
    )
