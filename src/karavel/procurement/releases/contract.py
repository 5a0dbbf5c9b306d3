"""Contracts: signed, amended, ended before their time."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import Any, Final, Literal, TypeAlias

from karavel.procurement.releases.head import Release, lacking, release
from karavel.procurement.releases.parts import amendment, documents, milestone, moment, period, texts, told, value
from karavel.procurement.releases.publisher import Publisher, ocid, release_id
from karavel.procurement.shapes import Contract, Process

Tag: TypeAlias = Literal["contract", "contractUpdate", "contractAmendment", "contractTermination"]
_AMENDMENT: Final = "contractAmendment"


def contract(process: Process, publisher: Publisher, *, at: datetime, tag: Tag = "contract") -> Release:
    """The release of the contracts of a process; of an amendment at the amendment's own moment.

    Raises:
        InvalidInput: there is no contract.
    """
    if not process.contracts:
        raise lacking(process, "contracts")
    found = release(process, publisher, tag=tag, stage="opened", at=at)
    found["contracts"] = [section(one, process, publisher) for one in process.contracts]
    return found


def section(one: Contract, process: Process, publisher: Publisher) -> dict[str, Any]:
    """A contract without its performance."""
    language = process.language
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
        milestones=[milestone(each, language, progress=False) for each in one.milestones],
        amendments=_amendments(one, process, publisher),
    )


def _amendments(one: Contract, process: Process, publisher: Publisher) -> list[dict[str, Any]]:
    """Each with the release before it: the one that first published the contract, then the amendments' own."""
    if not one.amendments:
        return []
    own = ocid(publisher, process.id)
    first = release_id(own, "contract", one.published or one.signed or one.amendments[0].date)
    chain = (first, *(release_id(own, _AMENDMENT, each.date) for each in one.amendments))
    return [
        amendment(each, process.language, before, its_own)
        for each, (before, its_own) in zip(one.amendments, pairwise(chain), strict=True)
    ]
