"""Contracts: signed, performed, amended, ended. Each release tells the whole of each, so that none says what is over.

Milestones of delivery stand in ``implementation`` alone: a contract's own ``milestones`` are those of its finalization.
https://standard.open-contracting.org/1.1/en/schema/reference/#contract
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, Final, Literal, TypeAlias

from karavel.procurement.releases.head import Release, lacking, release
from karavel.procurement.releases.parties import reference
from karavel.procurement.releases.parts import amendments, documents, milestone, moment, period, texts, told, value
from karavel.procurement.releases.publisher import Publisher, ocid, release_id
from karavel.procurement.shapes import Contract, Process, Transaction

Tag: TypeAlias = Literal[
    "contract", "contractUpdate", "contractAmendment", "contractTermination", "implementation", "implementationUpdate"
]
_AMENDMENT: Final = "contractAmendment"


def contract(process: Process, publisher: Publisher, *, at: datetime, tag: Tag = "contract") -> Release:
    """The release of the contracts of a process and of what came of them; of an amendment at its own moment.

    Raises:
        InvalidInput: there is no contract.
    """
    if not process.contracts:
        raise lacking(process, "contracts")
    found = release(process, publisher, tag=tag, stage="opened", at=at)
    found["contracts"] = [_contract(one, process, publisher) for one in process.contracts]
    return found


def _contract(one: Contract, process: Process, publisher: Publisher) -> dict[str, Any]:
    language, own = process.language, ocid(publisher, process.id)
    first = release_id(own, "contract", at) if (at := one.published or one.signed) else ""
    return told(
        id=one.id,
        awardID=one.award,
        **texts("title", one.title, language),
        **texts("description", one.description, language),
        status=one.status,
        statusDetails=one.ended,
        period=period(one.period),
        value=value(one.value),
        dateSigned=moment(one.signed),
        documents=documents(one.documents, language),
        amendments=amendments(one.amendments, language, first, partial(release_id, own, _AMENDMENT)),
        implementation=_implementation(one, language),
    )


def _implementation(one: Contract, language: str) -> dict[str, Any]:
    titles = {each.id: texts("title", each.title, language) for each in one.milestones}
    return told(
        transactions=[_transaction(each, titles) for each in one.transactions],
        milestones=[milestone(each, language) for each in one.milestones],
        documents=documents(one.progress_documents, language),
    )


def _transaction(one: Transaction, titles: dict[str, dict[str, str]]) -> dict[str, Any]:
    paid_for = {"id": one.milestone} | titles[one.milestone] if one.milestone else None
    return told(
        id=one.id,
        date=moment(one.date),
        value=value(one.value),
        payer=reference(one.payer),
        payee=reference(one.payee),
        relatedImplementationMilestone=paid_for,
    )
