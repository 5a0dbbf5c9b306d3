"""``karavel routes``: what each route and gateway opens for a company."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from karavel.answers.routes import OpeningAnswer, Routes
from karavel.cli import output
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, country, day
from karavel.cli.words import range_of, route_name
from karavel.companies import load
from karavel.lake import Lake
from karavel.texts import compact_money
from karavel.texts import day as shown_day
from karavel.texts import gettext as _
from karavel.verbs.routes import routes

app = typer.Typer()

_BAR = 14  # columns of the chart
_COLUMNS = ("lots", "lots_in_time", "lots_qualified", "lots_unread", "right_gained", "newly_possible", "unsettled")


@app.command()
def main(
    company: Annotated[Path, typer.Argument(help="The company's profile (company.toml).")],
    via: Annotated[list[str] | None, typer.Option("--via", metavar="CC", help="Only this gateway; repeat it.")] = None,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    every: Annotated[bool, typer.Option("--all", help="Closed calls too, judged as if there were time.")] = False,
    json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV to stdout.")] = False,
) -> None:
    """Say what each route and gateway opens for a company among the open lots."""
    gateways = tuple(country("--via", text) for text in via or ())
    answer = routes(Lake(lake), load(company), day(as_of), via=gateways, every=every)
    if json:
        output.json_object(answer)
    elif as_csv:
        _csv(answer)
    else:
        output.show(*_page(answer))


def _page(answer: Routes) -> Iterator[Table | Text]:
    title = _("What each route opens for {company}: {count} lots as of {day}")
    yield Text(title.format(company=answer.company, count=answer.considered, day=shown_day(answer.as_of)), style="bold")
    most = max((row.opens.lots for row in answer.routes), default=0)
    table = Table(box=SIMPLE_HEAD, width=output.WIDTH, collapse_padding=True, pad_edge=False)
    table.add_column(_("Route"), no_wrap=True)
    for name in (_("Opens"), _("Right"), _("New"), _("In time"), _("Value"), _("First year"), _("Days")):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", width=_BAR, no_wrap=True)
    opening = [row for row in answer.routes if row.opens.lots or row.kind == "direct"]
    for row in opening:
        table.add_row(*_row(row, most))
    yield table
    others = [_name(row) for row in answer.routes if row not in opening]
    if others:
        yield Text(_("These change no verdict: {routes}.").format(routes=", ".join(others)))
    yield Text(
        _(
            "Opens: lots whose verdict improves. Right: the buyer could refuse, now there is a right. New: it was "
            "forbidden. There: in each buyer's own country. Value: the lots' own. Costs and days are estimates."
        )
    )


def _row(row: OpeningAnswer, most: int) -> tuple[str, ...]:
    opens = row.opens
    return (
        _name(row),
        str(opens.lots),
        str(opens.right_gained),
        str(opens.newly_possible),
        str(opens.lots_in_time),
        compact_money(opens.value_eur, "EUR") if opens.value_eur else "–",
        range_of(row.cost_eur, "EUR", short=True),
        range_of(row.days),
        "█" * round(_BAR * opens.lots / most) if most else "",
    )


def _name(row: OpeningAnswer) -> str:
    """The route; one without a gateway leads through each buyer's own country."""
    if row.via or row.kind in {"direct", "bank-financed", "framework-entry"}:
        return route_name(row.kind, row.via)
    return _("{route} there").format(route=route_name(row.kind, None))


def _csv(answer: Routes) -> None:
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("kind", "via", *_COLUMNS, "value_eur", "cost_min", "cost_max", "days_min", "days_max"))
    for row in answer.routes:
        counts = (getattr(row.opens, name) for name in _COLUMNS)
        cost = (row.cost_eur.min, row.cost_eur.max) if row.cost_eur else ("", "")
        days = (row.days.min, row.days.max) if row.days else ("", "")
        writer.writerow((row.kind, row.via or "", *counts, row.opens.value_eur, *cost, *days))
    output.line(table.getvalue().removesuffix("\n"))
