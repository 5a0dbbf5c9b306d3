"""What publishers write of their own, around the world: read where its meaning is beyond doubt, else told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.readers.ocds.made import notice, problems, reading, release, tender

from karavel.notices import Duration, Place


def of(party: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A release whose only party buys."""
    whole = {"id": "B1", "name": "Ministry", "roles": ["buyer"], **party}
    return release(parties=[whole], buyer={"id": "B1", "name": "Ministry"}, **more)


@pytest.mark.parametrize(
    ("party", "country"),
    [
        ({"identifier": {"scheme": "KG-INN", "id": "01234567890123"}}, "KG"),
        ({"identifier": {"scheme": "KZ-BIN", "id": "050140008740"}}, "KZ"),
        ({"id": "PT-NIF-506579425"}, "PT"),
        ({"identifier": {"scheme": "XI-LEI", "id": "529900T8BM49AURSDO55"}}, None),
        ({"identifier": {"scheme": "DNCP-SICP-CODE", "id": "29"}}, None),
        ({"identifier": {"scheme": "KG-INN", "id": "1"}, "address": {"countryName": "Казахстан"}}, "KZ"),
        ({"address": {"addressDetails": {"country": {"scheme": "iso-alpha2", "id": "MD"}}}}, "MD"),
        ({"address": {"countryName": "Республика Узбекистан"}}, "UZ"),
        ({"address": {"countryName": "O‘zbekiston Respublikasi"}}, "UZ"),  # as people write it
        ({"address": {"countryName": "Alemania"}}, "DE"),
        ({"address": {"region": "LIMA"}}, None),
        ({"address": {"region": "CA"}}, None),
        ({"address": {"region": "PT170"}}, "PT"),
    ],
)
def test_a_buyers_country_is_its_address_s_else_its_registers(party: dict[str, Any], country: str | None) -> None:
    buyer = notice(of({**party, "id": party.get("id", "B1")}) | {"buyer": {"id": party.get("id", "B1"), "name": "M"}})
    assert buyer.buyer is not None
    assert buyer.buyer.country == country


def test_a_country_taken_from_a_register_is_told() -> None:
    assert problems(of({"identifier": {"scheme": "KZ-BIN", "id": "050140008740"}})) == ["assumed-country"]


def test_an_organisation_without_a_name_has_its_registered_one_and_without_either_is_told() -> None:
    party = {"id": "B1", "identifier": {"scheme": "GB-COH", "id": "01234567", "legalName": "City"}, "roles": ["buyer"]}
    assert [one.name for one in notice(release(buyer={"id": "B1"}, parties=[party])).buyers] == ["City"]
    assert problems(release(buyer={"id": "B9"}, parties=[])) == ["buyer-without-name"]
    unnamed = {"id": "B1", "address": {"countryName": "Portugal"}}
    (joined,) = notice(release(buyer={"id": "B1", "name": "City"}, parties=[unnamed])).buyers
    assert (joined.name, joined.country) == ("City", "PT")


def test_a_number_of_a_platform_tells_no_suppliers_country() -> None:
    supplier = {"id": "GB-CFS-9", "name": "Winner", "identifier": {"scheme": "GB-CFS", "id": "9"}}
    found = notice(release(awards=[{"id": "A", "status": "active", "suppliers": [supplier]}]))
    assert found.awards[0].suppliers[0].country is None


@pytest.mark.parametrize(
    ("details", "legal_type", "level"),
    [
        ({"typeOfBuyer": "REGIONAL_AUTHORITY"}, "ra", "sub-central"),
        ({"classifications": [{"scheme": "UK_CA_TYPE", "id": "publicAuthorityCentralGovernment"}]}, "cga", "central"),
        (
            {"classifications": [{"scheme": "UK_CA_TYPE", "id": "publicAuthoritySubCentralGovernment"}]},
            None,
            "sub-central",
        ),
        (
            {
                "classifications": [
                    {
                        "scheme": "TED_CA_TYPE",
                        "id": "Ministry or any other national or federal authority, including their regional or local "
                        "subdivisions",
                    }
                ]
            },
            "cga",
            "central",
        ),
        ({"classifications": [{"scheme": "COFOG", "id": "01"}]}, None, None),
    ],
)
def test_the_buyers_kind_is_read_out_of_each_list(details: dict[str, Any], legal_type: str, level: str) -> None:
    buyer = notice(of({"details": details})).buyer
    assert buyer is not None
    assert (buyer.legal_type, buyer.level) == (legal_type, level)


