"""A contract's news as the next release of its process, in the same transaction as what it tells of."""

from __future__ import annotations

from django.utils import timezone

from karavel.procurement import releases
from karavel.procurement.releases.contract import Tag
from karavel.web.desk.calls.models import CallVersion
from karavel.web.desk.calls.process import publisher
from karavel.web.desk.contracts.models import Amendment, Contract
from karavel.web.desk.contracts.process import process_of
from karavel.web.desk.evaluation.publishing import kept, moment
from karavel.web.desk.needs.models import BuyerProfile


def publish(contract: Contract, tag: Tag, *, reason: str = "", amendment: Amendment | None = None) -> CallVersion:
    """Publishes the next release of a contract's process; call it while the contract is held.

    Raises:
        InvalidInput: what stands in the rows does not hold together; nothing of the transaction stays then.
    """
    call, buyer = contract.award.call, BuyerProfile.objects.get()
    call.refresh_from_db()
    at = moment(call, timezone.now())
    if contract.published is None:
        contract.published = at
        contract.save(update_fields=["published", "changed"])
    if amendment is not None:
        amendment.published = at
        amendment.save(update_fields=["published"])
    return kept(call, tag, at, releases.contract(process_of(call, buyer), publisher(buyer), at=at, tag=tag), reason)


def progress(contract: Contract) -> CallVersion:
    """Publishes how far a contract is."""
    told = CallVersion.objects.filter(call=contract.award.call, stage="implementation").exists()
    return publish(contract, "implementationUpdate" if told else "implementation")
