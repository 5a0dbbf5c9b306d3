"""A call, its amendments and its end without an award, each as a release."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, Final

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.releases.head import Release, lacking, release
from karavel.procurement.releases.lots import items, lots, selection
from karavel.procurement.releases.parties import reference
from karavel.procurement.releases.parts import amendments, documents, milestone, moment, period, texts, told, value
from karavel.procurement.releases.publisher import Publisher, ocid, release_id
from karavel.procurement.shapes import Call, Process, Terms
from karavel.texts.marking import N_, say

AMENDMENT: Final = "tenderAmendment"
_NOT_CANCELLED: Final = N_("The call of {id} is not cancelled.")
_SAY_WHY: Final = N_("say why it is given up")


def tender(process: Process, publisher: Publisher) -> Release:
    """The release of a call as it was first published, at the moment that the call names.

    Raises:
        InvalidInput: there is no call.
    """
    call = _call(process)
    found = release(process, publisher, tag="tender", stage="tender", at=call.published)
    return found | {"tender": section(process, publisher)}


def tender_amendment(process: Process, publisher: Publisher) -> Release:
    """The release of the last amendment: the whole call as it stands now, at the amendment's moment.

    Raises:
        InvalidInput: there is no call, or it was never amended.
    """
    call = _call(process)
    if not call.amendments:
        raise lacking(process, "call.amendments")
    at = call.amendments[-1].date
    found = release(process, publisher, tag=AMENDMENT, stage="tender", at=at)
    return found | {"tender": section(process, publisher)}


def tender_cancellation(process: Process, publisher: Publisher, *, at: datetime) -> Release:
    """The release that gives a call up, with its reason.

    Raises:
        InvalidInput: there is no call, or no reason for giving it up.
    """
    call = _call(process)
    if not call.cancelled:
        raise InvalidInput(say(_NOT_CANCELLED, id=process.id), (Mistake("Call.cancelled", say(_SAY_WHY)),))
    found = release(process, publisher, tag="tenderCancellation", stage="opened", at=at)
    return found | {"tender": section(process, publisher)}


def tender_failure(process: Process, publisher: Publisher, *, at: datetime) -> Release:
    """The release of a call that ended without result before any award: its lots are unsuccessful as well.

    Raises:
        InvalidInput: there is no call, or it did not end so.
    """
    if not _call(process).failed:
        raise lacking(process, "call.failed")
    found = release(process, publisher, tag="tenderUpdate", stage="opened", at=at)
    return found | {"tender": section(process, publisher)}


def section(process: Process, publisher: Publisher) -> dict[str, Any]:
    """The ``tender`` section of a process.

    Raises:
        InvalidInput: there is no call.
    """
    call, language = _call(process), process.language
    return told(
        id=process.id,
        **texts("title", call.title, language),
        **texts("description", call.description, language),
        status=call.status,
        statusDetails=(call.cancelled or call.failed).get(language),
        procuringEntity=reference(call.procuring_entity or process.buyer),
        value=value(call.value),
        **_procedure(call, language),
        **_dates(call),
        **_terms(call.terms),
        **texts("eligibilityCriteria", call.eligibility, language),
        selectionCriteria=selection(call.requirements, language),
        lots=lots(call, language),
        items=items(call, language),
        documents=documents(call.documents, language),
        milestones=[milestone(one, language) for one in call.milestones],
        amendments=_amendments(process, publisher),
    )


def _call(process: Process) -> Call:
    if process.call is None:
        raise lacking(process, "call")
    return process.call


def _procedure(call: Call, language: str) -> dict[str, Any]:
    return told(
        procurementMethod=call.method,
        **texts("procurementMethodDetails", call.method_details, language),
        **texts("procurementMethodRationale", call.method_rationale, language),
        mainProcurementCategory=call.nature,
        procedure={"isAccelerated": True} if call.accelerated else None,
        legalBasis={"scheme": "CELEX", "id": call.legal_basis} if call.legal_basis else None,
        coveredBy=["GPA"] if call.gpa else None,
        awardCriteria=_whole_criteria(call),
    )


def _whole_criteria(call: Call) -> str | None:
    """OCDS ``awardCriteria``: the one code of the core for what the lots say in full."""
    kinds = {criterion.kind for lot in call.lots for criterion in lot.criteria}
    alone = {"price": "priceOnly", "cost": "costOnly", "quality": "qualityOnly"}
    return alone[kinds.pop()] if len(kinds) == 1 else "ratedCriteria" if kinds else None


def _dates(call: Call) -> dict[str, Any]:
    opening = {"date": moment(call.opening)} if call.opening else None
    return told(
        tenderPeriod=period(call.tender_period),
        enquiryPeriod=period(call.enquiry_period),
        bidOpening=opening,
        awardPeriod=period(call.award_period),
    )


def _terms(terms: Terms) -> dict[str, Any]:
    validity = {"durationInDays": terms.bid_validity_days} if terms.bid_validity_days else None
    return told(
        submissionMethod=["electronicSubmission"],
        submissionMethodDetails=terms.url,
        submissionTerms=told(
            electronicSubmissionPolicy="required",
            variantPolicy=terms.variants,
            languages=list(terms.languages),
            bidValidityPeriod=validity,
            depositsGuarantees=terms.guarantee,
            advancedElectronicSignatureRequired=terms.signature,
        ),
    )


def _amendments(process: Process, publisher: Publisher) -> list[dict[str, Any]]:
    """Each with the release before it, which it amends, and its own."""
    call, own = _call(process), ocid(publisher, process.id)
    first = release_id(own, "tender", call.published)
    return amendments(call.amendments, process.language, first, partial(release_id, own, AMENDMENT))
