"""The checklist: steps of the chosen route, dates counted back from the deadline, and what the notice asks for."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction

from karavel.answers.access import LotAccess, NeedAnswer, RouteAnswer
from karavel.errors import LakeError, NotFound
from karavel.web.board import board
from karavel.web.workspace.models import ChecklistRow, Pursuit

_Kind = ChecklistRow.Kind
_LONGEST_TEXT, _LONGEST_SOURCE = 1000, 300


class Line(NamedTuple):
    """A row of the checklist with what the company's profile says to it now.

    Attributes:
        need: the requirement as the notice has it today; None for steps, and where the notice asks for it no more.
        late: whether its day has passed, and it is not done.
    """

    row: ChecklistRow
    need: NeedAnswer | None
    late: bool


def access_to(pursuit: Pursuit, today: date) -> LotAccess | None:
    """What the law and the requirements say to the lot today; None where the lake does not have it."""
    try:
        found = board().access(pursuit.profile.company, pursuit.notice_id, today)
    except (LakeError, NotFound):
        return None
    return next((lot for lot in found.lots if lot.lot_id == pursuit.lot_id or not pursuit.lot_id), None)


def chosen(pursuit: Pursuit, lot: LotAccess | None) -> RouteAnswer | None:
    """The route that the company has chosen, as it looks today."""
    key = (pursuit.route_kind, pursuit.route_via)
    return next((route for route in lot.routes if (route.kind, route.via or "") == key), None) if lot else None


@transaction.atomic
def make(pursuit: Pursuit, lot: LotAccess) -> int:
    """Brings the checklist up to the route and the notice; what is done stays, as does what stands there already.

    Returns:
        how many rows are new.
    """
    route = chosen(pursuit, lot)
    wanted = [*_steps(route), *_needs(lot)] if route else _needs(lot)
    keys = {(row.kind, row.source) for row in wanted}
    for row in pursuit.checklist.filter(done=None):
        if (row.kind, row.source) not in keys:
            row.delete()
    return sum(_put(pursuit, row, place) for place, row in enumerate(wanted))


def _put(pursuit: Pursuit, wanted: ChecklistRow, place: int) -> bool:
    _, made = ChecklistRow.objects.update_or_create(
        organisation_id=pursuit.organisation_id,
        pursuit=pursuit,
        kind=wanted.kind,
        source=wanted.source,
        defaults={"text": wanted.text, "due": wanted.due, "place": place},
    )
    return made


def _steps(route: RouteAnswer) -> list[ChecklistRow]:
    once = {step.id: step for step in route.steps}
    return [
        ChecklistRow(
            kind=_Kind.STEP, source=step.id[:_LONGEST_SOURCE], text=step.title[:_LONGEST_TEXT], due=step.begin_by
        )
        for step in once.values()
    ]


def _needs(lot: LotAccess) -> list[ChecklistRow]:
    once = {source(need): need for need in lot.qualifies.requirements}
    return [
        ChecklistRow(kind=_Kind.REQUIREMENT, source=key, text=need.need[:_LONGEST_TEXT]) for key, need in once.items()
    ]


def source(need: NeedAnswer) -> str:
    """The key of a requirement: its kind and the notice's own words, the same in every language of a reader."""
    said = need.text or need.need
    return f"{need.kind}:{sha256(said.encode()).hexdigest()[:32]}"


def lines(pursuit: Pursuit, lot: LotAccess | None, today: date) -> tuple[list[Line], list[Line]]:
    """Steps, and requirements with what the company has."""
    needs = {source(need): need for need in lot.qualifies.requirements} if lot else {}
    found = [
        Line(row, needs.get(row.source), late=row.done is None and row.due is not None and row.due < today)
        for row in pursuit.checklist.select_related("done_by")
    ]
    steps = [line for line in found if line.row.kind == _Kind.STEP]
    return steps, [line for line in found if line.row.kind == _Kind.REQUIREMENT]
