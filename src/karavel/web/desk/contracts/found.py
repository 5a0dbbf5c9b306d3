"""How pages find a contract, by who asks; and how acts hold it while they change it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.shortcuts import get_object_or_404

from karavel.errors import IllegalMove
from karavel.procurement.tables import CONTRACT
from karavel.web import scope
from karavel.web.desk.calls.models import Call
from karavel.web.desk.contracts.models import Contract, Milestone
from karavel.web.requests import Member


def own(pk: int) -> Contract:
    """A contract of the buyer in force.

    Raises:
        Http404: it has no such contract.
    """
    return get_object_or_404(Contract.objects.select_related("award__call", "award__lot"), pk=pk)


def supplied(request: Member, pk: int) -> Contract:
    """A contract that the request's organisation supplies; show its rows inside ``scope.within`` of the buyer.

    Raises:
        Http404: it supplies no such contract, or that is still a draft.
    """
    return get_object_or_404(Contract.supplied.to(request.acting.organisation), pk=pk)


def public(slug: str) -> Contract:
    """A signed contract, whoever asks; show its rows inside ``scope.within`` of the buyer.

    Raises:
        Http404: there is none of that name, or it is not signed.
    """
    return get_object_or_404(Contract.public, slug=slug)


def milestone(contract: Contract, number: int) -> Milestone:
    """A milestone by its number.

    Raises:
        Http404: the contract has none of that number.
    """
    return get_object_or_404(contract.milestones.select_related("contract", "service__authority"), number=number)


@contextmanager
def held(contract: Contract, act: str, *states: str) -> Iterator[Contract]:
    """Holds a contract and its call until all that is done inside the block is written.

    The call comes first, as for whoever awards: so an award does not fall while its contract is being signed.

    Args:
        contract: as it was read.
        act: what is to be done, for the error.
        states: in one of which it must be.

    Yields:
        the contract as it stands in the database.

    Raises:
        IllegalMove: it is in none of the states.
    """
    with scope.within(contract.organisation_id), transaction.atomic():
        call = Call.objects.filter(awards__contracts=contract).values_list("pk", flat=True)
        Call.objects.select_for_update().get(pk=call[0])
        locked = Contract.objects.select_for_update().get(pk=contract.pk)
        if locked.state not in states:
            raise IllegalMove(CONTRACT.name, locked.state, act)
        yield locked
