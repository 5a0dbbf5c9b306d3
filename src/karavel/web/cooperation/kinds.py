"""The kinds of rows that a programme has: their names, forms and what a form must be given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karavel.web import scope
from karavel.web.accounts.models import Organisation
from karavel.web.cooperation.forms import (
    AgreementForm,
    CommitmentForm,
    EventForm,
    OutcomeForm,
    ParticipationForm,
    RowForm,
)
from karavel.web.cooperation.models import (
    Agreement,
    Commitment,
    CooperationProgramme,
    Event,
    Outcome,
    Part,
    Participation,
)
from karavel.web.programme import places
from karavel.web.pursuits.columns import colleagues
from karavel.web.requests import Member
from karavel.web.workspace.models import Pursuit

_Given = Callable[[Member, CooperationProgramme], dict[str, Any]]


class Kind(NamedTuple):
    """A kind of row: what a new one is called, its model and form, and what the form asks beside the row."""

    name: str
    new: Promise
    model: type[Part]
    form: type[RowForm]
    given: _Given


def _nothing(_request: Member, _programme: CooperationProgramme) -> dict[str, Any]:
    return {}


def _people(request: Member, _programme: CooperationProgramme) -> dict[str, Any]:
    return {"people": colleagues(request)}


def _companies(_request: Member, _programme: CooperationProgramme) -> dict[str, Any]:
    return {"companies": list({place.company_id: place.company for place in places.agreed()}.values())}


def _pursuits(_request: Member, programme: CooperationProgramme) -> dict[str, Any]:
    """The pursuits of companies that take part here and have agreed that the agency sees their work."""
    agreed: dict[int, Organisation] = {place.company_id: place.company for place in places.agreed()}
    rows = Participation.objects.filter(programme=programme, company__in=agreed).values_list("company", flat=True)
    found: list[Pursuit] = []
    for company in set(rows):
        with scope.within(company):
            found += Pursuit.objects.all()
    return {"programme": programme, "pursuits": found}


KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind("agreement", _("Add an agreement"), Agreement, AgreementForm, _nothing),
        Kind("event", _("Add a visit, meeting or forum"), Event, EventForm, _nothing),
        Kind("commitment", _("Add a commitment"), Commitment, CommitmentForm, _people),
        Kind("participation", _("Add a company"), Participation, ParticipationForm, _companies),
        Kind("outcome", _("Add what came of it"), Outcome, OutcomeForm, _pursuits),
    )
}
