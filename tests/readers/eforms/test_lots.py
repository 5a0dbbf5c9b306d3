"""What a lot says: deadlines with their zone, terms, criteria, requirements, documents."""

from __future__ import annotations

import pytest
from tests.readers.eforms.making import extended, lot, notice, reading

from karavel.notices import AwardCriterion, Duration, Lot


def only_lot(terms: str = "", process: str = "") -> Lot:
    found = reading(notice(lot(terms, process))).notice
    assert found is not None
    return found.lots[0]


def codes(terms: str = "", process: str = "") -> set[str]:
    return {problem.code for problem in reading(notice(lot(terms, process))).problems}


def period(name: str, day: str, time: str = "") -> str:
    at = f"<cbc:EndTime>{time}</cbc:EndTime>" if time else ""
    return f"<cac:{name}><cbc:EndDate>{day}</cbc:EndDate>{at}</cac:{name}>"


TENDERS = "TenderSubmissionDeadlinePeriod"
REQUESTS = "ParticipationRequestReceptionPeriod"


@pytest.mark.parametrize(
    ("day", "time", "moment"),
    [
        ("2024-05-02+02:00", "12:00:00+02:00", "2024-05-02T12:00+02:00"),
        ("2024-05-02Z", "12:30:15Z", "2024-05-02T12:30:15+00:00"),
        ("2024-05-02", "12:00:00", "2024-05-02T12:00"),
        ("2024-05-02+02:00", "", "2024-05-02"),
        ("2024-05-02+02:00", "11:00:00.000+03:00", "2024-05-02T11:00+03:00"),
    ],
)
def test_a_deadline_keeps_the_offset_that_was_published(day: str, time: str, moment: str) -> None:
    found = only_lot(process=period(TENDERS, day, time))
    assert (found.deadline, found.deadline_for) == (moment, "tenders")


def test_the_deadline_of_tenders_goes_before_that_of_requests_and_of_interest() -> None:
    interest = extended(
        "<efac:InterestExpressionReceptionPeriod><cbc:EndDate>2024-04-03Z</cbc:EndDate>"
        "</efac:InterestExpressionReceptionPeriod>"
    )
    requests = period(REQUESTS, "2024-04-02Z")
    tenders = period(TENDERS, "2024-04-01Z")
    assert only_lot(process=interest + requests + tenders).deadline == "2024-04-01"
    assert only_lot(process=interest + requests).deadline == "2024-04-02"
    assert only_lot(process=interest).deadline_for == "interest"


def test_a_deadline_before_publication_is_told_and_kept() -> None:
    early = period(TENDERS, "2024-03-03Z", "12:00:00Z")
    assert only_lot(process=early).deadline == "2024-03-03T12:00+00:00"
    assert codes(process=early) == {"deadline-before-publication"}
    assert codes(process=period(TENDERS, "2024-03-04Z", "12:00:00Z")) == set()


@pytest.mark.parametrize("day", ["2024-02-30", "soon", "2024-13-01Z"])
def test_a_day_that_no_calendar_has_is_told_and_left_out(day: str) -> None:
    assert only_lot(process=period(TENDERS, day)).deadline is None
    assert codes(process=period(TENDERS, day)) == {"not-a-date"}


@pytest.mark.parametrize(
    ("procedure", "by_invitation"),
    [("open", False), ("restricted", True), ("neg-w-call", True), ("comp-dial", True), ("oth-single", None)],
)
def test_a_call_is_by_invitation_when_candidates_are_selected_first(procedure: str, by_invitation: bool | None) -> None:
    content = notice(lot()).replace(b">open<", f">{procedure}<".encode())
    found = reading(content).notice
    assert found is not None
    assert found.lots[0].by_invitation is by_invitation


def test_a_call_for_requests_to_participate_is_by_invitation_whatever_the_procedure_is_called() -> None:
    content = notice(lot(process=period(REQUESTS, "2024-04-02Z"))).replace(b">open<", b">oth-mult<")
    found = reading(content).notice
    assert found is not None
    assert found.lots[0].by_invitation is True


def test_an_amount_without_a_known_currency_is_no_value() -> None:
    def amount(attribute: str) -> bytes:
        total = (
            f"<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount{attribute}>5000"
            "</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal></cac:ProcurementProject>"
        )
        return notice().replace(b"</cac:ProcurementProject>", total.encode())

    for attribute, code in (
        (' currencyID="EUR"', None),
        (' currencyID="ZZZ"', "unknown-currency"),
        ("", "missing-currency"),
    ):
        found = reading(amount(attribute))
        assert found.notice is not None
        assert (found.notice.value is None) is (code is not None)
        assert code is None or code in {problem.code for problem in found.problems}


