"""Files as catalogues elsewhere write them, in every form and release: understood, told, and never lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest
import rdflib
import yaml
from rdflib import Graph, Literal

from karavel import services
from karavel.services import codes

FOLDER: Final = Path(__file__).parent / "foreign"
EXPECTED: Final[dict[str, dict[str, Any]]] = yaml.safe_load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))


def read(name: str) -> services.Reading:
    return services.read((FOLDER / name).read_bytes())


def only(name: str) -> services.PublicService:
    (service,) = read(name).catalogue.services
    return service


def test_every_file_is_expected_to_say_something() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*EXPECTED, "expected.yaml"}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_file_holds_is_understood_or_told(name: str) -> None:
    reading = read(name)
    found = reading.catalogue.services
    assert {
        "services": len(found),
        "authorities": len({one.uri for service in found for one in service.authorities}),
        "problems": sorted({one.property for one in services.gathered(reading.problems)}),
        "kept": sorted(one.property for one in reading.unread),
    } == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_no_word_of_a_file_is_lost_when_it_is_written_again(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    again = Graph().parse(data=services.write(read(name).catalogue), format="turtle")
    written = {str(value) for value in again.objects()} | {str(subject) for subject in again.subjects()}
    numbers = {float(value) for value in again.objects() if isinstance(value, Literal) and value.datatype == _DOUBLE}
    for said in _said(name, text):
        code = next(filter(None, (codes.spelled(each, said) for each in ("language", "country", "currency"))), None)
        assert said in written or code or float(said) in numbers, said


_DOUBLE: Final = rdflib.XSD.double


def _said(name: str, text: str) -> set[str]:
    """The words of a file, by another way than ours; of JSON-LD those that stand in its objects."""
    if name.endswith(".jsonld"):
        return set(_strings(json.loads(text)))
    form = {"rdf": "xml", "nt": "nt", "ttl": "turtle"}[name.rpartition(".")[2]]
    graph = Graph().parse(data=text, format=form, publicID="http://file.invalid/")
    return {str(value) for value in graph.objects() if isinstance(value, Literal)}


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        members = [inner for key, inner in value.items() if key not in {"@context", "@id", "id", "@type", "@language"}]
        return [text for inner in members for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return [str(value)]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_read_reads_the_same_once_it_is_written(name: str) -> None:
    first = read(name).catalogue
    assert services.read(services.write(first).encode()).catalogue == first
    assert services.read(services.write(first, "json-ld").encode()).catalogue == first


@pytest.mark.parametrize("name", EXPECTED)
def test_the_same_file_is_the_same_catalogue_again(name: str) -> None:
    assert read(name) == read(name)


def test_terms_of_older_releases_are_those_of_today() -> None:
    service = only("nordic-2.2.ttl")
    (contact,) = service.contact_points
    assert (contact.telephone, contact.email, contact.page) == (
        "75 00 75 00",
        "hjelp@example.no",
        "https://catalogue.example.no/hjelp",
    )
    assert {(cost.value, cost.currency) for cost in service.costs} == {(4.27, "NOK"), (0.0, "NOK")}
    assert service.authorities[0].names == (services.Text("nb", "Oslo kommune"),)
    older = only("nothing-known.ttl")
    assert (len(older.inputs), len(older.outputs)) == (1, 1)


def test_an_authority_that_stands_in_each_service_without_an_address_is_one() -> None:
    found = read("blank-nodes.ttl").catalogue.services
    assert len({service.authorities[0].uri for service in found}) == 1
    assert {service.costs[0].value for service in found} == {1.5, 2.5, 3.5}


def test_one_more_service_leaves_the_addresses_of_the_others_as_they_are() -> None:
    text = (FOLDER / "blank-nodes.ttl").read_text(encoding="utf-8")
    more = (
        text
        + '<urn:more> a cpsv:PublicService ; cv:hasChannel [ dct:relation [ dct:relation [ dct:title "deep" ] ] ] .'
    )
    before, after = (services.read(one.encode()).catalogue.services for one in (text, more))
    assert {one.uri: one for one in after}.items() >= {one.uri: one for one in before}.items()


@pytest.mark.parametrize("name", ["published-context.jsonld", "published-context-2.2.1.jsonld"])
def test_the_context_that_cpsv_ap_publishes_is_known_without_fetching_it(name: str) -> None:
    service = only(name)
    assert service.titles
    assert service.authorities
    assert service.costs[0].currency in {"AZN", "EUR"}


def test_languages_countries_and_currencies_are_known_by_other_addresses_and_by_name() -> None:
    service = only("every-language.ttl")
    assert service.languages == ("az", "ka", "pt", "tr")
    assert service.authorities[0].spatial == ("AZ", "PT")
    assert only("italian.nt").languages == ("de", "it")
    assert {text.language for text in service.titles} >= {"pt", "pt-br", "az-latn", "zh-hans", "ar", "he"}


def test_a_service_may_have_its_address_as_its_identifier() -> None:
    text = b"""@prefix d: <http://purl.org/dc/terms/> . <urn:a> a <http://purl.org/vocab/cpsv#PublicService> ;
        d:identifier "urn:a" ."""
    assert services.read(text).catalogue.services[0].identifier == "urn:a"


def test_of_two_levels_the_lower_is_taken_and_it_is_told() -> None:
    levels = {service.identifier: service.level for service in read("level-and-state.ttl").catalogue.services}
    assert levels == {"s0": 4, "s1": 2, "s2": None, "s3": None, "s4": None}


@pytest.mark.shared
def test_the_example_of_the_specification_says_the_same_in_both_its_forms(cpsv_ap: Path) -> None:
    turtle, json_ld = (
        services.read((cpsv_ap / f"html/examples/example-rdf_public_service.{ending}").read_bytes())
        for ending in ("ttl", "jsonld")
    )
    assert json_ld.problems == ()
    assert json_ld.catalogue.services[0].titles == turtle.catalogue.services[0].titles
    assert json_ld.catalogue.services[0].authorities == turtle.catalogue.services[0].authorities
    assert json_ld.catalogue.services[0].channels == turtle.catalogue.services[0].channels
