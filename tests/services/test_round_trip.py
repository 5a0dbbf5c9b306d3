"""What is written is what is read, in every form."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from tests.services.whole import BASE, WHOLE, catalogues

from karavel import services
from karavel.errors import InvalidInput

FORMS: tuple[services.Format, ...] = ("turtle", "json-ld")


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60)
@given(catalogue=catalogues())
def test_any_catalogue_comes_back_as_it_was_written(
    form: Literal["turtle", "json-ld"], catalogue: services.Catalogue
) -> None:
    assert services.read(services.write(catalogue, form).encode()).catalogue == catalogue


@pytest.mark.parametrize("form", FORMS)
def test_a_catalogue_with_every_field_comes_back_without_a_problem(form: services.Format) -> None:
    reading = services.read(services.write(WHOLE, form).encode())
    assert reading.form == form
    assert reading.catalogue == WHOLE
    assert reading.problems == ()


def test_the_catalogue_of_the_tests_leaves_no_field_empty() -> None:
    for thing in (WHOLE, *WHOLE.services, *WHOLE.services[0].inputs, *WHOLE.services[0].rules):
        for name in thing.__struct_fields__:
            assert getattr(thing, name) not in ((), None), name


def test_the_same_catalogue_is_the_same_bytes_whatever_the_order() -> None:
    service = WHOLE.services[0]
    assert services.write(WHOLE) == services.write(services.settled(WHOLE))
    assert services.read(services.write(WHOLE).encode()).catalogue.services[0].titles == service.titles


def test_what_no_shape_has_is_reported_and_written_again() -> None:
    text = f"""
        @prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> .
        @prefix dct: <http://purl.org/dc/terms/> .
        <{BASE}/a> a cpsv:PublicService ;
            cv:contactPoint [ cv:telephone "1" ; cv:openingHours [ dct:description "9-5"@en ] ] .
        <{BASE}/b> a cpsv:PublicService ; dct:requires <{BASE}/a> .
        <https://elsewhere.example/> dct:title "Nobody's"@en .
    """
    first = services.read(text.encode())
    assert {(one.property, one.statements) for one in first.unread} >= {("cv:openingHours", 1), ("dct:requires", 1)}
    one, other = first.catalogue.services
    assert [point.telephone for point in one.contact_points] == ["1"]
    assert any("9-5" in line for line in one.unread)
    assert not any("9-5" in line for line in other.unread)
    assert [line for line in first.catalogue.unread if "Nobody" in line]
    again = services.read(services.write(first.catalogue).encode())
    assert again.catalogue == first.catalogue
    assert again.unread == first.unread


def test_the_same_file_has_the_same_addresses_again() -> None:
    text = b"""@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> .
        <urn:a> a cpsv:PublicService ; cv:contactPoint [ cv:telephone "1" ], [ cv:telephone "2" ] ."""
    first, second = services.read(text).catalogue, services.read(text).catalogue
    assert first == second
    assert len({point.uri for point in first.services[0].contact_points}) == 2


def test_what_is_missing_or_does_not_fit_is_told_with_its_place() -> None:
    text = b"""@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> .
        @prefix dct: <http://purl.org/dc/terms/> . @prefix adms: <http://www.w3.org/ns/adms#> .
        <urn:a> a cpsv:PublicService ; dct:title "A"@en ; dct:language "Parseltongue" ; cv:processingTime "a week" ;
            adms:status <urn:x:living> ; dct:identifier "1", "2" ; cv:hasCost <urn:c> .
        <urn:c> dct:identifier "fee" ; cv:hasValue "much" ."""
    reading = services.read(text)
    told = {mistake.place: mistake.message for mistake in reading.problems}
    assert set(told) == {
        "urn:a dct:description",
        "urn:a cv:hasCompetentAuthority",
        "urn:a dct:language",
        "urn:a cv:processingTime",
        "urn:a adms:status",
        "urn:a dct:identifier",
        "urn:c cv:hasValue",
    }
    assert told["urn:a cv:processingTime"] == "a week is no duration; write five days as P5D."
    service = reading.catalogue.services[0]
    assert (service.identifier, service.status, service.processing_time) == ("1", None, None)
    assert len([line for line in service.unread if "urn:x:living" in line or "a week" in line]) == 2


def test_a_title_without_a_language_is_kept_as_undetermined() -> None:
    text = b'<urn:a> a <http://purl.org/vocab/cpsv#PublicService> ; <http://purl.org/dc/terms/title> "A" .'
    assert services.read(text).catalogue.services[0].titles == (services.Text("und", "A"),)


def test_an_address_that_is_none_is_refused_with_its_place() -> None:
    wrong = services.PublicService(uri="https://x.example/a b", pages=("javascript alert",))
    with pytest.raises(InvalidInput, match="addresses that are none") as caught:
        services.write(services.Catalogue(services=(wrong,)))
    assert [mistake.place for mistake in caught.value.mistakes] == ["PublicService", "pages"]


@pytest.mark.shared
def test_the_example_of_the_specification_is_understood(shared: Path, cpsv_ap: Path) -> None:
    reading = services.read((cpsv_ap / "html/examples/example-rdf_public_service.ttl").read_bytes())
    service = reading.catalogue.services[0]
    assert reading.problems == ()
    assert service.titles == (services.Text("en", "Tax-on-web"),)
    assert [name.language for name in service.authorities[0].names] == ["de", "en", "fr", "nl"]
    assert services.read(services.write(reading.catalogue).encode()).catalogue == reading.catalogue
