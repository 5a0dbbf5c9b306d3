"""``karavel similar``: open lots and past awards like one lot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from karavel.answers.similar import Similar, SimilarAward, SimilarLot
from karavel.cli import output
from karavel.cli.fitting import cut
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, day
from karavel.errors import UsageError
from karavel.lake import Lake
from karavel.texts import compact_money
from karavel.texts import day as written
from karavel.texts import gettext as _
from karavel.texts.marking import N_
from karavel.verbs.similar import similar as found_similar

app = typer.Typer()

_HEADLINE: Final = N_("Like {notice}, lot {lot}: {title}")
_OPEN: Final = N_("Open on {day}")
_AWARDS: Final = N_("Awarded")
_NONE_OPEN: Final = N_("No open lot has anything in common with it.")
_NO_AWARDS: Final = N_("The lake has no award that has anything in common with it.")
_BOTH: Final = N_("--open and --awards exclude each other; without either, both are shown.")
_MORE: Final = N_("{name} and {count} more")
_TITLE, _NAME = 40, 22
_HEADING = 70


@app.command()
def similar(
    notice_id: Annotated[str, typer.Argument(metavar="NOTICE_ID", help="Publication number, BT-701 or OCID.")],
    lot_id: Annotated[str | None, typer.Argument(metavar="[LOT_ID]", help="Which lot (default: the first).")] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only lots that are open.")] = False,
    only_awards: Annotated[bool, typer.Option("--awards", help="Only past awards.")] = False,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many of each to show.")] = 10,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find lots and past awards like one lot: who won, for how much."""
    if only_open and only_awards:
        raise UsageError(_(_BOTH))
    found = found_similar(
        Lake(lake), notice_id, lot_id, day(as_of), lots=not only_awards, awards=not only_open, top=top
    )
    if as_json:
        output.json_object(found)
    else:
        output.show(*_page(found, lots=not only_awards, awards=not only_open))


def _page(found: Similar, *, lots: bool, awards: bool) -> Iterator[RenderableType]:
    headline = _(_HEADLINE).format(notice=found.notice_id, lot=found.lot_id, title=cut(found.title, _HEADING))
    yield Text(headline, style="bold")
    if lots:
        yield Text(_(_OPEN).format(day=written(found.as_of)), style="dim")
        yield _table(map(_lot, found.lots)) if found.lots else Text(_(_NONE_OPEN))
    if awards:
        yield Text(_(_AWARDS), style="dim")
        yield _table(map(_award, found.awards)) if found.awards else Text(_(_NO_AWARDS))


def _table(rows: Iterator[tuple[str, ...]]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=False)
    for _column in range(2):
        table.add_column(justify="right", no_wrap=True)
    for cells in rows:
        table.add_row(*map(Text, cells))
    return table


def _lot(lot: SimilarLot) -> tuple[str, ...]:
    title = cut(lot.title, _TITLE) + (f" ({lot.buyer.country})" if lot.buyer.country else "")
    buyer, value = cut(lot.buyer.name or "", _NAME), _value(lot.value_eur)
    return (str(lot.rank), f"{lot.score:.2f}", title, buyer, value, (lot.deadline or "")[:10])


def _award(award: SimilarAward) -> tuple[str, ...]:
    title = cut(award.title, _TITLE) + (f" ({award.buyer.country})" if award.buyer.country else "")
    date = award.date.isoformat() if award.date else ""
    return (str(award.rank), f"{award.score:.2f}", title, _winner(award), _value(award.value_eur), date)


def _winner(award: SimilarAward) -> str:
    first, others = award.suppliers[0].name, len(award.suppliers) - 1
    return _(_MORE).format(name=cut(first, _NAME - 9), count=others) if others else cut(first, _NAME)


def _value(amount: float | None) -> str:
    return compact_money(amount, "EUR") if amount is not None else ""
