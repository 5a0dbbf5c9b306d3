"""From a contract to an e-service that counts: one change in the catalogue for one accepted milestone."""

from __future__ import annotations

from karavel.web.accounts.models import User
from karavel.web.catalogue import changing
from karavel.web.catalogue.models import PublicService, ServiceChange
from karavel.web.desk.contracts.models import Milestone


def put_online(milestone: Milestone, actor: User) -> ServiceChange | None:
    """Puts the milestone's service online, or raises it; never lowers it.

    Call it in the transaction that accepts the milestone.

    Returns:
        the change, which the milestone holds from now on; None where it names no service, or that was there already.

    Raises:
        IllegalMove, InvalidInput: the catalogue does not take the change.
    """
    if milestone.service_id is None:
        return None
    # held, so that what somebody else raises meanwhile is not lowered again
    service = PublicService.objects.select_for_update().get(pk=milestone.service_id)
    change = changing.change(
        service,
        level=max(service.level, milestone.level or service.level),
        status="active",
        cause="contract",
        reference=reference(milestone),
        actor=actor,
    )
    if change:
        milestone.change = change
        milestone.save(update_fields=["change"])
    return change


def reference(milestone: Milestone) -> str:
    """How the catalogue names what a change was made for: the contract's number and the milestone's."""
    return f"{milestone.contract.number}/{milestone.number}"