@pytest.mark.parametrize(
    ("classification", "cpv", "kept"),
    [
        ({"scheme": "OKGZ", "id": "72212000-4"}, ("72212000",), {}),
        ({"scheme": "CPV", "id": "72211100/2"}, ("72211100",), {}),
        ({"scheme": "CPVS", "id": "AA12-4"}, (), {"CPVS": "AA12-4"}),
        ({"scheme": "ENSTRU", "id": "620129.000"}, (), {"ENSTRU": "620129.000"}),
    ],
)
def test_national_names_and_spellings_of_cpv_are_cpv(
    classification: dict[str, str], cpv: tuple[str, ...], kept: dict[str, str]
) -> None:
    raw = release(tender=tender(items=[{"id": "1", "classification": classification}]))
    found = notice(raw)
    assert (found.cpv, found.extensions, problems(raw)) == (cpv, kept, [])


def test_a_tenders_own_classification_and_law_are_kept_though_they_are_neither_cpv_nor_celex() -> None:
    more = {
        "classification": {"scheme": "UNSPSC", "id": "43230000"},
        "legalBasis": {"scheme": "UKPGA", "id": "2023/54"},
    }
    assert notice(release(tender=tender(items=[], **more))).extensions == {"UNSPSC": "43230000", "UKPGA": "2023/54"}


@pytest.mark.parametrize(
    ("amount", "read"),
    [
        ("1,200,000.00", 1_200_000),
        ("1.200.000,50", 1_200_000.5),
        ("1 200 000", 1_200_000),
        ("1,200.50", 1200.5),
        ("-12'000'000", -12_000_000),
        ("1,200", None),
        ("1.200", 1.2),
        ("1,2,3", None),
    ],
)
def test_grouped_thousands_are_read_where_the_decimal_sign_is_beyond_doubt(amount: str, read: float | None) -> None:
    value = notice(release(tender=tender(value={"amount": amount, "currency": "NGN"}))).value
    assert (value.amount if value else None) == read


@pytest.mark.parametrize("end", ["0001-01-01T00:00:00", "9999-12-31T23:59:59.9999999", "1900-01-01"])
def test_a_date_that_stands_for_none_is_told_and_is_none(end: str) -> None:
    raw = release(tender=tender(tenderPeriod={"endDate": end}))
    assert notice(raw).lots[0].deadline is None
    assert problems(raw) == ["placeholder-date"]


def test_a_cancelled_lot_is_told_and_the_others_are_open() -> None:
    raw = release(tender=tender(lots=[{"id": "a", "status": "cancelled"}, {"id": "b"}]))
    assert [lot.id for lot in notice(raw).lots] == ["b"]
    assert problems(raw) == ["cancelled-lot"]


def test_documents_find_lots_whose_ids_are_numbers() -> None:
    files = [{"id": "1", "url": "https://x.example/1", "relatedLots": ["7"]}]
    found = notice(release(tender=tender(lots=[{"id": 7}, {"id": 8}], documents=files)))
    assert [len(lot.documents) for lot in found.lots] == [1, 0]


def test_an_award_without_a_tender_has_the_lots_and_codes_that_it_names() -> None:
    items = [{"id": "1", "classification": {"scheme": "CPV", "id": "72212000-4"}}]
    award = {"id": "A", "title": "Portal", "status": "active", "items": items}
    alone = notice(release(tender=..., tag=["award"], awards=[award]))
    assert [(lot.id, lot.title, lot.cpv) for lot in alone.lots] == [("1", "Portal", ("72212000",))]
    assert [one.lot_id for one in alone.awards] == ["1"]
    named = notice(
        release(tender=..., tag=["award"], awards=[{**award, "relatedLots": ["x"]}, {**award, "relatedLots": ["y"]}])
    )
    assert [lot.id for lot in named.lots] == [one.lot_id for one in named.awards] == ["x", "y"]


