"""Awards: the decision through its standstill, its becoming final, or its falling away."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from karavel.procurement.releases.head import Release, lacking, release
from karavel.procurement.releases.parties import references
from karavel.procurement.releases.parts import documents, moment, period, texts, told, value
from karavel.procurement.releases.publisher import Publisher
from karavel.procurement.shapes import Award, Process


def award(
    process: Process,
    publisher: Publisher,
    *,
    at: datetime,
    tag: Literal["award", "awardUpdate", "awardCancellation"] = "award",
) -> Release:
    """The release of all awards of a process, with the reports of their evaluation.

    A tender whose lots are all decided is complete. An award that was made elsewhere needs no call here.

    Raises:
        InvalidInput: there is no award.
    """
    if not process.awards:
        raise lacking(process, "awards")
    found = release(process, publisher, tag=tag, stage="opened", at=at)
    if process.call:
        found["tender"] = told(id=process.id, status=_tender_status(process))
    found["awards"] = [_award(one, process) for one in process.awards]
    return found


def _tender_status(process: Process) -> str | None:
    """Complete when every lot is decided; unsuccessful when every lot was, and nobody won."""
    standing = [one for one in process.awards if one.status != "cancelled"]
    decided = {lot for one in standing for lot in one.lots}
    if process.call is None or not {lot.id for lot in process.call.lots} <= decided:
        return None
    return "unsuccessful" if all(one.status == "unsuccessful" for one in standing) else "complete"


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
