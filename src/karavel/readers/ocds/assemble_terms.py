"""What a lot says, or the tender for all its lots: each field is the lot's own where it has one."""

from __future__ import annotations

from typing import Any, Final

from karavel.notices import AwardCriterion, Duration, Requirement
from karavel.notices.model import Permission
from karavel.readers import values
from karavel.readers.ocds import codes
from karavel.readers.ocds.setting import Setting, money, words
from karavel.readers.ocds.shapes import Criteria, Criterion, Options, Period, SubmissionTerms, Techniques, Tender, Terms

_MOST_PARTICIPANTS: Final = 100_000  # publishers write the largest number they have for "no limit"
_NO_TERMS: Final = SubmissionTerms()
_NO_PERIOD: Final = Period()


def fields(lot: Terms, tender: Tender, procedure: str | None, setting: Setting, place: str) -> dict[str, Any]:
    """The fields of a lot that may stand at the lot or at the tender."""
    terms = lot.submission_terms or tender.submission_terms or _NO_TERMS
    techniques = lot.techniques or tender.techniques
    suitability = lot.suitability or tender.suitability
    other = lot.other_requirements or tender.other_requirements
    covered = lot.covered_by or tender.covered_by or ()
    by_invitation = codes.BY_INVITATION.get(procedure or "")
    return {
        **_periods(lot, tender, setting, place),
        **_submission(terms, tender, setting, place),
        **_techniques(techniques, setting, place),
        "deadline_for": "requests" if procedure == "restricted" else "tenders",
        "by_invitation": by_invitation,
        "criteria": _criteria(lot, tender),
        "requirements": _requirements(lot, tender),
        "options": _options(lot.options or tender.options),
        **_renewals(lot, tender),
        "reserved": values.once(other.reserved_participation or ()) if other else (),
        "sme_suitable": suitability.sme if suitability else None,
        "gpa_declared": True if "GPA" in covered else None,
    }


def _periods(lot: Terms, tender: Tender, setting: Setting, place: str) -> dict[str, Any]:
    problems = setting.problems
    tendering = lot.tender_period or tender.tender_period or _NO_PERIOD
    asking = lot.enquiry_period or tender.enquiry_period or _NO_PERIOD
    contract = lot.contract_period or tender.contract_period or _NO_PERIOD
    opening = lot.bid_opening or tender.bid_opening
    return {
        "deadline": values.time_stamp(tendering.end_date or None, problems, f"{place}/tenderPeriod/endDate"),
        "questions_deadline": values.time_stamp(asking.end_date or None, problems, f"{place}/enquiryPeriod/endDate"),
        "opening": values.time_stamp(opening.date or None, problems, f"{place}/bidOpening/date") if opening else None,
        "start": values.day(contract.start_date or None, problems, f"{place}/contractPeriod/startDate"),
        "end": values.day(contract.end_date or None, problems, f"{place}/contractPeriod/endDate"),
        "duration": _days(contract.duration_in_days),
    }


def _days(number: float | None) -> Duration | None:
    """A length in days; publishers write negative ones where dates are the wrong way round."""
    return Duration(number, "day") if number and number > 0 else None


def _submission(terms: SubmissionTerms, tender: Tender, setting: Setting, place: str) -> dict[str, Any]:
    details = words(tender.submission_method_details)
    guarantee = words(terms.deposits_guarantees) or None
    return {
        "languages": _languages(terms, setting, place),
        "submission": _permission(terms.electronic_submission_policy) or _electronic(tender),
        "submission_url": details if details.startswith(("http://", "https://")) and " " not in details else None,
        "electronic_signature": terms.advanced_electronic_signature_required,
        "variants": _permission(terms.variant_policy),
        "tender_validity": _days((terms.bid_validity_period or _NO_PERIOD).duration_in_days),
        "guarantee": guarantee,
        "guarantee_required": True if guarantee else None,
        "subcontracting": "; ".join(values.once(terms.subcontracting_clauses or ())) or None,
    }


