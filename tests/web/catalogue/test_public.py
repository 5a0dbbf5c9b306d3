"""What everybody sees: search in three languages, facets, a page a service, numbers that lead to what they count."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.catalogue.agency import Agency, authority, days_ago, service

from karavel.web.accounts.models import Organisation
from karavel.web.catalogue import changing
from karavel.web.catalogue.models import ServiceLaw
from karavel.web.catalogue.speaking import place_name


def titles(answer: Any) -> list[str]:
    """The titles of a list of services."""
    return re.findall(r'class="lot-title"><a href="[^"]+">([^<]+)</a>', unescape(answer.content.decode()))


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en", "accept": "text/html"})


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bəyannamə", ["Tax declaration"]),
        ("beyanname VERGI", ["Tax declaration"]),
        ("declaracao", ["Tax declaration"]),
        ("income", ["Tax declaration"]),
        ("Serviço Fiscal", ["Tax calendar", "Tax declaration"]),
        ("nothing of the kind", []),
    ],
)
def test_words_of_any_language_find_a_service(agency: Agency, client: Client, words: str, found: list[str]) -> None:
    assert titles(client.get("/services/", {"q": words})) == found


def test_facets_narrow_the_list_and_count_what_they_would_leave(agency: Agency, client: Client) -> None:
    every = client.get("/services/")
    assert titles(every) == ["Marriage registration", "Notary online", "Tax calendar", "Tax declaration"]
    asked: tuple[tuple[dict[str, Any], list[str]], ...] = (
        ({"online": "yes"}, ["Marriage registration", "Tax declaration"]),
        ({"authority": agency.tax.pk, "online": "yes"}, ["Tax declaration"]),
        ({"level": ["1", "5"]}, ["Notary online", "Tax calendar"]),
        ({"language": "az"}, ["Tax declaration"]),
        ({"event": "urn:x-karavel:life-event:working"}, ["Tax declaration"]),
        ({"abroad": "no"}, ["Marriage registration"]),
        ({"status": "withdrawn"}, ["Fax register"]),
        ({"level": "<script>"}, []),
    )
    for query, found in asked:
        assert titles(client.get("/services/", query)) == found, query
    facets = {facet.name: {one.value: one.services for one in facet.options} for facet in every.context["found"].facets}
    assert facets["level"] == {"1": 1, "4": 2, "5": 1}
    assert facets["status"] == {"active": 3, "planned": 1, "withdrawn": 1}


def test_what_a_company_enters_stands_on_no_public_page(agency: Agency, client: Client) -> None:
    row = service(authority(Organisation.objects.create(name="A company"), ("en", "Nobody")), "Boast", level=5)
    assert "Boast" not in titles(client.get("/services/"))
    assert client.get(f"/services/{row.key}").status_code == 404
    assert client.get(f"/services/authorities/{row.authority_id}").status_code == 404
    assert "Boast" not in client.get("/services.ttl").content.decode()


def test_the_page_of_a_service_says_all_that_there_is_and_why_it_changed(agency: Agency, client: Client) -> None:
    text = unescape(client.get(f"/services/{agency.declaration.key}").content.decode())
    for said in ("State Tax Service", "ask@tax.example", "AZN", "Tax Code", "C-2026-1/3", "Azerbaijani", "Working"):
        assert said in text, said
    assert "Counts as listed and as fully online." in text
    page = unescape(client.get(f"/services/{agency.page.key}").content.decode())
    assert "Counts as listed, not as fully online." in page
    gone = unescape(client.get(f"/services/{agency.gone.key}").content.decode())
    assert "has been withdrawn" in gone
    assert "Act 7, Art. 2" in gone


def test_an_address_that_is_a_script_is_no_link(agency: Agency, client: Client) -> None:
    law = ServiceLaw(service=agency.page, uri="javascript:alert(1)", titles=[["en", "<b>Law</b>"]])
    law.organisation = agency.organisation
    law.save()
    text = client.get(f"/services/{agency.page.key}").content.decode()
    assert "javascript:" not in text
    assert "&lt;b&gt;Law" in text


def test_every_number_of_the_count_leads_to_as_many_services(agency: Agency, client: Client) -> None:
    context = client.get("/services/count/").context
    whole = context["all"]
    assert (whole.listed, whole.online) == (3, 2)
    for group in (whole, *context["authorities"], *context["levels"]):
        assert len(titles(client.get(group.listed_href))) == group.listed, group
        assert len(titles(client.get(group.online_href))) == group.online, group


def test_the_numbers_of_another_day_lead_to_the_changes_that_make_them(agency: Agency, client: Client) -> None:
    context = client.get("/services/count/", {"on": days_ago(41).isoformat()}).context
    for group in (context["all"], *context["authorities"], *context["levels"]):
        assert client.get(group.listed_href).context["listed"] == group.listed, group
        assert client.get(group.online_href).context["online"] == group.online, group


def test_between_two_points_of_the_chart_stand_the_changes_that_make_the_difference(
    agency: Agency, client: Client
) -> None:
    points = client.get("/services/count/").context["points"]
    assert (points[-1].listed, points[-1].online) == (3, 2)
    for before, after in pairwise(points):
        shown = client.get(after.href).context
        assert (shown["listed"], shown["online"]) == (after.listed - before.listed, after.online - before.online)


def test_the_definition_stands_beside_the_numbers(agency: Agency, client: Client) -> None:
    for path in ("/services/", "/services/count/", "/services/changes/"):
        assert "at whatever level, be it one page of information" in client.get(path).content.decode(), path


def test_the_table_of_the_count_is_a_file_without_formulas(agency: Agency, client: Client) -> None:
    agency.justice.names = [["en", "=1+1"]]
    agency.justice.save()
    text = client.get("/services/count.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    today = [row for row in rows if row["day"] == timezone.localdate().isoformat()]
    assert next((row["listed"], row["online"]) for row in today if row["group"] == "all") == ("3", "2")
    assert {row["name"] for row in today if row["group"] == "authority"} == {"'=1+1", "State Tax Service"}
    assert sum(int(row["listed"]) for row in today if row["group"] == "level") == 3


def test_changes_are_found_by_cause(agency: Agency, client: Client) -> None:
    rows = client.get("/services/changes/", {"cause": "contract"}).context["page"].object_list
    assert [(row.change.reference, row.listed, row.online) for row in rows] == [("C-2026-1/3", 0, 1)]


@pytest.mark.parametrize("query", ["on=never", "on=2026-02-31", "on=9999-12-31", "since=x&until=y&cause=z&page=-3"])
def test_an_address_with_nonsense_gets_an_answer(agency: Agency, client: Client, query: str) -> None:
    assert client.get(f"/services/count/?{query}").status_code == 200
    assert client.get(f"/services/changes/?{query}").status_code == 200


def test_an_empty_installation_shows_its_empty_catalogue(db: None, client: Client) -> None:
    for path in ("/services/", "/services/count/", "/services/changes/", "/services.ttl", "/services/count.csv"):
        assert client.get(path).status_code == 200, path


def test_the_pages_speak_the_language_asked_for(agency: Agency) -> None:
    client = Client(headers={"accept-language": "pt", "accept": "text/html"})
    assert "Declaração de impostos" in unescape(client.get("/services/").content.decode())


def test_a_list_asks_the_database_as_often_for_many_services_as_for_few(
    agency: Agency, client: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(30):
        row = service(agency.tax, f"Service {number}", level=4)
        changing.change(row, level=5, cause="own-work")
    with django_assert_num_queries(3):
        client.get("/services/")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("AZ", "Azerbaijan"),
        ("http://publications.europa.eu/resource/authority/atu/BEL", "Belgium"),
        ("http://publications.europa.eu/resource/authority/atu/ITA_BZ", "Italy (ITA_BZ)"),
        ("http://data.europa.eu/nuts/code/PT11A", "Portugal (PT11A)"),
        ("https://places.example/oslo", "oslo"),
    ],
)
def test_a_place_is_told_in_words(place: str, words: str) -> None:
    assert place_name(place) == words


def test_the_sitemap_names_the_services_of_agencies_and_no_others(agency: Agency) -> None:
    company = service(authority(Organisation.objects.create(name="A company"), ("en", "Nobody")), "Boast")
    told = Client().get("/sitemap.xml").content.decode()
    assert f"/services/{agency.page.key}</loc>" in told
    assert company.key not in told
