"""What a TED notice is in the model, on small notices of our own."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from tests.readers.ted.making import BODY, SUBJECT, call, form, notice, read, subject, understood

from karavel.notices import Money

NAMESPACES = (
    "",
    "http://publications.europa.eu/resource/schema/ted/R2.0.9/publication",
    "http://formex.publications.europa.eu/ted/schema/export/R2.0.9.S01.E01",
    "ted/R2.0.9.S02/publication",
    "http://publications.europa.eu/resource/schema/ted/R2.0.8/publication",
    "urn:of-a-schema-that-is-yet-to-come",
)


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_the_namespace_says_nothing(namespace: str) -> None:
    plain = notice(form(BODY + subject()))
    found = understood(notice(form(BODY + subject()), namespace=namespace))
    assert found.buyers == understood(plain).buyers
    assert found.lots == understood(plain).lots


@pytest.mark.parametrize("region", ["xmlns:n='http://publications.europa.eu/resource/schema/ted/2021/nuts'", ""])
def test_regions_are_read_in_the_namespace_of_any_year_or_in_none(region: str) -> None:
    element = "n:NUTS" if region else "NUTS"
    lot = f"<OBJECT_DESCR {region}><{element} CODE='PT170'/><MAIN_SITE><P>Lisboa</P></MAIN_SITE></OBJECT_DESCR>"
    place = call("", lot).lots[0].place
    assert place is not None
    assert (place.country, place.nuts, place.text) == ("PT", ("PT170",), "Lisboa")


def test_every_namespace_of_the_real_notices_gives_the_same_notice_as_none(contents: dict[str, bytes]) -> None:
    for content in list(contents.values())[::60]:
        bare = re.sub(rb'\sxmlns(?::n\d+)?="[^"]*"|\sxsi:schemaLocation="[^"]*"', b"", content)
        bare = re.sub(rb"(</?)n20\d\d:", rb"\1", bare)
        assert understood(bare).lots == understood(content).lots
        assert understood(bare).buyers == understood(content).buyers


def test_numbers_and_dates_of_the_publication() -> None:
    found = call()
    assert found.id == "123-2021"
    assert found.standard == "R2.0.9.S04.E01"
    assert found.published == dt.date(2021, 1, 4)
    assert found.dispatched == found.procedure_start == dt.date(2021, 1, 2)
    assert found.urls["notice"] == "https://ted.europa.eu/en/notice/-/detail/123-2021"


def test_a_form_without_lots_is_one_lot() -> None:
    assert [(lot.id, lot.title, lot.cpv) for lot in call().lots] == [("1", "Portal", ("72200000",))]
    assert [lot.id for lot in understood(notice(form(BODY))).lots] == ["1"]


def test_lots_keep_their_numbers_and_a_second_of_one_number_gets_its_own() -> None:
    lots = [f"<OBJECT_DESCR><LOT_NO>{number}</LOT_NO></OBJECT_DESCR>" for number in ("3", "A", "3")]
    assert [lot.id for lot in call("", *lots).lots] == ["3", "A", "3-3"]


def test_a_deadline_has_the_time_that_was_published_and_no_zone() -> None:
    until = "<DATE_RECEIPT_TENDERS>2021-02-01</DATE_RECEIPT_TENDERS>"
    at = "<TIME_RECEIPT_TENDERS>9:30</TIME_RECEIPT_TENDERS>"
    assert call(f"<PROCEDURE><PT_OPEN/>{until}{at}</PROCEDURE>").lots[0].deadline == "2021-02-01T09:30"
    assert call(f"<PROCEDURE><PT_OPEN/>{until}</PROCEDURE>").lots[0].deadline == "2021-02-01"


def test_the_coded_deadline_stands_in_where_the_form_has_none() -> None:
    coded = "<DT_DATE_FOR_SUBMISSION>20210201 12:00</DT_DATE_FOR_SUBMISSION>"
    assert understood(notice(form(BODY + subject()), coded=coded)).lots[0].deadline == "2021-02-01T12:00"


@pytest.mark.parametrize(
    ("procedure", "code", "invited", "until"),
    [
        ("PT_OPEN", "open", False, "tenders"),
        ("PT_RESTRICTED", "restricted", True, "requests"),
        ("PT_COMPETITIVE_NEGOTIATION", "neg-w-call", True, "requests"),
        ("PT_COMPETITIVE_DIALOGUE", "comp-dial", True, "requests"),
        ("PT_INNOVATION_PARTNERSHIP", "innovation", True, "requests"),
    ],
)
def test_the_procedure_says_whom_the_deadline_is_for(
    procedure: str,
    code: str,
    invited: bool,
    until: str,
) -> None:
    content = f"<PROCEDURE><{procedure}/><DATE_RECEIPT_TENDERS>2021-02-01</DATE_RECEIPT_TENDERS></PROCEDURE>"
    found = call(content)
    assert (found.procedure, found.lots[0].by_invitation, found.lots[0].deadline_for) == (code, invited, until)


def test_a_tender_valid_until_a_day_is_valid_for_the_days_from_the_deadline() -> None:
    content = (
        "<PROCEDURE><DATE_RECEIPT_TENDERS>2021-02-01</DATE_RECEIPT_TENDERS>"
        "<DATE_TENDER_VALID>2021-03-03</DATE_TENDER_VALID></PROCEDURE>"
    )
    validity = call(content).lots[0].tender_validity
    assert validity is not None
    assert (validity.amount, validity.unit) == (30, "day")


def test_the_buyer_states_gpa_coverage_or_says_nothing() -> None:
    assert call("<PROCEDURE><CONTRACT_COVERED_GPA/></PROCEDURE>").declared == {"gpa": True}
    assert call("<PROCEDURE><NO_CONTRACT_COVERED_GPA/></PROCEDURE>").declared == {"gpa": False}
    assert call("<PROCEDURE/>").declared == {}


@pytest.mark.parametrize(
    ("published", "weight", "kind"),
    [
        ("45 %", 45, "per-exa"),
        ("45%", 45, "per-exa"),
        ("45/100", 45, "per-exa"),
        ("30,5", 30.5, "dec-exa"),
        ("20 points", 20, "poi-exa"),
        ("20 точки", 20, "poi-exa"),
        ("n/a", None, None),
        ("Price 40 %, quality 60 %", None, None),
    ],
)
def test_a_weight_is_a_number_with_its_meaning_or_none(published: str, weight: float | None, kind: str | None) -> None:
    lot = f"<OBJECT_DESCR><AC><AC_PRICE><AC_WEIGHTING>{published}</AC_WEIGHTING></AC_PRICE></AC></OBJECT_DESCR>"
    criterion = call("", lot).lots[0].criteria[0]
    assert (criterion.kind, criterion.weight, criterion.weight_kind) == ("price", weight, kind)


def test_bare_weights_that_add_up_to_a_hundred_are_per_cent() -> None:
    weights = "".join(f"<AC_QUALITY><AC_WEIGHTING>{each}</AC_WEIGHTING></AC_QUALITY>" for each in (60, 40))
    criteria = call("", f"<OBJECT_DESCR><AC>{weights}</AC></OBJECT_DESCR>").lots[0].criteria
    assert [criterion.weight_kind for criterion in criteria] == ["per-exa", "per-exa"]


def test_an_amount_in_no_currency_is_a_problem_and_no_value() -> None:
    lot = "<OBJECT_DESCR><VAL_OBJECT CURRENCY='XQX'>5000</VAL_OBJECT></OBJECT_DESCR>"
    reading = read(notice(form(BODY + subject(lot))))
    assert reading.notice is not None
    assert reading.notice.lots[0].value is None
    assert [problem.code for problem in reading.problems] == ["unknown-currency"]


def test_a_value_is_the_estimate_and_never_the_award() -> None:
    total = '<VAL_TOTAL CURRENCY="EUR">900</VAL_TOTAL>'
    award = understood(notice(form(BODY + subject(more=total), "F03"), document_type="7"))
    assert (award.value, award.awarded_value) == (None, Money(900, "EUR"))
    estimate = '<VAL_ESTIMATED_TOTAL CURRENCY="EUR">1000</VAL_ESTIMATED_TOTAL>'
    assert call(more=estimate).value == Money(1000, "EUR")


def test_the_total_of_a_framework_is_its_maximum() -> None:
    total = '<VAL_TOTAL CURRENCY="EUR">900</VAL_TOTAL>'
    content = BODY + subject(more=total) + "<PROCEDURE><FRAMEWORK/></PROCEDURE>"
    found = understood(notice(form(content, "F03"), document_type="7"))
    assert (found.awarded_value, found.framework_maximum) == (None, Money(900, "EUR"))
    assert found.lots[0].framework == "fa"


def test_the_original_language_wins_and_other_forms_give_titles() -> None:
    english = BODY + subject().replace("Portal", "Web portal").replace("Um portal", "A portal")
    found = understood(notice(form(english, language="EN", category="TRANSLATION"), form(BODY + subject())))
    assert (found.language, found.title, found.titles, found.descriptions) == ("pt", "Portal", {"en": "Web portal"}, {})
    assert (found.lots[0].description, found.lots[0].descriptions) == ("Um portal", {"en": "A portal"})
    assert found.languages == ("pt", "en")


def test_the_titles_that_ted_makes_fill_languages_without_a_form_and_are_never_the_title() -> None:
    made = "".join(
        f'<ML_TI_DOC LG="{code}"><TI_CY>Portugal</TI_CY><TI_TOWN>Exemplo</TI_TOWN><TI_TEXT>{text}</TI_TEXT></ML_TI_DOC>'
        for code, text in (("PT", "<P>Serviços</P>"), ("DE", "<P>Dienste</P>"), ("FR", "Services"))
    )
    found = understood(notice(form(BODY + subject()), titles=made))
    assert found.title == "Portal"
    assert found.titles == {"de": "Portugal-Exemplo: Dienste", "fr": "Portugal-Exemplo: Services"}


def test_a_joint_buyer_is_a_buyer_and_only_the_first_has_type_and_level() -> None:
    second = "<ADDRESS_CONTRACTING_BODY_ADDITIONAL><OFFICIALNAME>Outra</OFFICIALNAME><COUNTRY VALUE='UK'/>"
    body = BODY.replace("<CA_TYPE", f"{second}</ADDRESS_CONTRACTING_BODY_ADDITIONAL><CA_TYPE")
    buyers = understood(notice(form(body + subject()))).buyers
    assert [(buyer.name, buyer.country, buyer.legal_type, buyer.level) for buyer in buyers] == [
        ("Câmara de Exemplo", "PT", "ra", "sub-central"),
        ("Outra", "GB", None, None),
    ]


def test_requirements_keep_the_forms_words_and_the_minimum_apart() -> None:
    content = (
        "<LEFTI><SUITABILITY><P>Registo</P></SUITABILITY><ECONOMIC_FINANCIAL_INFO><P>Volume</P><P>Contas</P>"
        "</ECONOMIC_FINANCIAL_INFO><ECONOMIC_FINANCIAL_MIN_LEVEL><P>1 milhão</P></ECONOMIC_FINANCIAL_MIN_LEVEL></LEFTI>"
    )
    assert [(each.kind, each.text, each.minimum) for each in call(content).lots[0].requirements] == [
        ("eligibility", "Registo", None),
        ("economic", "Volume\nContas", "1 milhão"),
    ]


def test_subject_without_a_type_takes_the_coded_one() -> None:
    untyped = SUBJECT.replace('<TYPE_CONTRACT CTYPE="SERVICES"/>', "")
    content = form(f"{BODY}<OBJECT_CONTRACT>{untyped}</OBJECT_CONTRACT>")
    assert understood(notice(content, coded='<NC_CONTRACT_NATURE CODE="1"/>')).nature == "works"