def _options(options: Options | None) -> str | None:
    return words(options.description) or None if options else None


def _permission(code: str | None) -> Permission | None:
    return codes.PERMISSIONS.get(code) if code else None


def _electronic(tender: Tender) -> Permission | None:
    methods = tender.submission_method or ()
    return "allowed" if "electronicSubmission" in methods else None


def _languages(terms: SubmissionTerms, setting: Setting, place: str) -> tuple[str, ...]:
    place = f"{place}/submissionTerms/languages"
    return values.once(values.language(one, setting.problems, place) for one in terms.languages or ())


def _techniques(techniques: Techniques | None, setting: Setting, place: str) -> dict[str, Any]:
    if techniques is None:
        return {}
    agreement = techniques.framework_agreement
    system = techniques.dynamic_purchasing_system
    said = techniques.has_framework_agreement
    return {
        "framework": codes.FRAMEWORKS.get(agreement.method or "") if agreement else ("none" if said is False else None),
        "framework_maximum": money(agreement.value, setting, f"{place}/techniques") if agreement else None,
        "framework_participants": _participants(agreement.maximum_participants, setting, place) if agreement else None,
        "dps": codes.SYSTEMS.get(system.type or "") if system else None,
    }


def _participants(number: float | None, setting: Setting, place: str) -> int | None:
    if number is not None and number > _MOST_PARTICIPANTS:
        setting.problems.add(
            "absurd-number", f"{number:g} participants are no limit, so it was left out.", f"{place}/techniques"
        )
        return None
    return values.integer(number, setting.problems, f"{place}/techniques")


def _renewals(lot: Terms, tender: Tender) -> dict[str, Any]:
    renewal = lot.renewal or tender.renewal
    if renewal is None:
        return {}
    most = renewal.maximum_renewals
    return {
        "renewals": words(renewal.description) or None,
        "renewals_maximum": int(most) if most is not None and 0 <= most < _MOST_PARTICIPANTS else None,
    }


def _criteria(lot: Terms, tender: Tender) -> tuple[AwardCriterion, ...]:
    """The extension's criteria, else the core's one code (``priceOnly``) with its details."""
    for published in (lot.award_criteria, tender.award_criteria):
        if isinstance(published, Criteria) and published.criteria:
            return tuple(_criterion(one) for one in published.criteria)
    code = next((one for one in (lot.award_criteria, tender.award_criteria) if isinstance(one, str) and one), None)
    details = words(lot.award_criteria_details or tender.award_criteria_details) or None
    if code is None and details is None:
        return ()
    return (AwardCriterion(kind=codes.WHOLE_CRITERIA.get(code or ""), name=code, description=details),)


def _criterion(published: Criterion) -> AwardCriterion:
    number = published.numbers[0] if published.numbers else None
    return AwardCriterion(
        kind=codes.CRITERIA.get(published.type or ""),
        name=words(published.name) or None,
        description=words(published.description) or None,
        weight=number.number if number else None,
        weight_kind=number.weight if number else None,
    )


def _requirements(lot: Terms, tender: Tender) -> tuple[Requirement, ...]:
    selection = lot.selection_criteria or tender.selection_criteria
    found = [_requirement(one) for one in (selection.criteria if selection else None) or ()]
    whole = words(selection.description) if selection else ""
    if whole:
        found.append(Requirement(kind="other", text=whole))
    eligibility = words(lot.eligibility_criteria or tender.eligibility_criteria)
    if eligibility:
        found.append(Requirement(kind="eligibility", text=eligibility))
    return tuple(one for one in found if one.text or one.minimum)


def _requirement(published: Criterion) -> Requirement:
    return Requirement(
        kind=codes.REQUIREMENTS.get(published.type or "", "other"),
        text=words(published.description),
        code=words(published.name) or None,
        minimum=words(published.minimum) or None,
    )
