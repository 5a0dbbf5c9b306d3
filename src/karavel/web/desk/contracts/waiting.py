"""What a member has to do in contracts now, on either side: sign, deliver, accept, go on from an award."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from karavel.web import scope
from karavel.web.desk.contracts.models import Contract, Milestone
from karavel.web.desk.due import Waiting
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.fields import said
from karavel.web.requests import Member

#: So long before it is due a milestone is told of.
_SOON: Final = timedelta(days=14)
_OPEN: Final = ("scheduled", "notMet")


def waiting(request: Member, today: date) -> list[Waiting]:
    """All that waits for who asks, the late ones first."""
    found = [*_supplied(request, today), *_bought(request, today)]
    return sorted(found, key=lambda one: (not one.late, one.day or date.max, one.title))


def _supplied(request: Member, today: date) -> Iterator[Waiting]:
    for contract in Contract.supplied.to(request.acting.organisation).filter(state__in=("signing", "active")):
        page = reverse("contracts-mine-one", args=[contract.pk])
        with scope.within(contract.organisation_id):
            yield from _to_sign(request, contract, "supplier", page)
            if contract.state == "active" and request.acting.may("contract.deliver"):
                yield from _due(contract, today + _SOON, today, page)


def _to_sign(request: Member, contract: Contract, side: str, page: str) -> Iterator[Waiting]:
    signed = contract.signatures.filter(side=side).exists()
    if contract.state == "signing" and not signed and request.acting.may("contract.sign"):
        yield Waiting(_("It waits for your signature."), _title(contract), page)


def _due(contract: Contract, until: date, today: date, page: str) -> Iterator[Waiting]:
    """Milestones that are not delivered and due by a day."""
    for row in contract.milestones.filter(state__in=_OPEN, due__lte=until):
        late = row.due is not None and row.due < today
        told = _("Milestone %(milestone)s is overdue.") if late else _("Milestone %(milestone)s is due.")
        named = told % {"milestone": row.number}
        yield Waiting(named, _title(contract), f"{page}#milestone-{row.number}", row.due, late)


def _bought(request: Member, today: date) -> Iterator[Waiting]:
    may = request.acting.may
    for contract in Contract.objects.filter(state__in=("signing", "active")).select_related("award__call"):
        page = reverse("contracts-one", args=[contract.pk])
        yield from _to_sign(request, contract, "buyer", page)
        if may("contract.accept"):
            yield from _to_settle(contract, page)
            yield from _due(contract, today - timedelta(days=1), today, page)
    if may("desk.award"):
        yield from _awarded(today)


def _to_settle(contract: Contract, page: str) -> Iterator[Waiting]:
    if contract.state == "signing" and any(not row.stands for row in contract.signatures.all()):
        told = _("A signature waits for your decision: no list vouches for it, or it is not who was named.")
        yield Waiting(told, _title(contract), f"{page}#signatures")
    for row in Milestone.objects.filter(contract=contract, state="delivered"):
        told = _("Milestone %(milestone)s was delivered: accept it, or say why not.") % {"milestone": row.number}
        yield Waiting(told, _title(contract), f"{page}#milestone-{row.number}")


def _awarded(today: date) -> Iterator[Waiting]:
    rows = Award.objects.select_related("call").order_by("pk")
    for award in rows.filter(state="told", standstill_until__lt=today, call__state="evaluated"):
        page = reverse("evaluation", args=[award.call_id]) + "#awards"
        yield Waiting(_("The standstill is over: the award may stand."), str(award.call), page, award.standstill_until)
    taken = Contract.objects.exclude(state="cancelled").values("award")
    for award in rows.filter(state="active").exclude(pk__in=taken):
        yield Waiting(_("An award stands: draft its contract."), str(award.call), reverse("contracts-desk"))


def _title(contract: Contract) -> str:
    return said(contract.title, original=contract.award.call.language) or contract.number
