"""The performance of contracts: what was delivered and what was paid."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from karavel.procurement.releases.contract import section
from karavel.procurement.releases.head import Release, lacking, release
from karavel.procurement.releases.parties import reference
from karavel.procurement.releases.parts import documents, milestone, moment, told, value
from karavel.procurement.releases.publisher import Publisher
from karavel.procurement.shapes import Contract, Process, Transaction


def implementation(
    process: Process,
    publisher: Publisher,
    *,
    at: datetime,
    tag: Literal["implementation", "implementationUpdate"] = "implementation",
) -> Release:
    """The release of what came of the contracts of a process.

    Raises:
        InvalidInput: there is no contract.
    """
    if not process.contracts:
        raise lacking(process, "contracts")
    found = release(process, publisher, tag=tag, stage="opened", at=at)
    found["contracts"] = [
        section(one, process, publisher) | told(implementation=_implementation(one, process.language))
        for one in process.contracts
    ]
    return found


def _implementation(one: Contract, language: str) -> dict[str, Any]:
    return told(
        transactions=[_transaction(each) for each in one.transactions],
        milestones=[milestone(each, language, progress=True) for each in one.milestones],
        documents=documents(one.progress_documents, language),
    )


def _transaction(one: Transaction) -> dict[str, Any]:
    return told(
        id=one.id,
        date=moment(one.date),
        value=value(one.value),
        payer=reference(one.payer),
        payee=reference(one.payee),
    )
