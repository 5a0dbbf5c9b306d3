"""A release becomes a notice whose every field says where it came from in the release."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.readers.ocds.made import notice, problems, reading, release, tender

from karavel.notices import AwardCriterion, Duration, Money, Requirement, Tenders


def test_a_call_is_read_with_its_buyer_deadline_and_one_lot() -> None:
    found = notice(release())
    assert (found.id, found.ocid, found.notice_id) == ("ocds-test01-7:7-tender", "ocds-test01-7", "7-tender")
    assert (found.kind, found.form, found.language) == ("call", "tender", "en")
    assert (found.published, found.procedure_start) == (date(2025, 3, 1), date(2025, 3, 2))
    assert found.buyer is not None
    assert (found.buyer.name, found.buyer.country, found.buyer.ids) == ("City of Test", "GB", ("GB-COH 01234567",))
    assert (found.buyer.legal_type, found.buyer.level) == ("ra", "sub-central")
    assert found.buyer.place is not None
    assert found.buyer.place.nuts == ("UKE42",)
    (lot,) = found.lots
    assert (lot.id, lot.title, lot.nature, lot.cpv) == ("1", "Portal", "supplies", ("72212000",))
    assert (lot.deadline, lot.deadline_for, lot.by_invitation) == ("2025-04-01T12:00+01:00", "tenders", False)
    assert lot.value == found.value == Money(1000, "GBP")


def test_a_release_id_that_holds_its_ocid_stands_alone_and_odd_letters_are_encoded() -> None:
    assert notice(release(id="ocds-test01-7-2025")).id == "ocds-test01-7-2025"
    assert notice(release(id="a b/c")).id == "ocds-test01-7:a%20b%2Fc"
    assert notice(release(id=12)).id == "ocds-test01-7:12"


def test_a_release_without_ids_is_named_by_what_it_has() -> None:
    assert notice(release(id=...)).id == "ocds-test01-7:tender:2025-03-01T10:00:00Z"
    assert notice(release(ocid=...)).id == "7-tender"
    assert notice(release(ocid=..., id=...)).id == "ab" * 32
    assert problems(release(ocid=...)) == ["missing-ocid"]


AWARD = {"id": "A1", "status": "active", "date": "2025-05-01", "suppliers": [{"id": "S1"}]}


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"tag": ["tenderUpdate"]}, "call"),
        ({"tag": ["planning"], "tender": tender(status="planning")}, "planning"),
        ({"tag": ["planning"], "tender": ..., "planning": {"budget": {"description": "x"}}}, "planning"),
        ({"tag": ["compiled"], "tender": tender(status="planned")}, "planning"),
        ({"tag": ["tender", "award", "contract"]}, "call"),
        ({"tag": ["tender", "award"], "awards": [AWARD]}, "award"),
        ({"tag": ["tender", "award"], "awards": [{**AWARD, "status": "pending"}]}, "call"),
        ({"tag": ["awardCancellation"]}, "award"),
        ({"tag": ["contract"], "tender": ..., "contracts": [{"id": "C", "dateSigned": "2025-06-01"}]}, "award"),
        ({"tag": None}, "call"),
    ],
)
def test_the_kind_follows_the_sections_and_then_the_tags(more: dict[str, Any], kind: str) -> None:
    assert notice(release(**more)).kind == kind


@pytest.mark.parametrize(
    ("method", "procedure", "by_invitation", "deadline_for"),
    [
        ("open", "open", False, "tenders"),
        ("selective", "restricted", True, "requests"),
        ("limited", "neg-wo-call", True, "tenders"),
        ("direct", "neg-wo-call", True, "tenders"),
        ("Licitaţie publică", None, None, "tenders"),
    ],
)
def test_the_method_becomes_a_procedure(
    method: str, procedure: str | None, by_invitation: bool | None, deadline_for: str
) -> None:
    found = notice(release(tender=tender(procurementMethod=method)))
    lot = found.lots[0]
    assert (found.procedure, lot.by_invitation, lot.deadline_for) == (procedure, by_invitation, deadline_for)
    assert found.procedure_text == (method if procedure is None else None)


LOTS = {
    "lots": [
        {
            "id": "L1",
            "title": "One",
            "value": {"amount": 400, "currency": "GBP"},
            "tenderPeriod": {"endDate": "2025-05-02"},
            "contractPeriod": {"durationInDays": 90, "startDate": "2025-06-01"},
            "coveredBy": ["GPA"],
            "suitability": {"sme": True},
            "techniques": {
                "hasFrameworkAgreement": True,
                "frameworkAgreement": {
                    "method": "withReopeningCompetition",
                    "maximumParticipants": 3,
                    "value": {"amount": 9, "currency": "EUR"},
                },
            },
            "awardCriteria": {
                "criteria": [{"type": "quality", "name": "Q", "numbers": [{"number": 60, "weight": "percentageExact"}]}]
            },
        },
        {"id": "L2", "title": "Two", "items": ["3"]},
    ],
    "items": [
        {"id": "1", "relatedLot": "L1", "classification": {"scheme": "CPV", "id": "48000000"}},
        {"id": "2", "relatedLot": "L1", "classification": {"scheme": "UNSPSC", "id": "43230000"}},
        {"id": "3", "classification": {"scheme": "ДК021", "id": "72000000-5"}},
    ],
    "submissionTerms": {
        "languages": ["en", "cy"],
        "variantPolicy": "notAllowed",
        "electronicSubmissionPolicy": "required",
        "bidValidityPeriod": {"durationInDays": 60},
        "depositsGuarantees": "5 %",
    },
    "selectionCriteria": {"criteria": [{"type": "economic", "description": "Turnover", "minimum": "1m"}]},
    "legalBasis": {"scheme": "CELEX", "id": "32014L0024"},
    "otherRequirements": {"reservedParticipation": ["shelteredWorkshop"]},
    "renewal": {"description": "twice", "maximumRenewals": 2},
    "documents": [
        {"id": "1", "url": "https://x.example/1", "documentType": "biddingDocuments", "language": "en"},
        {"id": "2", "url": "https://x.example/2", "relatedLots": ["L2"]},
        {"id": "3", "title": "no address"},
    ],
}


def test_each_lot_has_its_own_terms_and_else_the_tenders() -> None:
    found = notice(release(tender=tender(**LOTS)))
    one, two = found.lots
    assert (one.id, two.id) == ("L1", "L2")
    assert (one.value, two.value, found.value) == (Money(400, "GBP"), None, Money(1000, "GBP"))
    assert (one.deadline, two.deadline) == ("2025-05-02", "2025-04-01T12:00+01:00")
    assert (one.duration, one.start) == (Duration(90, "day"), date(2025, 6, 1))
    assert (one.gpa_declared, two.gpa_declared, found.declared) == (True, None, {"gpa": True})
    assert (one.framework, one.framework_participants, one.framework_maximum) == ("fa-w-rc", 3, Money(9, "EUR"))
    assert one.criteria == (AwardCriterion(kind="quality", name="Q", weight=60, weight_kind="percentageExact"),)
    assert one.requirements == two.requirements == (Requirement(kind="economic", text="Turnover", minimum="1m"),)
    assert (two.languages, two.variants, two.submission) == (("en", "cy"), "not-allowed", "required")
    assert (two.tender_validity, two.guarantee, two.guarantee_required) == (Duration(60, "day"), "5 %", True)
    assert (two.reserved, two.renewals_maximum, one.sme_suitable) == (("shelteredWorkshop",), 2, True)
    assert [document.url[-1] for document in one.documents] == ["1"]
    assert [document.url[-1] for document in two.documents] == ["1", "2"]
    assert (found.legal_basis, found.urls["documents"]) == ("32014L0024", "https://x.example/1")


def test_items_are_joined_to_lots_by_either_reference_and_only_cpv_counts_as_cpv() -> None:
    found = notice(release(tender=tender(**LOTS)))
    assert [lot.cpv for lot in found.lots] == [("48000000",), ("72000000",)]
    assert found.cpv == ("48000000", "72000000")
    assert found.extensions == {"UNSPSC": "43230000"}


def test_lots_with_one_id_are_told_apart() -> None:
    raw = release(tender=tender(lots=[{"id": "L", "title": "a"}, {"id": "L", "title": "b"}]))
    assert [lot.id for lot in notice(raw).lots] == ["L", "L-2"]
    assert problems(raw) == ["duplicate-id"]


def test_an_award_has_its_suppliers_contract_and_tenders() -> None:
    raw = release(
        tag=["award"],
        awards=[{**AWARD, "value": {"amount": 5, "currency": "EUR"}}],
        contracts=[{"id": "C1", "awardID": "A1", "dateSigned": "2025-06-01"}],
        bids={"statistics": [{"measure": "bids", "value": 4}, {"measure": "smeBids", "value": 1}]},
    )
    found = notice(raw)
    (award,) = found.awards
    assert (award.lot_id, award.date, award.contract_id, award.status) == ("1", date(2025, 5, 1), "C1", "selec-w")
    assert award.value == found.awarded_value == Money(5, "EUR")
    assert [(one.name, one.country) for one in award.suppliers] == [("Winner Ltd", "PT")]
    assert award.tenders == Tenders(total=4, sme=1)


def test_an_award_of_several_lots_is_not_divided() -> None:
    raw = release(tender=tender(lots=[{"id": "a"}, {"id": "b"}]), awards=[{**AWARD, "relatedLots": ["a", "b"]}])
    assert notice(raw).awards[0].lot_id is None
    assert problems(raw) == ["award-of-several-lots"]


def test_a_contract_without_its_award_stands_for_it() -> None:
    contract = {
        "id": "C1",
        "awardID": "elsewhere",
        "value": {"amount": 5, "currency": "PYG"},
        "suppliers": {"name": "X"},
    }
    found = notice(release(tag=["contract"], tender=..., contracts=[contract]))
    assert [one.name for one in found.awards[0].suppliers] == ["X"]
    assert found.awards[0].value == Money(5, "PYG")


def test_contracts_that_name_no_award_of_the_release_are_not_counted_beside_its_awards() -> None:
    found = notice(release(awards=[AWARD], contracts=[{"id": "C1", "awardID": "elsewhere"}]))
    assert [award.contract_id for award in found.awards] == [None]


def test_a_buyer_without_a_country_takes_its_publishers_and_says_so() -> None:
    raw = release(ocid="ocds-03ad3f-1", parties=..., buyer={"name": "MSP"})
    found = notice(raw)
    assert found.buyer is not None
    assert found.buyer.country == "PY"
    assert problems(raw) == ["assumed-country"]


def test_the_country_comes_from_a_region_code_where_no_name_stands() -> None:
    found = notice(release(parties=[{"id": "B1", "name": "X", "address": {"region": "UKM82"}}]))
    assert found.buyer is not None
    assert found.buyer.country == "GB"


def test_an_id_made_of_register_and_number_is_taken_apart() -> None:
    found = notice(release(parties=..., buyer={"id": "AM-TIN-02507171", "name": "X"}))
    assert found.buyer is not None
    assert found.buyer.ids == ("AM-TIN 02507171",)


def test_amendments_become_changes() -> None:
    amendment = {"rationale": "More time", "amendsReleaseID": "7-first"}
    found = notice(release(tag=["tenderAmendment"], tender=tender(amendments=[amendment])))
    assert [(change.notice, change.reason) for change in found.changes] == [("ocds-test01-7:7-first", "More time")]


def test_a_deadline_before_publication_is_told() -> None:
    assert problems(release(date="2025-06-01T00:00:00Z")) == ["deadline-before-publication"]


def test_a_plan_has_a_lot_and_a_title() -> None:
    found = notice(release(tag=["planning"], tender=..., planning={"budget": {"description": "Roads"}}))
    assert [(lot.id, lot.title) for lot in found.lots] == [("1", "Roads")]
    assert found.title == "Roads"


def test_translations_stand_beside_the_original() -> None:
    raw = release(tender=tender(title_fr="Portail", description_hy="x", title_zz="?"))
    found = notice(raw)
    assert (found.title, found.titles, found.descriptions) == ("Portal", {"fr": "Portail"}, {"hy": "x"})
    assert [one.path for one in reading(raw).unread] == ["/tender/title_zz"]


def test_the_releases_buyer_leads_though_another_stands_before_it_among_the_parties() -> None:
    joint = {"id": "B2", "name": "County of Test", "roles": ["buyer"], "address": {"countryName": "GB"}}
    raw = release()
    raw["parties"] = [joint, *raw["parties"]]
    assert [buyer.name for buyer in notice(raw).buyers] == ["City of Test", "County of Test"]