def criterion(kind: str, *parameters: tuple[str, str, str], more: str = "") -> str:
    inner = "".join(
        f'<efac:AwardCriterionParameter><efbc:ParameterCode listName="{listed}">{code}</efbc:ParameterCode>'
        f"<efbc:ParameterNumeric>{number}</efbc:ParameterNumeric></efac:AwardCriterionParameter>"
        for listed, code, number in parameters
    )
    return (
        "<cac:AwardingTerms><cac:AwardingCriterion><cac:SubordinateAwardingCriterion>"
        f"{extended(inner + more)}<cbc:AwardingCriterionTypeCode>{kind}</cbc:AwardingCriterionTypeCode>"
        "</cac:SubordinateAwardingCriterion></cac:AwardingCriterion></cac:AwardingTerms>"
    )


def test_a_weight_goes_before_a_fixed_value_and_a_threshold() -> None:
    terms = criterion("price", ("number-threshold", "min-score", "7"), ("number-weight", "per-exa", "60"))
    assert only_lot(terms).criteria == (AwardCriterion(kind="price", weight=60, weight_kind="per-exa"),)


def test_a_withheld_weight_is_no_weight_until_its_day_of_publication() -> None:
    def hidden(until: str) -> str:
        mark = (
            "<efac:FieldsPrivacy><efbc:FieldIdentifierCode>awa-cri-num</efbc:FieldIdentifierCode>"
            f"<efbc:PublicationDate>{until}</efbc:PublicationDate></efac:FieldsPrivacy>"
        )
        return criterion("price", ("number-weight", "per-exa", "60"), more=mark)

    assert only_lot(hidden("2025-01-01Z")).criteria[0].weight is None
    assert only_lot(hidden("2024-03-04Z")).criteria[0].weight == 60


def test_a_selection_criterion_that_is_not_used_is_no_requirement() -> None:
    def wanted(code: str, usage: str, words: str) -> str:
        return (
            f"<efac:SelectionCriteria><cbc:CriterionTypeCode>{code}</cbc:CriterionTypeCode>"
            f"<cbc:Name>{words}</cbc:Name><cbc:CalculationExpressionCode>{usage}</cbc:CalculationExpressionCode>"
            f"<cbc:Description>{words} em texto</cbc:Description></efac:SelectionCriteria>"
        )

    terms = extended(wanted("ef-stand", "used", "Volume") + wanted("tp-abil", "n-used", "Pessoal"))
    (only,) = only_lot(terms).requirements
    assert (only.kind, only.code, only.text) == ("economic", None, "Volume\nVolume em texto")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("slc-suit-reg-trade", "eligibility"),
        ("slc-stand-to-gen", "economic"),
        ("slc-abil-ref-services", "technical"),
        ("slc-sche-qu-cert-indep", "technical"),
        ("slc-sec-inf", "other"),
    ],
)
def test_the_finer_codes_of_later_sdks_have_a_kind(code: str, kind: str) -> None:
    terms = extended(
        f"<efac:SelectionCriteria><cbc:TendererRequirementTypeCode>{code}</cbc:TendererRequirementTypeCode>"
        "</efac:SelectionCriteria>"
    )
    (only,) = only_lot(terms).requirements
    assert (only.kind, only.code) == (kind, code)


def test_a_restricted_document_is_told_apart() -> None:
    def link(kind: str, url: str) -> str:
        return (
            f"<cac:CallForTendersDocumentReference><cbc:DocumentType>{kind}</cbc:DocumentType><cac:Attachment>"
            f"<cac:ExternalReference><cbc:URI>{url}</cbc:URI></cac:ExternalReference></cac:Attachment>"
            "</cac:CallForTendersDocumentReference>"
        )

    terms = link("non-restricted-document", "https://a.example/1") + link("restricted-document", "not an address")
    assert [document.restricted for document in only_lot(terms).documents] == [False, True]
    assert codes(terms) == {"bad-address"}


def test_a_length_of_time_needs_a_unit_that_we_know() -> None:
    def validity(unit: str) -> str:
        return (
            f'<cac:TenderValidityPeriod><cbc:DurationMeasure unitCode="{unit}">90</cbc:DurationMeasure>'
            "</cac:TenderValidityPeriod>"
        )

    assert only_lot(validity("DAY")).tender_validity == Duration(90, "day")
    assert only_lot(validity("SEC")).tender_validity is None
    assert codes(validity("SEC")) == {"unknown-unit"}


def test_a_code_of_another_list_in_the_same_element_stays_unread() -> None:
    terms = (
        '<cac:ContractExecutionRequirement><cbc:ExecutionRequirementCode listName="einvoicing">required'
        "</cbc:ExecutionRequirementCode></cac:ContractExecutionRequirement>"
        '<cac:ContractExecutionRequirement><cbc:ExecutionRequirementCode listName="fsr">true'
        "</cbc:ExecutionRequirementCode></cac:ContractExecutionRequirement>"
    )
    found = reading(notice(lot(terms)))
    assert found.notice is not None
    assert found.notice.lots[0].fsr is True
    assert [(part.path.rpartition("/")[2], part.count) for part in found.unread] == [
        ("cbc:ExecutionRequirementCode", 1)
    ]


def test_two_lots_of_one_name_are_told() -> None:
    assert {problem.code for problem in reading(notice(lot(), lot())).problems} == {"duplicate-id"}
