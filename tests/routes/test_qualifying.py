"""Each requirement is compared with the profile; what is not known is never met, whatever the route."""

from __future__ import annotations

from typing import Any

import pytest
from tests.routes.firms import AS_OF, firm, lot, requirement

from karavel.access import Bidder
from karavel.companies import Account
from karavel.notices import Money
from karavel.routes import Range, Way, qualifies
from karavel.routes.needs import Answer, Qualification
from karavel.routes.shapes import Kind


def asked(text: str, kind: Kind = "direct", *, existing: bool = False, **company: Any) -> Qualification:
    way = Way(
        kind=kind,
        via="PT",
        local=True,
        bidder=Bidder(country="PT"),
        steps=(),
        cost_eur=Range(0, 0),
        yearly_eur=Range(0, 0),
        days=Range(0, 0),
        ready=AS_OF,
        existing=existing,
    )
    return qualifies(firm(**company), lot(requirements=(requirement(text),), languages=()), way, as_of=AS_OF)


def only(qualification: Qualification) -> Answer:
    (answer,) = qualification.requirements
    return answer


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Annual turnover of at least EUR 400 000 in the last 3 years", True),
        ("Annual turnover of at least EUR 600 000 in the last 3 years", None),  # the average is 700 000, one year less
        ("Annual turnover of at least EUR 700 001 in the last 3 years", False),
        ("Annual turnover of at least USD 100 000 in the last 3 years", True),
        ("A statement of annual turnover", None),
        ("Turnover of at least EUR 2 000 000 in total over the last 3 years", None),
        ("Turnover of at least EUR 3 000 000 in total over the last 3 years", False),
        ("Annual turnover from similar work of at least EUR 400 000", None),
        ("At least 1 reference from the last 5 years", True),
        ("At least 2 references from the last 5 years", False),
        ("At least 2 references", True),
        ("ISO 9001 certificate", True),
        ("ISO 27001 certificate", False),
        ("Insurance of EUR 500 000", True),
        ("Insurance of EUR 500 001", False),
        ("Proof of insurance", None),
        ("At least 61 employees", False),
        ("At least 60 employees", None),  # enough people in all; their profiles are for the documents
        ("The tenderer explains how knowledge will be handed over", None),
    ],
)
def test_a_requirement_is_met_unmet_or_for_the_documents(text: str, met: bool | None) -> None:
    found = asked(text)
    assert only(found).met is met
    assert found.all is met


def test_turnover_from_comparable_work_is_that_from_it_where_the_profile_has_it() -> None:
    years = tuple(
        Account(year=year, turnover=Money(900_000, "EUR"), it_turnover=Money(500_000, "EUR")) for year in (2025, 2024)
    )
    text = "Annual turnover from similar work of at least EUR {}"
    assert only(asked(text.format("500 000"), accounts=years)).met is True
    assert only(asked(text.format("500 001"), accounts=years)).met is False


def test_a_gap_says_how_much_is_missing_what_cures_it_and_for_how_long() -> None:
    answer = only(asked("ISO 27001 certificate"))
    assert answer.gap == "ISO 27001 is missing"
    assert answer.cure
    assert answer.days
    assert answer.days.min < answer.days.max
    assert only(asked("At least 3 references from the last 5 years")).gap == "2 short"


def test_a_met_requirement_has_no_gap_and_an_open_one_always_has_one() -> None:
    assert only(asked("ISO 9001 certificate")).gap is None
    assert only(asked("Proof of insurance")).gap == "not known: read the documents"


def test_a_lot_that_lists_nothing_is_not_known() -> None:
    found = qualifies(firm(), lot(languages=()), as_of=AS_OF)
    assert found.all is None
    assert only(found).gap == "not known: read the documents"


def test_a_silent_profile_is_not_known() -> None:
    assert only(asked("Annual turnover of at least EUR 400 000", accounts=())).met is None
    assert only(asked("At least 3 employees", employees=None)).met is None


def test_one_unmet_requirement_settles_the_whole() -> None:
    assert asked("ISO 9001 certificate; ISO 27001 certificate; and further proof as in the documents").all is False


def test_a_new_company_has_no_turnover_references_or_certificates_of_its_own() -> None:
    for text in ("Annual turnover of at least EUR 4", "At least 1 reference", "ISO 9001 certificate"):
        answer = only(asked(text, "subsidiary"))
        assert answer.met is False
        assert answer.have == "a new company has none of its own"
        assert "Art. 63" in (answer.cure or "")


def test_a_parent_lends_references_but_no_insurance() -> None:
    assert only(asked("At least 1 reference", "subsidiary-with-parent")).met is True
    assert only(asked("At least 9 references", "subsidiary-with-parent")).met is False
    assert only(asked("Insurance of EUR 500 000", "subsidiary-with-parent")).met is None


def test_what_an_existing_subsidiary_has_is_not_known_from_the_groups_profile() -> None:
    assert only(asked("At least 1 reference", "subsidiary", existing=True)).met is None


def test_a_partner_may_bring_what_is_missing_which_is_not_known() -> None:
    assert only(asked("At least 1 reference", "consortium")).met is True
    assert only(asked("At least 9 references", "consortium")).met is None


def test_a_subcontractor_leaves_the_requirements_to_the_prime() -> None:
    assert asked("At least 9 references", "subcontract").all is None


def test_a_language_that_a_translator_can_cure_never_settles_the_whole() -> None:
    found = qualifies(firm(languages=("az",)), lot(languages=("pt",)), as_of=AS_OF)
    assert found.all is None
    assert found.requirements[0].cure == "have the tender translated"


def test_who_writes_the_language_of_tenders_is_not_thereby_qualified() -> None:
    found = qualifies(firm(languages=("pt",)), lot(languages=("pt",)), as_of=AS_OF)
    assert [(answer.kind, answer.met) for answer in found.requirements] == [("language", True), ("other", None)]
    assert found.all is None
