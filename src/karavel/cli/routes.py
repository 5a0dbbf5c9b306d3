"""``karavel routes``: what each route and gateway opens for a company."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from karavel.cli import output
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, country, day
from karavel.cli.routes_csv import by_market, by_route, table_of
from karavel.cli.routes_view import market_page, page
from karavel.companies import load
from karavel.lake import Lake
from karavel.verbs.routes import routes

app = typer.Typer()


@app.command()
def main(
    company: Annotated[Path, typer.Argument(help="The company's profile (company.toml).")],
    via: Annotated[list[str] | None, typer.Option("--via", metavar="CC", help="Only this gateway; repeat it.")] = None,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    every: Annotated[bool, typer.Option("--all", help="Closed calls too, judged as if there were time.")] = False,
    json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV to stdout, for spreadsheets.")] = False,
    markets: Annotated[bool, typer.Option("--by-market", help="Buyer countries beside gateways.")] = False,
) -> None:
    """Say what each route and gateway opens for a company among the open lots."""
    gateways = tuple(country("--via", text) for text in via or ())
    answer = routes(Lake(lake), load(company), day(as_of), via=gateways, every=every)
    if json:
        output.json_object(answer)
    elif as_csv:
        output.line(table_of(by_market(answer) if markets else by_route(answer)))
    else:
        output.show(*page(answer))
        if markets:
            output.show(*market_page(answer))
