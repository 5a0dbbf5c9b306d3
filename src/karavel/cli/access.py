"""``karavel access``: who may bid for a notice, by which route, under which article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from karavel.answers.access import Access, LotAccess, RouteAnswer
from karavel.cli import output
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, day
from karavel.cli.plan_view import plan_of
from karavel.cli.words import condition_name, range_of, route_name, verdict_name
from karavel.companies import load
from karavel.errors import UsageError
from karavel.lake import Lake
from karavel.texts import gettext as _
from karavel.texts import ngettext
from karavel.verbs.access import access
from karavel.verbs.cases import decide_cases

app = typer.Typer()

_FEW = 8  # routes that a person reads; --json has all


@app.command()
def main(
    company: Annotated[Path | None, typer.Argument(help="The company's profile (company.toml).")] = None,
    notice_id: Annotated[str | None, typer.Argument(help="Publication number, BT-701 or OCID.")] = None,
    cases: Annotated[Path | None, typer.Option("--cases", help="Decide law cases, one JSON object a line.")] = None,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    every: Annotated[bool, typer.Option("--all", help="Show every route, not only the best ones.")] = False,
    json: JsonOption = False,
) -> None:
    """Say who may bid for a notice, by which route, under which article."""
    if cases:
        output.json_lines(decide_cases(cases))
        return
    if company is None or notice_id is None:
        raise UsageError(
            _("A company's profile and a notice are needed, or --cases FILE."),
            remedy="karavel access company.toml 295399-2023",
        )
    answer = access(Lake(lake), load(company), notice_id, day(as_of))
    if json:
        output.json_object(answer)
    else:
        output.show(*_page(answer, every=every))


def _page(answer: Access, *, every: bool) -> Iterator[Table | Text]:
    yield Text(f"{answer.notice_id}  {answer.title}", style="bold", no_wrap=True, overflow="ellipsis")
    yield Text(" · ".join(part for part in (answer.buyer, answer.buyer_country, answer.company) if part))
    for lots in _alike(answer.lots):
        yield from _lot(lots[0], _title(lots), every=every)


def _alike(lots: tuple[LotAccess, ...]) -> list[list[LotAccess]]:
    """Lots with the same answer, to be shown once."""
    groups: list[list[LotAccess]] = []
    for lot in lots:
        found = next((g for g in groups if g[0].routes == lot.routes and g[0].qualifies == lot.qualifies), None)
        if found is None:
            groups.append([lot])
        else:
            found.append(lot)
    return groups


def _title(lots: list[LotAccess]) -> str:
    if len(lots) == 1:
        return f"{lots[0].lot_id}  {lots[0].title}"
    return _("{count} lots: {ids}").format(count=len(lots), ids=", ".join(lot.lot_id for lot in lots))


def _lot(lot: LotAccess, title: str, *, every: bool) -> Iterator[Table | Text]:
    shown = lot.routes if every else lot.routes[:_FEW]
    table = Table(title=escape(title), title_justify="left", width=output.WIDTH)
    for name in ("", _("Route"), _("Verdict"), _("Cost"), _("Days"), _("In time"), _("Qualifies")):
        table.add_column(name, no_wrap=True)
    for route in shown:
        table.add_row(*_row(route))
    yield table
    if len(shown) < len(lot.routes):
        yield Text(_more(len(lot.routes) - len(shown)))
    yield from _why(lot)
    yield from _needs(lot)
    yield from plan_of(lot)


def _more(count: int) -> str:
    return ngettext("{count} more route: --all shows it.", "{count} more routes: --all shows them.", count).format(
        count=count
    )


def _row(route: RouteAnswer) -> tuple[str, ...]:
    return (
        "*" if route.best else "",
        route_name(route.kind, route.via),
        verdict_name(route.verdict),
        range_of(route.cost_eur, "EUR"),
        range_of(route.days),
        _yes(route.in_time),
        _yes(route.qualifies),
    )


def _yes(value: bool | None) -> str:
    return _("not known") if value is None else _("yes") if value else _("no")


def _why(lot: LotAccess) -> Iterator[Text]:
    direct = next(route for route in lot.routes if route.kind == "direct")
    best = next((route for route in lot.routes if route.best and route is not direct), None)
    for route in (direct, best) if best else (direct,):
        yield Text(f"\n{route_name(route.kind, route.via)}: {verdict_name(route.verdict)}", style="bold")
        for reason in route.reasons:
            yield Text(f"  {reason.sentence} [{reason.instrument}, {reason.article}]")
        for condition in route.conditions:
            yield Text(f"  {condition_name(condition.kind)}: {condition.sentence}")
        for missing in route.missing:
            yield Text(f"  {_('To settle it')}: {missing}")


def _needs(lot: LotAccess) -> Iterator[Text]:
    yield Text(f"\n{_('Do we qualify?')} {_yes(lot.qualifies.all)}", style="bold")
    for need in lot.qualifies.requirements:
        state = {True: _("ok"), False: _("gap"), None: "?"}[need.met]
        cure = need.cure if need.met is False else None
        said = ", ".join(part for part in (need.have, need.gap, cure) if part)
        yield Text(f"  {state:<4} {need.need}: {said}")
