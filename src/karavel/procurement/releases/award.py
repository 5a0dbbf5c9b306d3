"""Awards: the decision through its standstill, its becoming final, or its falling away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from karavel.procurement.releases.head import Release, lacking, release
from karavel.procurement.releases.parties import references
from karavel.procurement.releases.parts import documents, moment, period, texts, told, value
from karavel.procurement.releases.publisher import Publisher
from karavel.procurement.shapes import Award, Call, Process


def award(
    process: Process,
    publisher: Publisher,
    *,
    at: datetime,
    tag: Literal["award", "awardUpdate", "awardCancellation"] = "award",
) -> Release:
    """The release of all awards of a process, with the reports of their evaluation.

    A tender whose lots are all decided is complete, one with a lot left is active. An award that was made elsewhere
    needs no call here.

    Raises:
        InvalidInput: there is no award.
    """
    if not process.awards:
        raise lacking(process, "awards")
    found = release(process, publisher, tag=tag, stage="opened", at=at)
    if process.call:
        found["tender"] = {
            "id": process.id,
            "status": _tender_status(process.call, process.awards),
            "lots": [
                {"id": lot.id, "status": _lot_status(process.call, lot.id, process.awards)} for lot in process.call.lots
            ],
        }
    found["awards"] = [_award(one, process) for one in process.awards]
    return found


def _tender_status(call: Call, awards: Iterable[Award]) -> str:
    """Active until every lot is decided, again where an award falls away; unsuccessful where nobody won any."""
    standing = [one for one in awards if one.status != "cancelled"]
    decided = {lot for one in standing for lot in one.lots}
    if call.cancelled:
        return call.status
    if not {lot.id for lot in call.lots} <= decided:
        return "active"
    return "unsuccessful" if all(one.status == "unsuccessful" for one in standing) else "complete"


def _lot_status(call: Call, lot: str, awards: Iterable[Award]) -> str:
    """Complete once decided, unsuccessful where nobody won it, active until then and where its award falls away."""
    if call.cancelled:
        return call.status
    found = {one.status for one in awards if lot in one.lots} - {"cancelled"}
    if not found:
        return "active"
    return "unsuccessful" if found == {"unsuccessful"} else "complete"


def _award(one: Award, process: Process) -> dict[str, Any]:
    language = process.language
    reports = [each.report for each in process.evaluations if each.lot in one.lots and each.report]
    return told(
        id=one.id,
        **texts("title", one.title, language),
        **texts("description", one.description, language),
        status=one.status,
        date=moment(one.date),
        value=value(one.value),
        suppliers=references(one.suppliers),
        relatedLots=list(one.lots),
        relatedBids=list(one.bids),
        contractPeriod=period(one.contract_period),
        documents=documents((*one.documents, *reports), language),
    )
