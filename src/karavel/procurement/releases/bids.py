"""Bids after their opening, as an update of the tender with the bids extension: who bid, for what, how many.

A withdrawn bid is counted and not named: its bidder took it back before anybody was to know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from karavel.procurement.releases.head import Release, lacking, release
from karavel.procurement.releases.parties import references
from karavel.procurement.releases.parts import documents, moment, told, value
from karavel.procurement.releases.publisher import Publisher
from karavel.procurement.shapes import Bid, Process


def bids(process: Process, publisher: Publisher, *, at: datetime) -> Release:
    """The release that names the bids, at the moment ``at`` when they were opened or their evaluation was published.

    Raises:
        InvalidInput: there is no call or no opened bid.
    """
    if process.call is None or not process.bids:
        raise lacking(process, "bids")
    found = release(process, publisher, tag="tenderUpdate", stage="opened", at=at)
    named = [bid for bid in process.bids if bid.status != "withdrawn"]
    tenderers = references(one for bid in named for one in bid.tenderers)
    found["tender"] = told(id=process.id, numberOfTenderers=len(tenderers), tenderers=tenderers)
    found["bids"] = told(
        statistics=list(_statistics(process, at)), details=[_bid(bid, process.language) for bid in named]
    )
    return found


def _bid(bid: Bid, language: str) -> dict[str, Any]:
    return told(
        id=bid.id,
        date=moment(bid.submitted),
        status=bid.status,
        tenderers=references(bid.tenderers),
        value=value(bid.value),
        rank=bid.rank,
        documents=documents(bid.documents, language),
        relatedLots=list(bid.lots),
    )


#: Code of OCDS's list ``statistic`` to the bids that it counts; abroad is seen from the buyer.
_COUNTED: Final[tuple[tuple[str, Callable[[Bid, str], bool]], ...]] = (
    ("bids", lambda _, __: True),
    ("validBids", lambda bid, _: bid.status == "valid"),
    ("disqualifiedBids", lambda bid, _: bid.status == "disqualified"),
    ("foreignBids", lambda bid, home: all(one.country != home for one in bid.tenderers)),
    ("smeBids", lambda bid, _: all(one.scale in ("micro", "small", "medium", "sme") for one in bid.tenderers)),
)


def _statistics(process: Process, at: datetime) -> Iterator[dict[str, Any]]:
    """Counts a lot: valid and disqualified once all bids are judged, foreign, small where bidders are known."""
    for lot in process.call.lots if process.call else ():
        offered = [bid for bid in process.bids if lot.id in bid.lots and bid.status != "withdrawn"]
        for measure, counts in _COUNTED:
            if _countable(measure, offered):
                count = sum(counts(bid, process.buyer.country) for bid in offered)
                yield {
                    "id": f"{measure}-{lot.id}",
                    "measure": measure,
                    "date": moment(at),
                    "value": count,
                    "relatedLot": lot.id,
                }


def _countable(measure: str, offered: Sequence[Bid]) -> bool:
    if measure in ("validBids", "disqualifiedBids"):
        return all(bid.status != "pending" for bid in offered)
    if measure == "foreignBids":
        return all(bid.tenderers for bid in offered)
    if measure == "smeBids":
        return all(bid.tenderers and all(one.scale for one in bid.tenderers) for bid in offered)
    return True
