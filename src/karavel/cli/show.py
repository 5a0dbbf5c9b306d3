"""``karavel show``: one notice of a lake."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from karavel.cli import output
from karavel.cli.options import DEFAULT_LAKE, JsonOption, LakeOption
from karavel.lake import Lake
from karavel.texts import gettext as _
from karavel.texts import money
from karavel.verbs.show import show as shown

app = typer.Typer()


@app.command()
def show(
    notice_id: Annotated[str, typer.Argument(metavar="NOTICE_ID", help="Publication number, BT-701 or OCID.")],
    lake: LakeOption = DEFAULT_LAKE,
    as_json: JsonOption = False,
) -> None:
    """Show one notice as the lake holds it."""
    notice = shown(Lake(lake), notice_id)
    if as_json:
        output.json_object(notice)
    else:
        output.show(*_page(notice))


def _page(notice: dict[str, Any]) -> list[Table | Text]:
    heading = Text(f"{notice['id']}  {notice['title']}", style="bold")
    parts: list[Table | Text] = [heading, _facts(notice), _lots(notice)]
    return [*parts, _awards(notice)] if notice["awards"] else parts


def _facts(notice: dict[str, Any]) -> Table:
    buyer = notice["buyer"] or {}
    table = Table.grid(padding=(0, 2))
    rows = (
        (_("Kind"), " · ".join(filter(None, (notice["kind"], notice["format"], notice["form"], notice["status"])))),
        (_("Buyer"), " · ".join(filter(None, (buyer.get("name"), buyer.get("country"), buyer.get("level"))))),
        (_("Published"), notice["published"] or "–"),
        (_("Language"), notice["language"] or "–"),
        (_("CPV"), " ".join(notice["cpv"]) or "–"),
        (_("Value"), _amount(notice["value"])),
        (_("Procedure"), notice["procedure"] or notice["procedure_text"] or "–"),
        (_("File"), notice["provenance"]["file"]),
        (_("Address"), notice["urls"].get("notice") or "–"),
    )
    for name, value in rows:
        table.add_row(Text(name, style="dim"), Text(value))
    return table


def _lots(notice: dict[str, Any]) -> Table:
    table = Table(expand=True, title=_("Lots"), title_justify="left")
    for name, ratio in ((_("Lot"), 2), (_("Title"), 6), (_("CPV"), 2), (_("Value"), 3), (_("Deadline"), 3)):
        table.add_column(name, ratio=ratio)
    for lot in notice["lots"]:
        row = (lot["id"], lot["title"], " ".join(lot["cpv"][:1]), _amount(lot["value"]), lot["deadline"] or "–")
        table.add_row(*map(Text, row))
    return table


def _awards(notice: dict[str, Any]) -> Table:
    table = Table(expand=True, title=_("Awards"), title_justify="left")
    for name, ratio in ((_("Lot"), 2), (_("Supplier"), 6), (_("Country"), 2), (_("Value"), 3), (_("Date"), 3)):
        table.add_column(name, ratio=ratio)
    for award in notice["awards"]:
        for supplier in award["suppliers"] or ({"name": "–", "country": None},):
            texts = (award["lot_id"], supplier["name"], supplier["country"], _amount(award["value"]), award["date"])
            table.add_row(*(Text(text or "–") for text in texts))
    return table


def _amount(value: dict[str, Any] | None) -> str:
    return money(value["amount"], value["currency"]) if value else "–"
