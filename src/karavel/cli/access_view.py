"""Who may bid for a notice, as people read it: routes, why, whether the firm qualifies, and the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from karavel.answers.access import Access, LotAccess, NeedAnswer, RouteAnswer
from karavel.cli.blocks import hanging
from karavel.cli.plan_view import plan_of
from karavel.cli.words import condition_name, range_of, route_name, verdict_name
from karavel.texts import gettext as _
from karavel.texts import money, ngettext
from karavel.texts.marking import N_

_FEW = 8  # routes that a person reads; --json has all

#: By what the best route stands before the next one.
_BY: Final = {
    "only": N_("{best} is the only route that the law, the time and what you have leave open."),
    "verdict": N_("{best} has the highest verdict of the routes in time that you may qualify for."),
    "qualifies": N_("{best}: the same verdict as {other}, and you are known to meet what is asked."),
    "cost": N_("{best}: the same verdict as {other}, at less cost for what reaches you."),
    "nearness": N_("{best}: the same verdict and cost as {other}, with the buyer's own country."),
    "time": N_("{best}: the same verdict and cost as {other}, ready sooner."),
    "plainness": N_("{best}: the same verdict and cost as {other}, and the plainer way."),
}
_SHORT_OF: Final = N_("{route} ({verdict}) would come before it, but you fall short: {needs}.")
_NEW_COMPANY: Final = N_("{route} ({verdict}) would come before it, but a new company does not meet what is asked.")
_BY_PARTNER: Final = N_("{best} may close that: only the partner can say whether it does.")


def page(answer: Access, *, every: bool) -> Iterator[Table | Text]:
    """The whole page; lots with the same answer are shown once."""
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
    yield Text("\n" + title, style="bold", no_wrap=True, overflow="ellipsis")
    table = Table(box=SIMPLE_HEAD, collapse_padding=True, pad_edge=False)
    for name in ("", _("Route"), _("Verdict"), _("Cost"), _("Days"), _("In time"), _("Qualifies")):
        table.add_column(name, no_wrap=True)
    for route in shown:
        table.add_row(*_row(route))
    yield table
    if len(shown) < len(lot.routes):
        yield Text(_more(len(lot.routes) - len(shown)))
    if chosen := tuple(_choice(lot)):
        yield hanging(("*" if number == 0 else "", line) for number, line in enumerate(chosen))
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


def _choice(lot: LotAccess) -> Iterator[str]:
    """Why the best route is the best one, and which gave way to it for want of turnover, references and the like."""
    best = next((route for route in lot.routes if route.best), None)
    if best is None or best.chosen_by is None:
        return
    name, over = route_name(best.kind, best.via), best.chosen_over
    other = route_name(over.kind, over.via) if over else ""
    if best.chosen_by == "cost" and over and over.cost_eur and best.cost_eur:
        other += f" ({money(best.cost_eur.max, 'EUR')} < {money(over.cost_eur.max, 'EUR')})"
    yield _(_BY[best.chosen_by]).format(best=name, other=other)
    for short in _short(lot):
        yield _fell_short(short, lot.qualifies.requirements)
        if best.kind == "consortium" and short.kind != "subsidiary":
            yield _(_BY_PARTNER).format(best=name)


def _short(lot: LotAccess) -> list[RouteAnswer]:
    """Routes that gave way because the firm falls short: the direct bid, and the first of the others."""
    found = [route for route in lot.routes if route.gave_way == "unqualified"]
    direct = [route for route in found if route.kind == "direct"]
    return direct + [route for route in found if route.kind != "direct"][:1]


def _fell_short(route: RouteAnswer, asked: tuple[NeedAnswer, ...]) -> str:
    """What the firm lacks for a route that would be better; a company yet to be founded lacks it all."""
    lacking = [f"{need.need} ({need.gap})" for need in asked if need.met is False]
    sentence = _SHORT_OF if lacking and route.kind != "subsidiary" else _NEW_COMPANY
    return _(sentence).format(
        route=route_name(route.kind, route.via), verdict=verdict_name(route.verdict), needs="; ".join(lacking)
    )


def _why(lot: LotAccess) -> Iterator[Table | Text]:
    direct = next(route for route in lot.routes if route.kind == "direct")
    best = next((route for route in lot.routes if route.best and route is not direct), None)
    for route in (direct, best) if best else (direct,):
        yield Text(f"\n{route_name(route.kind, route.via)}: {verdict_name(route.verdict)}", style="bold")
        yield hanging(("", line) for line in _reasons(route))


def _reasons(route: RouteAnswer) -> Iterator[str]:
    for reason in route.reasons:
        yield f"{reason.sentence} [{reason.instrument}, {reason.article}]"
    for condition in route.conditions:
        yield f"{condition_name(condition.kind)}: {condition.sentence}"
    for missing in route.missing:
        yield f"{_('To settle it')}: {missing}"


def _needs(lot: LotAccess) -> Iterator[Table | Text]:
    """One line a requirement; what could not be read is quoted once, as text to read."""
    yield Text(f"\n{_('Do we qualify?')} {_yes(lot.qualifies.all)}", style="bold")
    yield hanging(map(_need, lot.qualifies.requirements))


def _need(need: NeedAnswer) -> tuple[str, str]:
    state = {True: _("ok"), False: _("gap"), None: "?"}[need.met]
    cure = need.cure if need.met is False else None
    took = _("{min}-{max} days").format(min=need.days.min, max=need.days.max) if need.days else None
    said = ", ".join(part for part in (need.have, need.gap, cure, took) if part)
    return state, f"{need.need}: {said}"
