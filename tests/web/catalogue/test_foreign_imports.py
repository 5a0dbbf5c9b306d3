"""Catalogues of others are brought, looked at, taken over, and brought again: nothing twice, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.services.test_foreign import EXPECTED, FOLDER
from tests.web.catalogue.agency import Agency

from karavel import services
from karavel.web.accounts.models import User
from karavel.web.catalogue.models import CompetentAuthority, PublicService, ServiceChange

As = Callable[[User | None], Client]
_P = """@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture
def desk(agency: Agency, as_user: As) -> Client:
    return as_user(agency.officer)


def bring(desk: Client, data: bytes, name: str = "services.ttl") -> str:
    answer = desk.post("/catalogue/import/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def counts(desk: Client, place: str) -> dict[str, int]:
    found: dict[str, int] = desk.get(place).context["counts"]
    return found


def take(desk: Client, place: str, **more: Any) -> Any:
    day = timezone.localdate().isoformat()
    return desk.post(place, {"status": "active", "on": day, "spatial": "AZ"} | more)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_catalogue_of_others_comes_in_once(agency: Agency, desk: Client, name: str) -> None:
    data = (FOLDER / name).read_bytes()
    before = PublicService.everywhere.count()
    place = bring(desk, data, name)
    first = counts(desk, place)
    assert first["changed"] == first["same"] == 0
    assert take(desk, place, authority=agency.tax.pk).status_code == 302
    made = PublicService.everywhere.count() - before
    assert made >= first["new"] >= EXPECTED[name]["services"] - 2
    again = counts(desk, bring(desk, data, name))
    assert (again["new"], again["changed"], again["same"]) == (0, 0, made)
    assert ServiceChange.everywhere.filter(cause="import").count() == made
    for row in PublicService.everywhere.order_by("-pk")[:made]:
        assert Client().get(f"/services/{row.key}").status_code == 200
        assert services.read(Client().get(f"/services/{row.key}.ttl").content).catalogue.services


def test_what_a_file_does_not_speak_of_stays(agency: Agency, desk: Client) -> None:
    row = agency.declaration
    uri = f"http://testserver/services/{row.key}"
    place = bring(desk, f'{_P} <{uri}> a cpsv:PublicService ; dct:title "Tax return"@en .'.encode())
    assert [one.fields for one, _words in desk.get(place).context["plans"]] == [("titles",)]
    assert take(desk, place).status_code == 302
    after = PublicService.everywhere.get(pk=row.pk)
    assert after.titles == [["en", "Tax return"]]
    assert (after.descriptions, after.level, after.authority) == (row.descriptions, row.level, row.authority)
    assert Client().get(f"/services/{row.key}").content.count(b"tax.example/portal") == 1


def test_two_services_with_one_identifier_do_not_both_come_in(agency: Agency, desk: Client) -> None:
    place = bring(desk, (FOLDER / "same-identifier-twice.ttl").read_bytes())
    page = desk.get(place)
    assert page.context["counts"] == {"new": 1, "changed": 0, "same": 0, "refused": 1}
    assert "describes this service twice" in page.content.decode()
    assert take(desk, place).status_code == 302
    assert PublicService.everywhere.filter(identifier="same").count() == 1


def test_an_identifier_of_another_service_is_refused(agency: Agency, desk: Client) -> None:
    uri = f"http://testserver/services/{agency.page.key}"
    text = f'{_P} <{uri}> a cpsv:PublicService ; dct:title "A"@en ; dct:identifier "{agency.marriage.identifier}" .'
    page = desk.get(bring(desk, text.encode()))
    assert page.context["counts"]["refused"] == 1
    assert "Another service has its identifier" in page.content.decode()


def test_services_without_an_authority_wait_for_one(agency: Agency, desk: Client) -> None:
    place = bring(desk, (FOLDER / "no-authority.ttl").read_bytes())
    assert counts(desk, place)["refused"] == 2
    assert take(desk, place).status_code == 302
    assert not PublicService.everywhere.filter(identifier="n1").exists()
    assert take(desk, place, authority=agency.justice.pk).status_code == 302
    assert PublicService.everywhere.get(identifier="n1").authority == agency.justice
    assert not PublicService.everywhere.filter(identifier="n2").exists()


def test_an_authority_is_known_by_its_identifier_and_by_its_name(agency: Agency, desk: Client) -> None:
    said = 'a cpsv:PublicService ; dct:title "{0}"@en ; dct:identifier "{0}" ; cv:hasCompetentAuthority [ {1} ] .'
    named = said.format("one", 'skos:prefLabel "State Tax Service"@en ; dct:spatial "TR"')
    numbered = said.format("two", 'skos:prefLabel "Bakı"@az ; dct:identifier "AZ-1" ; dct:spatial "AZ"')
    renamed = said.format("three", 'skos:prefLabel "Baku"@en ; dct:identifier "AZ-1"')
    for text in (named, numbered, renamed):
        assert take(desk, bring(desk, f"{_P} <https://x.example/{len(text)}> {text}".encode())).status_code == 302
    assert PublicService.everywhere.get(identifier="one").authority == agency.tax
    two, three = (PublicService.everywhere.get(identifier=one).authority for one in ("two", "three"))
    assert two == three
    assert CompetentAuthority.everywhere.get(pk=two.pk).names == [["en", "Baku"]]


def test_what_two_files_call_the_same_within_themselves_is_not_the_same(agency: Agency, desk: Client) -> None:
    said = '<#a> a cpsv:PublicService ; dct:title "{0}"@en ; dct:identifier "{0}" ; cv:hasCompetentAuthority <#o> .'
    authority = '<#o> a cv:PublicOrganisation ; skos:prefLabel "Office of {0}"@en ; dct:spatial "AZ" .'
    for name in ("one", "two"):
        text = f"{_P} {said.format(name)} {authority.format(name)}"
        assert take(desk, bring(desk, text.encode())).status_code == 302
    rows = [PublicService.everywhere.get(identifier=name) for name in ("one", "two")]
    assert [row.uri for row in rows] == ["", ""]
    assert [str(row.authority) for row in rows] == ["Office of one", "Office of two"]


def test_what_is_longer_than_its_column_is_told_and_left(agency: Agency, desk: Client) -> None:
    long = "x" * 300
    texts = (
        f'dct:identifier "{long}"',
        f'dct:identifier "a" ; cv:contactPoint [ cv:telephone "{long}" ]',
        f'dct:identifier "b" ; cv:hasCompetentAuthority [ skos:prefLabel "A"@en ; dct:identifier "{long}" ]',
    )
    for place, said in enumerate(texts):
        text = f'{_P} <https://x.example/{place}> a cpsv:PublicService ; dct:title "A"@en ; {said} .'
        kept = bring(desk, text.encode())
        assert take(desk, kept, authority=agency.tax.pk).status_code in {302, 422}
    assert not PublicService.everywhere.filter(uri__startswith="https://x.example/").exists()


def test_a_change_that_does_not_hold_names_its_service(agency: Agency, desk: Client) -> None:
    text = desk.get("/catalogue/export.ttl").content.decode().replace("level:1>", "level:4>")
    answer = desk.post(bring(desk, text.encode()), {"status": "planned", "on": "2001-01-01"})
    assert answer.status_code == 422
    assert "Tax calendar: The change does not hold." in answer.content.decode()


def test_nothing_of_a_hostile_file_runs_on_a_page(agency: Agency, desk: Client) -> None:
    place = bring(desk, (FOLDER / "broken-addresses.ttl").read_bytes())
    assert take(desk, place).status_code == 302
    page = Client().get(f"/services/{PublicService.everywhere.get(identifier='broken').key}").content.decode()
    assert 'href="javascript' not in page
    place = bring(desk, (FOLDER / "flemish.jsonld").read_bytes(), "flemish.jsonld")
    take(desk, place)
    page = Client().get(f"/services/{PublicService.everywhere.get(identifier='IPDC-7f').key}").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
