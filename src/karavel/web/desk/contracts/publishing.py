"""A contract's news as the next release of its process, in the same transaction as what it tells of."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from django.utils import timezone

from karavel.procurement import releases
from karavel.web.desk.calls.models import Call, CallVersion
from karavel.web.desk.calls.process import publisher
from karavel.web.desk.contracts.models import Amendment, Contract
from karavel.web.desk.contracts.process import process_of
from karavel.web.desk.needs.models import BuyerProfile

Tag: TypeAlias = Literal["contract", "contractAmendment", "contractTermination"]
Progress: TypeAlias = Literal["implementation", "implementationUpdate"]
#: Releases of one process are ordered by their moment, to the second.
_SECOND: Final = timedelta(seconds=1)


def publish(
    contract: Contract, tag: Tag | Progress, *, reason: str = "", amendment: Amendment | None = None
) -> CallVersion:
    """Publishes the next release of a contract's process; call it while the contract is held.

    Raises:
        InvalidInput: what stands in the rows does not hold together; nothing of the transaction stays then.
    """
    call, buyer = contract.award.call, BuyerProfile.objects.get()
    call.refresh_from_db()
    number, at = _next(call)
    if contract.published is None:
        contract.published = at
        contract.save(update_fields=["published", "changed"])
    if amendment is not None:
        amendment.published = at
        amendment.save(update_fields=["published"])
    release = _release(call, buyer, tag, at)
    version = CallVersion(call=call, number=number, stage=tag, published=at, reason=reason, release=release)
    version.save()
    call.version = number
    call.save(update_fields=["version", "changed"])
    return version


def progress(contract: Contract) -> CallVersion:
    """Publishes how far a contract is."""
    told = CallVersion.objects.filter(call=contract.award.call, stage="implementation").exists()
    return publish(contract, "implementationUpdate" if told else "implementation")


def _next(call: Call) -> tuple[int, datetime]:
    now = timezone.now().replace(microsecond=0)
    last = call.versions.order_by("-number").first()
    if last is None:
        return 1, now
    return last.number + 1, max(now, last.published.replace(microsecond=0) + _SECOND)


def _release(call: Call, buyer: BuyerProfile, tag: Tag | Progress, at: datetime) -> releases.Release:
    process, by = process_of(call, buyer), publisher(buyer)
    match tag:
        case "implementation" | "implementationUpdate":
            return releases.implementation(process, by, at=at, tag=tag)
        case _:
            return releases.contract(process, by, at=at, tag=tag)
