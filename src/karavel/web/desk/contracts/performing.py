"""What follows from a contract in force: deliveries, acceptance, payments, its end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from karavel.errors import IllegalMove
from karavel.procurement.tables import CONTRACT, MILESTONE
from karavel.web.desk.contracts import attaching, going_live, publishing
from karavel.web.desk.contracts.found import held
from karavel.web.desk.contracts.models import Contract, Milestone, MilestoneDelivery, Payment
from karavel.web.desk.contracts.noting import note
from karavel.web.moving import move
from karavel.web.requests import Member


def deliver(
    request: Member, milestone: Milestone, text: str, url: str, given: Iterable[UploadedFile[Any]]
) -> MilestoneDelivery:
    """The supplier says what it has delivered.

    Raises:
        Refused: a file is not taken.
        IllegalMove: the contract is not in force, or the milestone is not waited for.
    """
    files = [attaching.keep(milestone.organisation_id, one) for one in given]  # before the rows that name them
    with held(milestone.contract, "deliver", "active") as contract:
        milestone = contract.milestones.get(pk=milestone.pk)
        move(milestone, MILESTONE, "deliver", reason="")
        delivery = MilestoneDelivery(milestone=milestone, user=request.user, text=text, url=url, files=files)
        delivery.save()
        note(
            request, contract, "milestone.delivered", milestone=milestone.number, files=[one["sha256"] for one in files]
        )
    return delivery


def accept(request: Member, milestone: Milestone) -> Milestone:
    """The buyer accepts; the service that the milestone names goes online or rises with it, or nothing happens.

    Raises:
        IllegalMove: the contract is not in force, or the milestone was not delivered, or was just accepted.
        InvalidInput: the catalogue does not take the change.
    """
    with held(milestone.contract, "accept", "active") as contract:
        milestone = contract.milestones.get(pk=milestone.pk)
        now = timezone.now()
        move(milestone, MILESTONE, "accept", met=now, reviewed=now)
        change = going_live.put_online(milestone, request.user)
        publishing.progress(contract)
        note(
            request,
            contract,
            "milestone.accepted",
            milestone=milestone.number,
            service=milestone.service.key if milestone.service else "",
            change=change.pk if change else None,
        )
    return milestone


def reject(request: Member, milestone: Milestone, reason: str) -> None:
    """The buyer does not accept, and says why; the supplier may deliver again.

    Raises:
        IllegalMove: the contract is not in force, or nothing was delivered.
    """
    with held(milestone.contract, "reject", "active") as contract:
        milestone = contract.milestones.get(pk=milestone.pk)
        move(milestone, MILESTONE, "reject", reason=reason, reviewed=timezone.now())
        publishing.progress(contract)
        note(request, contract, "milestone.rejected", milestone=milestone.number, reason=reason)


def pay(request: Member, contract: Contract, payment: Payment) -> Payment:
    """Notes what was paid.

    Raises:
        IllegalMove: the contract is not in force and has not ended.
    """
    with held(contract, "pay", "active", "terminated") as locked:
        payment.contract = locked
        payment.save()
        publishing.progress(locked)
        note(request, locked, "payment.noted", price=str(payment.price), currency=payment.price_currency)
    return payment


def finish(request: Member, contract: Contract) -> None:
    """The contract is fulfilled.

    Raises:
        IllegalMove: it is not in force, or a milestone is open.
    """
    with held(contract, "finish", "active") as locked:
        if locked.milestones.exclude(state__in=("met", "dropped")).exists():
            raise IllegalMove(CONTRACT.name, locked.state, "finish")
        _end(locked, "finish", "fulfilled", "")
        note(request, locked, "contract.finished")


def terminate(request: Member, contract: Contract, reason: str) -> None:
    """The contract ends before its time.

    Raises:
        IllegalMove: it is not in force.
    """
    with held(contract, "terminate", "active") as locked:
        _end(locked, "terminate", "early", reason)
        note(request, locked, "contract.terminated", reason=reason)


def _end(contract: Contract, name: str, how: str, reason: str) -> None:
    move(contract, CONTRACT, name, ended=how, reason=reason)
    publishing.publish(contract, "contractTermination", reason=reason)
