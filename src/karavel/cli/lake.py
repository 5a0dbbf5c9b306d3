"""``karavel lake``: what it holds, what was wrong, words to lots, reading everything again."""

from __future__ import annotations

from typing import Annotated, Any, Final

import typer
from rich.table import Table
from rich.text import Text

from karavel.cli import output
from karavel.cli.options import DEFAULT_LAKE, JsonOption, LakeOption, RatesOption, WorkersOption
from karavel.cli.progress import bar
from karavel.lake import Hit, Lake
from karavel.texts import gettext as _
from karavel.texts import number
from karavel.texts.marking import N_
from karavel.verbs import lake as verbs
from karavel.verbs.batches import process_pool

EMPTY: Final = N_("The lake is empty: karavel ingest PATH... reads notices into it, karavel demo makes some to try.")

app = typer.Typer(no_args_is_help=True)

_MEGA = 1_000_000


@app.command()
def status(lake: LakeOption = DEFAULT_LAKE, as_json: JsonOption = False) -> None:
    """Say what the lake holds."""
    found = verbs.status(Lake(lake))
    if as_json:
        output.json_object(found)
    else:
        output.show(_facts(found), _formats(found) if found["formats"] else Text(_(EMPTY)))


def _facts(found: dict[str, Any]) -> Table:
    days = found["published"]
    table = Table.grid(padding=(0, 2))
    rows = (
        (_("Notices"), number(found["notices"])),
        (_("Lots"), number(found["lots"])),
        (_("Awards"), number(found["awards"])),
        (_("Documents"), _("{count}, all versions").format(count=number(found["documents"]))),
        (_("Published"), f"{days['first'] or '–'} – {days['last'] or '–'}"),
        (_("Unreadable"), number(found["unreadable"])),
        (_("Problems"), number(found["problems"])),
        (
            _("On disk"),
            _("{size} MB in {files} files").format(size=f"{found['bytes'] / _MEGA:,.1f}", files=found["files"]),
        ),
    )
    for name, value in rows:
        table.add_row(Text(name, style="dim"), Text(value))
    return table


def _formats(found: dict[str, Any]) -> Table:
    kinds = sorted({kind for counts in found["formats"].values() for kind in counts})
    table = Table(_("Format"), *kinds)
    for name, counts in found["formats"].items():
        table.add_row(name, *(number(counts.get(kind, 0)) for kind in kinds))
    return table


@app.command()
def problems(lake: LakeOption = DEFAULT_LAKE, as_json: JsonOption = False) -> None:
    """List every problem, one JSON object a line: file, notice_id, code, message, place, severity."""
    del as_json  # lines are JSON anyway
    output.json_lines(verbs.problems(Lake(lake)))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="In any language.")],
    lake: LakeOption = DEFAULT_LAKE,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many lots.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Find lots by their words."""
    hits = verbs.search(Lake(lake), " ".join(words), top)
    if as_json:
        output.json_object(hits)
    else:
        output.show(_hits(hits) if hits else Text(_("Nothing in the lake holds these words.")))


def _hits(hits: list[Hit]) -> Table:
    table = Table(expand=True)
    for name, ratio in ((_("Notice"), 3), (_("Lot"), 2), (_("Title"), 8), (_("Buyer"), 5), (_("Deadline"), 3)):
        table.add_column(name, ratio=ratio)
    for hit in hits:
        buyer = " ".join(part for part in (hit.country, hit.buyer) if part)
        table.add_row(*map(Text, (hit.notice_id, hit.lot_id, hit.title, buyer, (hit.deadline or "–")[:10])))
    return table


@app.command()
def reread(
    lake: LakeOption = DEFAULT_LAKE,
    workers: WorkersOption = 1,
    rates: RatesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read every document again, those in quarantine too, and put what is understood now in place of the tables."""
    total = verbs.status(Lake(lake))["documents"]
    with bar(total) as shown, process_pool(workers) as executor:

        def progress(so_far: verbs.Reread) -> None:
            shown.move(so_far.documents, so_far.documents, so_far.seconds)

        done = verbs.reread(Lake(lake), executor, workers=workers, rates=rates, progress=progress)
    verbs.index(Lake(lake))
    if as_json:
        output.json_object(done)
    else:
        output.line(
            _("{documents} documents read again in {seconds} s: {notices} notices, {unreadable} unreadable.").format(
                documents=number(done.documents),
                seconds=f"{done.seconds:.1f}",
                notices=number(done.notices),
                unreadable=number(done.unreadable),
            )
        )
