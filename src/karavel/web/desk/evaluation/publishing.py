"""Releases of bids and awards, kept beside those of the call: each a version that never changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, Literal

from karavel.procurement.releases import award, bids, tender_failure
from karavel.web.desk.calls.models import Call, CallVersion
from karavel.web.desk.calls.process import publisher
from karavel.web.desk.evaluation.ranking import ranked as ranking
from karavel.web.desk.evaluation.shaping import bid_id, process, ranked
from karavel.web.desk.needs.models import BuyerProfile

#: Releases of one process are ordered by their moment, to the second.
_SECOND: Final = timedelta(seconds=1)

Tag = Literal["award", "awardUpdate", "awardCancellation"]


def opened(call: Call, now: datetime) -> CallVersion | None:
    """Publishes who bid, and in which place; None where nobody did. Call it under the call's lock."""
    buyer, at = BuyerProfile.objects.get(), moment(call, now)
    whole = ranked(process(call, buyer), _places(call))
    return kept(call, "tenderUpdate", at, bids(whole, publisher(buyer), at=at)) if whole.bids else None


def _places(call: Call) -> dict[tuple[str, str], int]:
    lines = ((line, lot) for lot in call.lots.select_related("call") for line in ranking(lot).lines)
    return {(bid_id(line.offer), lot.number): line.rank for line, lot in lines}


def awards(call: Call, tag: Tag, now: datetime, reason: str = "") -> CallVersion:
    """Publishes the awards as they stand. Call it under the call's lock."""
    buyer, at = BuyerProfile.objects.get(), moment(call, now)
    return kept(call, tag, at, award(process(call, buyer), publisher(buyer), at=at, tag=tag), reason)


def failed(call: Call, now: datetime, reason: str) -> CallVersion:
    """Publishes that a call ended without result before any award. Call it under the call's lock, when it has."""
    buyer, at = BuyerProfile.objects.get(), moment(call, now)
    return kept(call, "tenderUpdate", at, tender_failure(process(call, buyer), publisher(buyer), at=at), reason)


def moment(call: Call, now: datetime) -> datetime:
    """A moment after all releases of a call before."""
    whole, last = now.replace(microsecond=0), call.versions.order_by("-number").first()
    return max(whole, last.published.replace(microsecond=0) + _SECOND) if last else whole


def kept(call: Call, stage: str, at: datetime, release: dict[str, Any], reason: str = "") -> CallVersion:
    """Keeps a release as the next version of its call."""
    last = call.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    version = CallVersion(call=call, number=number, stage=stage, published=at, reason=reason, release=release)
    version.save()
    call.version = number
    call.save(update_fields=["version", "changed"])
    return version
