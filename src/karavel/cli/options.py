"""Options that several commands share, in one wording."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from karavel.codes import countries
from karavel.errors import InvalidCode, UsageError
from karavel.texts import gettext as _
from karavel.texts.marking import N_

if TYPE_CHECKING:
    from karavel.access import Verdict

DEFAULT_LAKE = Path("karavel-data")


def iso_day(text: str) -> date:
    """The day that an option names: ``typer.Option(parser=iso_day)``.

    Raises:
        BadParameter: it names none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(_("{value} is no day; write it as 2026-11-24.").format(value=text)) from error


LakeOption = Annotated[
    Path,
    typer.Option("--lake", envvar="KARAVEL_LAKE", metavar="DIR", help="The lake's folder.", show_default=True),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON to stdout, for scripts.")]
AsOfOption = Annotated[
    date | None,
    typer.Option("--as-of", parser=iso_day, metavar="DATE", help="Judge as of this day (ISO; default: today)."),
]
FromOption = Annotated[
    date | None,
    typer.Option("--from", parser=iso_day, metavar="DATE", help="The first day to look at (ISO)."),
]
UntilOption = Annotated[
    date | None,
    typer.Option("--until", parser=iso_day, metavar="DATE", help="The last day to look at (ISO)."),
]
RatesOption = Annotated[
    Path | None,
    typer.Option("--rates", metavar="FILE", help="Rates of the day (karavel fetch rates); else yearly averages."),
]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, metavar="N", help="Processes that read side by side.")]
MarketOption = Annotated[
    list[str] | None, typer.Option("--market", metavar="CC", help="Only buyers in this country; may be repeated.")
]
EveryOption = Annotated[bool, typer.Option("--all", help="Closed calls too, and those published later.")]
TopOption = Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many lots to show.")]

_VERDICTS: Final[tuple[Verdict, ...]] = ("guaranteed", "open", "discretionary", "unknown", "excluded")
_NO_VERDICT: Final = N_('"{text}" is no verdict; verdicts are {verdicts}.')


def day(as_of: date | None) -> date:
    """The day a command judges by: the one given, else today (the only place where the clock is read)."""
    return as_of or date.today()


def country(option: str, text: str) -> str:
    """The country that an option names.

    Raises:
        UsageError: it names none.
    """
    try:
        return countries.require(text)
    except InvalidCode as error:
        raise UsageError(f"{option}: {error}") from error


def verdict(text: str) -> Verdict:
    """The verdict that an option names.

    Raises:
        UsageError: it names none.
    """
    for known in _VERDICTS:
        if text == known:
            return known
    raise UsageError(_(_NO_VERDICT).format(text=text, verdicts=", ".join(_VERDICTS)))
