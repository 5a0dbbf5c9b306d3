"""What a notice is: its name, its kind, its lots, its language, its buyer, what it changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.readers.eforms.making import BUYER, ORGANISATION, lot, notice, reading

from karavel.notices import Notice, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping


def made(content: bytes) -> Notice:
    found = reading(content).notice
    assert found is not None
    return found


def of(readings: Mapping[str, Reading], name: str) -> Notice:
    found = next(one.notice for file, one in readings.items() if file.endswith(name))
    assert found is not None
    return found


def test_a_plain_notice_has_no_problem_and_leaves_nothing_unread() -> None:
    found = reading(notice(lot()))
    assert (found.problems, found.unread) == ((), ())


def test_a_notice_is_named_by_its_publication_number_without_leading_zeros() -> None:
    found = made(notice(lot()))
    assert (found.id, found.notice_id) == ("123456-2024", "c0ffee00-0000-4000-8000-000000000001")
    assert found.urls["notice"] == "https://ted.europa.eu/en/notice/-/detail/123456-2024"


def test_a_notice_that_was_not_published_is_named_by_its_identifier() -> None:
    found = made(notice(lot(), publication="n.a."))
    assert found.id == "c0ffee00-0000-4000-8000-000000000001"
    assert "notice" not in found.urls


@pytest.mark.parametrize(
    ("kind", "code", "meaning"),
    [
        ("planning", "pin-only", "planning"),
        ("consultation", "pmc", "planning"),
        ("competition", "cn-standard", "call"),
        ("competition", "pin-cfc-standard", "call"),
        ("result", "can-standard", "award"),
        ("dir-awa-pre", "veat", "award"),
        ("completion", "compl", "award"),
        ("cont-modif", "can-modif", "change"),
        ("change", "corr", "change"),
        ("bri", "brin-ecs", "registration"),
        ("", "can-social", "award"),
        ("", "", "call"),
    ],
)
def test_the_kind_follows_the_form_type_then_the_notice_type_then_the_document(
    kind: str, code: str, meaning: str
) -> None:
    assert made(notice(lot(), kind=kind, code=code)).kind == meaning


@pytest.mark.shared
def test_every_subtype_of_the_sdk_is_read_as_its_kind(readings: Mapping[str, Reading]) -> None:
    kinds = {one.notice.form: one.notice.kind for one in readings.values() if one.notice and one.notice.form}
    planning = {*map(str, range(1, 10)), "E1", "E2", "T01"}
    calls = {*map(str, range(10, 25)), "CEI", "E3"}
    awards = {*map(str, range(25, 38)), "E4", "E5", "T02"}
    assert {form for form, kind in kinds.items() if kind == "planning" and form[0] != "N"} == planning
    assert calls - {form for form, kind in kinds.items() if kind == "call"} == set()
    assert awards - {form for form, kind in kinds.items() if kind == "award"} == set()
    assert {kinds[form] for form in ("38", "39", "40", "E6")} == {"change"}
    assert {kinds[form] for form in ("X01", "X02")} == {"registration"}


def test_a_call_starts_its_procedure_with_its_dispatch_and_a_result_does_not_say() -> None:
    assert made(notice(lot())).procedure_start == date(2024, 3, 1)
    assert made(notice(lot(), kind="result", code="can-standard", form="29")).procedure_start is None


def test_parts_and_groups_are_no_lots_and_a_notice_without_lots_is_one_lot() -> None:
    content = notice(
        lot(identifier="PAR-0001", scheme="Part"),
        lot(identifier="GLO-0001", scheme="LotsGroup"),
        form="4",
        kind="planning",
    )
    found = reading(content)
    assert found.notice is not None
    (only,) = found.notice.lots
    assert (only.id, only.title, only.cpv) == ("1", "Portal", ("72200000",))
    assert {part.path for part in found.unread} == {
        "cac:ProcurementProjectLot[Part]",
        "cac:ProcurementProjectLot[LotsGroup]",
    }


@pytest.mark.shared
def test_every_real_notice_has_a_lot(readings: Mapping[str, Reading]) -> None:
    assert [file for file, one in readings.items() if one.notice and not one.notice.lots] == []


@pytest.mark.shared
def test_translations_stand_beside_the_original_language(readings: Mapping[str, Reading]) -> None:
    found = of(readings, "cn_24_multilingual.xml")
    assert found.language == "en"
    assert found.language not in found.titles
    assert len(found.titles) == len(found.languages) - 1 == 23
    assert len({found.title, *found.titles.values()}) > 1


def test_a_text_that_stands_for_the_original_is_no_translation_of_itself() -> None:
    names = (
        '<cbc:Name languageID="ENG">Portal</cbc:Name><cbc:Name languageID="FRA">Portail</cbc:Name>'
        '<cbc:Name languageID="ENG">Portal again</cbc:Name>'
    )
    found = made(notice(lot(), subject=f"<cac:ProcurementProject>{names}</cac:ProcurementProject>"))
    assert (found.language, found.title, found.titles) == ("pt", "Portal", {"fr": "Portail"})


def test_names_are_folded_and_words_lose_the_indentation_of_the_xml() -> None:
    subject = """<cac:ProcurementProject><cbc:Name languageID="POR"> Portal
          de serviços </cbc:Name><cbc:Description languageID="POR">Um portal.
          Outra linha.</cbc:Description></cac:ProcurementProject>"""
    found = made(notice(lot(), subject=subject))
    assert found.title == "Portal de serviços"
    assert found.description == "Um portal.\nOutra linha."


WATER = (
    '<cac:ContractingActivity><cbc:ActivityTypeCode listName="entity-activity">water</cbc:ActivityTypeCode>'
    "</cac:ContractingActivity>"
)
ENTITY = (
    '<cac:ContractingPartyType><cbc:PartyTypeCode listName="buyer-contracting-type">cont-ent</cbc:PartyTypeCode>'
    "</cac:ContractingPartyType>"
)


@pytest.mark.parametrize(
    ("legal_type", "more", "level"),
    [
        ("cga", "", "central"),
        ("la", "", "sub-central"),
        ("body-pl-cga", "", "sub-central"),
        ("pub-undert", "", "utility"),
        ("eu-ins-bod-ag", "", "eu-institution"),
        ("int-org", "", "international"),
        ("org-sub-cga", "", None),
        ("def-cont", "", None),
        ("la", WATER, "utility"),
        ("cga", ENTITY, "utility"),
    ],
)
def test_the_buyers_level_follows_from_type_and_activity(legal_type: str, more: str, level: str | None) -> None:
    kind = (
        '<cac:ContractingParty><cac:ContractingPartyType><cbc:PartyTypeCode listName="buyer-legal-type">'
        f"{legal_type}</cbc:PartyTypeCode></cac:ContractingPartyType>{more}"
    ).encode()
    found = made(notice(lot()).replace(b"<cac:ContractingParty>", kind))
    assert found.buyer is not None
    assert (found.buyer.legal_type, found.buyer.level, found.buyer.country) == (legal_type, level, "PT")


@pytest.mark.shared
def test_a_change_notice_with_full_content_keeps_its_kind_and_says_what_it_changes(
    readings: Mapping[str, Reading],
) -> None:
    found = of(readings, "2023/740039-2023.xml")
    assert found.kind == "call"
    (change,) = found.changes
    assert (change.notice, change.reason) == ("711911-2023", "cor-buy")
    assert found.lots[0].deadline == "2023-12-08T12:30+01:00"


@pytest.mark.shared
def test_a_cancelling_change_notice_cancels(readings: Mapping[str, Reading]) -> None:
    assert of(readings, "change-cn_24_void.xml").status == "cancelled"
    assert of(readings, "change-cn_24_open_dates.xml").status is None


def test_the_same_file_twice_is_the_same_notice() -> None:
    assert reading(notice(lot())) == reading(notice(lot()))


def test_what_a_national_profile_adds_is_told_as_unread() -> None:
    added = '<nat:Extra xmlns:nat="urn:example:national"><nat:Inner>x</nat:Inner></nat:Extra>'
    found = reading(notice(lot(), extension=ORGANISATION + added))
    assert [(part.path.rpartition("/")[2], part.count) for part in found.unread] == [("{urn:example:national}Extra", 1)]
    assert found.problems == ()


def test_the_buyer_that_leads_a_joint_procurement_stands_first() -> None:
    second = ORGANISATION.replace("ORG-0001", "ORG-0002").replace("Câmara de Exemplo", "Central de Compras")
    leads = "<efac:Organization><efbc:GroupLeadIndicator>true</efbc:GroupLeadIndicator>"
    both = ORGANISATION.replace("</efac:Organizations>", "") + second.replace("<efac:Organizations>", "").replace(
        "<efac:Organization>", leads
    )
    content = notice(lot(), extension=both).decode().replace(BUYER, BUYER + BUYER.replace("ORG-0001", "ORG-0002"))
    found = reading(content.encode()).notice
    assert found is not None
    assert [buyer.name for buyer in found.buyers] == ["Central de Compras", "Câmara de Exemplo"]
