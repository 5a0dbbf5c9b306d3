"""``karavel search``: all lots by words and filters; a search can be saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from karavel.cli import output
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
    iso_day,
)
from karavel.cli.options import verdict as verdict_of
from karavel.cli.search_view import page
from karavel.codes import languages
from karavel.codes.cpv import DIGITS
from karavel.codes.cpv_labels import require
from karavel.companies import load
from karavel.companies.folder import ProfileFolder
from karavel.companies.searches import Criteria, named
from karavel.errors import InvalidCode, UsageError
from karavel.lake import Lake
from karavel.texts import gettext as _
from karavel.texts.marking import N_
from karavel.verbs.searches import save as saved
from karavel.verbs.searches import search as searched

app = typer.Typer()

_NO_LANGUAGE: Final = N_('"{text}" is no language; a language is two letters, such as pt.')
_WHOSE: Final = N_("A search is saved beside a company's profile: name it with --company COMPANY.toml.")
_KEPT: Final = N_('Saved as "{name}": karavel searches {file} --run shows what is new since today.')

_Words = Annotated[list[str] | None, typer.Argument(metavar="[WORDS]...", help="In any language.")]
_Codes = Annotated[
    list[str] | None, typer.Option("--cpv", metavar="CODE", help="Only this branch of codes; may be repeated.")
]
_Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="LL", help="Only notices in this language; repeatable.")
]
_Buyer = Annotated[str, typer.Option("--buyer", metavar="WORDS", help="Only buyers with these words in the name.")]
_Least = Annotated[float | None, typer.Option("--min", metavar="EUR", help="Only lots of at least this value.")]
_Most = Annotated[float | None, typer.Option("--max", metavar="EUR", help="Only lots of at most this value.")]
_ClosesFrom = Annotated[
    date | None,
    typer.Option("--closes-from", parser=iso_day, metavar="DATE", help="Only with this deadline or a later one."),
]
_ClosesUntil = Annotated[
    date | None,
    typer.Option("--closes-until", parser=iso_day, metavar="DATE", help="Only with this deadline or an earlier one."),
]
_Verdicts = Annotated[
    list[str] | None,
    typer.Option("--verdict", metavar="V", help="Only where the company's bid from home has this verdict; repeatable."),
]
_Whose = Annotated[
    Path | None, typer.Option("--company", metavar="FILE", help="Whose verdicts, and beside which profile to save.")
]
_Save = Annotated[str | None, typer.Option("--save", metavar="NAME", help="Keep this search under a name.")]


@app.command()
def search(
    words: _Words = None,
    *,
    market: MarketOption = None,
    cpv: _Codes = None,
    language: _Languages = None,
    buyer: _Buyer = "",
    least: _Least = None,
    most: _Most = None,
    closes_from: _ClosesFrom = None,
    closes_until: _ClosesUntil = None,
    verdict: _Verdicts = None,
    every: EveryOption = False,
    company: _Whose = None,
    save: _Save = None,
    top: TopOption = 20,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search lots by words and filters; without words, the newest come first."""
    criteria = Criteria(
        words=" ".join(words or ()),
        markets=tuple(country("--market", text) for text in market or ()),
        cpv=tuple(map(_code, cpv or ())),
        languages=tuple(map(_language, language or ())),
        buyer=buyer,
        least_eur=least,
        most_eur=most,
        closes_from=closes_from,
        closes_until=closes_until,
        verdicts=tuple(map(verdict_of, verdict or ())),
        every=every,
    )
    if save and company is None:
        raise UsageError(_(_WHOSE))
    firm, place, on = load(company) if company else None, Lake(lake), day(as_of)
    name = named(save) if save else None
    found = searched(place, criteria, on, company=firm, top=top)
    if as_json:
        output.json_object(found)
    else:
        output.show(*page(found))
    if name and firm and company:
        saved(place, ProfileFolder(company), name, criteria, on, firm)
        output.note(_(_KEPT).format(name=name, file=company))


def _code(text: str) -> str:
    """A CPV code; a branch may be written as its first digits."""
    try:
        return require(text.ljust(DIGITS, "0") if text.isdigit() else text)
    except InvalidCode as error:
        raise UsageError(f"--cpv: {error}") from error


def _language(text: str) -> str:
    found = languages.from_any(text)
    if found is None:
        raise UsageError(_(_NO_LANGUAGE).format(text=text))
    return found
