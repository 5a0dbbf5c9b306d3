"""A lot's best route as a checklist with dates, and the better one for which there is no time."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from karavel.answers.access import LotAccess, RouteAnswer
from karavel.cli.blocks import hanging
from karavel.cli.words import range_of, route_name, verdict_name
from karavel.routes import Step
from karavel.texts import day
from karavel.texts import gettext as _

_BETTER = ("guaranteed", "open", "discretionary", "unknown", "excluded")


def plan_of(lot: LotAccess) -> Iterator[Table | Text]:
    """The steps of the best route, what to beware of, and what a better one would need."""
    best = next((route for route in lot.routes if route.best), None)
    if best is None:
        yield Text("\n" + _("No route is lawful, in time and open to you for this lot."), style="bold")
    elif best.steps:
        yield Text("\n" + _("How to get in: {route}").format(route=route_name(best.kind, best.via)), style="bold")
        steps = [(str(number), _step(step)) for number, step in enumerate(best.steps, 1)]
        yield hanging([*steps, *(("!", risk) for risk in best.risks), *(("=", kept) for kept in best.keeps)])
        if best.yearly_eur and best.yearly_eur.max:
            yield Text(_("Every year again: {cost}.").format(cost=range_of(best.yearly_eur, "EUR")))
    yield from _late(lot, best)


def _step(step: Step) -> str:
    unit = f"{_('working days')} ({step.country})" if step.unit == "working" else _("days")
    parts = [step.title, step.who, f"{range_of(step.days)} {unit}", step.fee]
    if step.papers:
        parts.append(_("papers: {papers}").format(papers=", ".join(step.papers)))
    if step.begin_by:
        parts.append(_("begin by {day}").format(day=day(step.begin_by)))
    if step.needed_for in {"award", "later"}:
        parts.append(_("before the contract") if step.needed_for == "award" else _("later"))
    if step.estimate:
        parts.append(_("estimate"))
    return " · ".join(parts)


def _late(lot: LotAccess, best: RouteAnswer | None) -> Iterator[Text]:
    """A route with a higher verdict that cannot be ready: for the next procedure, not for this one."""
    place = _BETTER.index(best.verdict) if best else len(_BETTER)
    late = [route for route in lot.routes if route.in_time is False and route.ready]
    higher = min(late, key=lambda route: (_BETTER.index(route.verdict), route.ready), default=None)
    if higher is None or higher.ready is None or _BETTER.index(higher.verdict) >= place:
        return
    values = {
        "route": route_name(higher.kind, higher.via),
        "verdict": verdict_name(higher.verdict),
        "ready": day(higher.ready),
    }
    yield Text("\n" + _("For the next one: {route} ({verdict}), ready by {ready}.").format(**values), style="bold")
    if higher.next_time:
        yield Text(_("This contract ends on {day}; the next call comes before that.").format(day=day(higher.next_time)))
    if higher.next_start_by:
        yield Text(_("Begin by {day} at the latest, counted back from its end.").format(day=day(higher.next_start_by)))
