"""``karavel mcp``: tools for an assistant, over stdio."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer

from karavel.cli.options import DEFAULT_LAKE, AsOfOption, LakeOption, day
from karavel.companies import load
from karavel.companies.folder import ProfileFolder
from karavel.lake import Lake

app = typer.Typer()


@app.command()
def mcp(
    company: Annotated[Path, typer.Argument(metavar="COMPANY.toml", help="The company's profile.")],
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
) -> None:
    """Serve an assistant by the Model Context Protocol over stdio: search, match, access, routes, notice; read-only."""
    tools = importlib.import_module("karavel.mcp.server")  # the base install lacks what it needs
    desk = tools.Desk(Lake(lake), load(company), ProfileFolder(company), lambda: day(as_of))
    tools.server(desk).run("stdio")