def test_lots_are_found_by_one_reference_or_a_list_of_them() -> None:
    items = [{"id": "1", "relatedLots": ["a", "b"], "classification": {"scheme": "CPV", "id": "72000000"}}]
    awards = [{"id": "A", "status": "active", "relatedLot": "b"}]
    found = notice(release(tender=tender(lots=[{"id": "a"}, {"id": "b"}, {"id": "c"}], items=items), awards=awards))
    assert [lot.cpv for lot in found.lots] == [("72000000",), ("72000000",), ()]
    assert found.awards[0].lot_id == "b"


def test_a_contract_of_several_awards_is_each_ones_contract_and_its_value_is_not_divided() -> None:
    awards = [{"id": key, "status": "active", "relatedLots": [key]} for key in ("a", "b")]
    contract = {
        "id": "C",
        "awardIDs": ["a", "b"],
        "dateSigned": "2025-05-05",
        "value": {"amount": 9, "currency": "KGS"},
    }
    found = notice(release(tender=tender(lots=[{"id": "a"}, {"id": "b"}]), awards=awards, contracts=[contract]))
    assert [(one.contract_id, one.date, one.value) for one in found.awards] == [("C", date(2025, 5, 5), None)] * 2


def test_a_lot_runs_as_long_as_its_contract_where_the_tender_does_not_say() -> None:
    awards = [
        {"id": "a", "status": "active", "relatedLots": ["a"], "contractPeriod": {"durationInDays": 90}},
        {"id": "b", "status": "active", "relatedLots": ["b"]},
    ]
    contract = {"id": "C", "awardID": "b", "period": {"startDate": "2025-06-01", "endDate": "2026-05-31"}}
    lots = [{"id": "a"}, {"id": "b"}, {"id": "c", "contractPeriod": {"durationInDays": 7}}]
    found = notice(release(tender=tender(lots=lots), awards=awards, contracts=[contract]))
    assert [lot.duration for lot in found.lots] == [Duration(90, "day"), None, Duration(7, "day")]
    assert (found.lots[1].start, found.lots[1].end) == (date(2025, 6, 1), date(2026, 5, 31))


def test_a_place_named_in_words_stays_in_words_and_an_empty_one_is_none() -> None:
    items = [{"id": "1", "deliveryAddresses": [{"region": "Yorkshire"}, {"region": "UKI"}, {"postalCode": "LS1"}]}]
    assert notice(release(tender=tender(items=items))).place == Place(country="GB", nuts=("UKI",), text="Yorkshire")
    assert notice(release(tender=tender(items=[{"id": "1", "deliveryAddress": {"postalCode": "1"}}]))).place is None


def test_what_is_published_after_a_tender_ended_may_come_after_its_deadline() -> None:
    late = "2025-06-01T00:00:00Z"
    assert problems(release(date=late)) == ["deadline-before-publication"]
    assert problems(release(date=late, tender=tender(status="complete"))) == []


@pytest.mark.parametrize(
    ("broken", "title"),
    [
        (rb"A \ud83d B", "A \ufffd B"),
        (b"A\tB", "A\tB"),
        (rb"A\u0000B", "AB"),
    ],
)
def test_json_for_lenient_parsers_is_read_as_they_do_and_told(broken: bytes, title: str) -> None:
    content = b'{"ocid": "o-1", "id": "1", "date": "2025-01-01", "tag": ["tender"], "tender": {"title": "%s"}}' % broken
    found = reading(content)
    assert found.notice is not None
    assert found.notice.title == title
    assert [problem.code for problem in found.problems] == ["lenient-json"]


@pytest.mark.parametrize("amount", [b"NaN", b"-Infinity", b"1e999", b"9" * 400])
def test_a_number_that_is_none_costs_only_itself(amount: bytes) -> None:
    content = (
        b'{"ocid": "o-1", "id": "1", "tag": ["tender"], "tender": {"title": "A", "value": {"amount": %s}}}' % amount
    )
    found = reading(content)
    assert found.notice is not None
    assert (found.notice.title, found.notice.value) == ("A", None)
