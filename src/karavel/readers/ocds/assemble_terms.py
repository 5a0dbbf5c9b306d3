"""What a lot says, or the tender for all its lots: each field is the lot's own where it has one."""

from __future__ import annotations

from typing import Any, Final

from karavel.notices import AwardCriterion, Duration, Requirement
from karavel.notices.model import Permission
from karavel.readers import values
from karavel.readers.ocds import codes
from karavel.readers.ocds.setting import Setting, money, words
from karavel.readers.ocds.shapes import Criteria, Criterion, Period, Renewal, SubmissionTerms, Techniques, Terms
from karavel.readers.values import Problems

_MOST_PARTICIPANTS: Final = 100_000  # publishers write the largest number they have for "no limit"


def fields(terms: Terms, procedure: str | None, setting: Setting, place: str) -> dict[str, Any]:
    """The fields of a lot that the tender says, for all its lots."""
    return {
        "deadline_for": "requests" if procedure == "restricted" else "tenders",
        "by_invitation": codes.BY_INVITATION.get(procedure or ""),
        **own_fields(terms, setting, place),
    }


def own_fields(terms: Terms, setting: Setting, place: str) -> dict[str, Any]:
    """The fields of a lot that a tender or lot says itself; what it does not say is not there."""
    found = _periods(terms, setting, place)
    if terms.contract_period:
        found |= contract_period(terms.contract_period, setting.problems, f"{place}/contractPeriod")
    if terms.submission_terms:
        found |= _submission(terms.submission_terms, setting, place)
    if terms.submission_method or terms.submission_method_details:
        found |= _electronic(terms, found)
    if terms.techniques:
        found |= _techniques(terms.techniques, setting, place)
    if terms.renewal:
        found |= _renewals(terms.renewal)
    if terms.options:
        found["options"] = words(terms.options.description) or None
    if terms.award_criteria or terms.award_criteria_details:
        found["criteria"] = _criteria(terms)
    if terms.selection_criteria or terms.eligibility_criteria:
        found["requirements"] = _requirements(terms)
    if terms.other_requirements or terms.suitability or terms.covered_by:
        found |= _access(terms)
    return found


def _access(terms: Terms) -> dict[str, Any]:
    """Who may take part: reserved, suitable for small firms, covered by the GPA."""
    found: dict[str, Any] = {}
    if terms.other_requirements:
        found["reserved"] = values.once(terms.other_requirements.reserved_participation or ())
    if terms.suitability:
        found["sme_suitable"] = terms.suitability.sme
    if terms.covered_by and "GPA" in terms.covered_by:
        found["gpa_declared"] = True
    return found


def _periods(terms: Terms, setting: Setting, place: str) -> dict[str, Any]:
    problems, found = setting.problems, dict[str, Any]()
    if terms.tender_period and terms.tender_period.end_date:
        end = terms.tender_period.end_date
        found["deadline"] = values.time_stamp(end, problems, f"{place}/tenderPeriod/endDate")
    if terms.enquiry_period and terms.enquiry_period.end_date:
        end = terms.enquiry_period.end_date
        found["questions_deadline"] = values.time_stamp(end, problems, f"{place}/enquiryPeriod/endDate")
    if terms.bid_opening and terms.bid_opening.date:
        found["opening"] = values.time_stamp(terms.bid_opening.date, problems, f"{place}/bidOpening/date")
    return found


def contract_period(period: Period, problems: Problems, place: str) -> dict[str, Any]:
    """The fields of a lot that the period of its contract says."""
    return {
        "start": values.day(period.start_date or None, problems, f"{place}/startDate"),
        "end": values.day(period.end_date or None, problems, f"{place}/endDate"),
        "duration": _days(period.duration_in_days),
    }


def _days(number: float | None) -> Duration | None:
    """A length in days; publishers write negative ones where dates are the wrong way round."""
    return Duration(number, "day") if number and number > 0 else None


def _submission(terms: SubmissionTerms, setting: Setting, place: str) -> dict[str, Any]:
    guarantee = words(terms.deposits_guarantees) or None
    validity = terms.bid_validity_period
    return {
        "languages": _languages(terms.languages, setting, place) if terms.languages else (),
        "submission": _permission(terms.electronic_submission_policy),
        "electronic_signature": terms.advanced_electronic_signature_required,
        "variants": _permission(terms.variant_policy),
        "tender_validity": _days(validity.duration_in_days) if validity else None,
        "guarantee": guarantee,
        "guarantee_required": True if guarantee else None,
        "subcontracting": _joined(terms.subcontracting_clauses) if terms.subcontracting_clauses else None,
    }


def _joined(texts: list[str | None]) -> str | None:
    return "; ".join(values.once(texts)) or None


def _permission(code: str | None) -> Permission | None:
    return codes.PERMISSIONS.get(code) if code else None


def _electronic(terms: Terms, found: dict[str, Any]) -> dict[str, Any]:
    """The address for tenders, and that electronic ones are allowed where no policy says more."""
    details = words(terms.submission_method_details)
    allowed = "allowed" if "electronicSubmission" in (terms.submission_method or ()) else None
    return {
        "submission": found.get("submission") or allowed,
        "submission_url": details if details.startswith(("http://", "https://")) and " " not in details else None,
    }


def _languages(published: list[str | None], setting: Setting, place: str) -> tuple[str, ...]:
    place = f"{place}/submissionTerms/languages"
    return values.once([values.language(one, setting.problems, place) for one in published])


def _techniques(techniques: Techniques, setting: Setting, place: str) -> dict[str, Any]:
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


def _renewals(renewal: Renewal) -> dict[str, Any]:
    most = renewal.maximum_renewals
    return {
        "renewals": words(renewal.description) or None,
        "renewals_maximum": int(most) if most is not None and 0 <= most < _MOST_PARTICIPANTS else None,
    }


def _criteria(terms: Terms) -> tuple[AwardCriterion, ...]:
    """The extension's criteria, else the core's one code (``priceOnly``) with its details."""
    published = terms.award_criteria
    if isinstance(published, Criteria):
        return tuple([_criterion(one) for one in published.criteria or ()])
    details = words(terms.award_criteria_details) or None
    return (
        AwardCriterion(kind=codes.WHOLE_CRITERIA.get(published or ""), name=published or None, description=details),
    )


def _criterion(published: Criterion) -> AwardCriterion:
    number = published.numbers[0] if published.numbers else None
    return AwardCriterion(
        kind=codes.CRITERIA.get(published.type or ""),
        name=words(published.name) or None,
        description=words(published.description) or None,
        weight=number.number if number else None,
        weight_kind=number.weight if number else None,
    )


def _requirements(terms: Terms) -> tuple[Requirement, ...]:
    selection = terms.selection_criteria
    found = [_requirement(one) for one in (selection.criteria if selection else None) or ()]
    whole = words(selection.description) if selection else ""
    if whole:
        found.append(Requirement(kind="other", text=whole))
    eligibility = words(terms.eligibility_criteria)
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
