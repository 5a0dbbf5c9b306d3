"""Releases of bids and awards, kept beside those of the call: each a version that never changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, Literal

from karavel.procurement.releases import award, bids
from karavel.web.desk.calls.models import Call, CallVersion
from karavel.web.desk.calls.process import publisher
from karavel.web.desk.evaluation.shaping import process
from karavel.web.desk.needs.models import BuyerProfile

#: Releases of one process are ordered by their moment, to the second.
_SECOND: Final = timedelta(seconds=1)

Tag = Literal["award", "awardUpdate", "awardCancellation"]


def opened(call: Call, now: datetime) -> CallVersion | None:
    """Publishes who bid; None where nobody did. Call it under the call's lock."""
    buyer = BuyerProfile.objects.get()
    whole, at = process(call, buyer), _moment(call, now)
    return _kept(call, "tenderUpdate", at, bids(whole, publisher(buyer), at=at)) if whole.bids else None


def awards(call: Call, tag: Tag, now: datetime, reason: str = "") -> CallVersion:
    """Publishes the awards as they stand. Call it under the call's lock."""
    buyer = BuyerProfile.objects.get()
    at = _moment(call, now)
    return _kept(call, tag, at, award(process(call, buyer), publisher(buyer), at=at, tag=tag), reason)


def _moment(call: Call, now: datetime) -> datetime:
    """A moment after all releases before."""
    whole, last = now.replace(microsecond=0), call.versions.order_by("-number").first()
    return max(whole, last.published.replace(microsecond=0) + _SECOND) if last else whole


def _kept(call: Call, stage: str, at: datetime, release: dict[str, Any], reason: str = "") -> CallVersion:
    last = call.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    version = CallVersion(call=call, number=number, stage=stage, published=at, reason=reason, release=release)
    version.save()
    call.version = number
    call.save(update_fields=["version", "changed"])
    return version
