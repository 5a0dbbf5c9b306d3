"""Under the same addresses the services as RDF, which conforms to CPSV-AP 3.2.0."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from rdflib import RDF, SKOS, Graph
from tests.services.conftest import cpsv_ap
from tests.services.test_shapes import violations
from tests.web.catalogue.agency import Agency

from karavel import services

__all__ = ["cpsv_ap"]

ACCEPTS = {
    "text/turtle": "text/turtle",
    "application/ld+json": "application/ld+json",
    "text/html,application/xhtml+xml,*/*;q=0.8": "text/html",
    "": "text/html",
    "*/*": "text/html",
    "text/html;q=0.5, text/turtle": "text/turtle",
    "text/turtle;q=0.2, application/ld+json;q=0.9, text/html;q=0.1": "application/ld+json",
    "text/turtle;q=nonsense": "text/html",
    "application/pdf": "text/html",
}


@pytest.mark.parametrize("accept", ACCEPTS)
def test_the_form_is_the_one_that_is_preferred_and_caches_are_told(agency: Agency, accept: str) -> None:
    for path in ("/services/", f"/services/{agency.declaration.key}"):
        answer = Client().get(path, headers={"accept": accept})
        assert answer["Content-Type"].partition(";")[0] == ACCEPTS[accept]
        assert "Accept" in [name.strip() for name in answer["Vary"].split(",")]


def test_the_addresses_with_an_ending_give_the_same(agency: Agency) -> None:
    path = f"/services/{agency.declaration.key}"
    asked = Client().get(path, headers={"accept": "text/turtle"})
    assert Client().get(f"{path}.ttl").content == asked.content
    assert Client().get("/services.jsonld")["Content-Type"].startswith("application/ld+json")


def test_what_is_written_reads_back_as_the_catalogue(agency: Agency) -> None:
    reading = services.read(Client().get("/services.ttl").content)
    assert reading.problems == ()
    assert len(reading.catalogue.services) == 5
    found = {service.identifier: service for service in reading.catalogue.services}
    declaration = found["tax-declaration"]
    assert declaration.uri == f"http://testserver/services/{agency.declaration.key}"
    assert (declaration.level, declaration.status, declaration.cross_border) == (4, "active", True)
    assert [event.kind for event in declaration.events] == ["life"]
    assert declaration.costs[0].currency == "AZN"
    assert services.read(Client().get("/services.jsonld").content).catalogue == reading.catalogue


def test_the_address_of_the_installation_names_its_services(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARAVEL_URL", "https://services.example/")
    text = Client().get("/services.ttl").content.decode()
    assert f"<https://services.example/services/{agency.page.key}>" in text
    assert "testserver" not in text


def test_every_code_of_our_own_is_explained_where_the_rdf_points_to(agency: Agency) -> None:
    answer = Client().get("/services.ttl")
    place = answer["Link"].partition(">")[0].removeprefix("<")
    told = Graph().parse(data=Client().get(place, headers={"accept": "text/turtle"}).content, format="turtle")
    used = {
        one
        for one in Graph().parse(data=answer.content, format="turtle").objects()
        if str(one).startswith("urn:x-karavel")
    }
    explained = set(told.subjects(RDF.type, SKOS.Concept))
    assert used
    assert used <= explained
    assert all(len(set(told.objects(one, SKOS.prefLabel))) == 3 for one in explained)
    page = Client().get(place, headers={"accept": "text/html"}).content.decode()
    assert all(str(one) in page for one in explained)


def test_who_has_the_catalogue_already_is_not_sent_it_again_until_it_changes(agency: Agency) -> None:
    for path in ("/services.ttl", f"/services/{agency.page.key}.jsonld"):
        first = Client().get(path)
        known = Client().get(path, headers={"if-none-match": first["ETag"]})
        assert (known.status_code, known.content, known["ETag"]) == (304, b"", first["ETag"])
    agency.tax.names = [["en", "Revenue"]]
    agency.tax.save()
    after = Client().get("/services.ttl", headers={"if-none-match": Client().get("/services.jsonld")["ETag"]})
    assert after.status_code == 200
    assert "Revenue" in after.content.decode()


@pytest.mark.shared
@pytest.mark.parametrize(("form", "ending"), [("turtle", "ttl"), ("json-ld", "jsonld")])
def test_the_whole_catalogue_and_each_service_conform(agency: Agency, cpsv_ap: Path, form: str, ending: str) -> None:
    assert violations(Client().get(f"/services.{ending}").content.decode(), form, cpsv_ap) == ""
    for key in (agency.declaration.key, agency.gone.key):
        assert violations(Client().get(f"/services/{key}.{ending}").content.decode(), form, cpsv_ap) == ""
