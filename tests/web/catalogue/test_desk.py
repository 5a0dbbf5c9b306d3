"""Those who keep the catalogue: they enter services, write down changes, and take files over after a look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace
from tests.services.test_hostile import REFUSED
from tests.services.whole import WHOLE
from tests.web.catalogue.agency import Agency

from karavel import services
from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, Membership, Organisation, User
from karavel.web.catalogue import published
from karavel.web.catalogue.models import (
    CompetentAuthority,
    PublicService,
    ServiceChange,
    ServiceEvent,
    ServiceImport,
    ServiceInput,
)
from karavel.web.catalogue.shaping import service_shape
from karavel.web.catalogue.tallying import counted
from karavel.web.permissions import Role

#: A catalogue of somebody else with every field of a service.
OTHERS = services.Catalogue(services=(replace(WHOLE.services[0], identifier="tax-of-others"),))

As = Callable[[User | None], Client]


@pytest.fixture
def desk(agency: Agency, as_user: As) -> Client:
    return as_user(agency.officer)


def sent(agency: Agency, **changes: Any) -> dict[str, Any]:
    """A form of a new service."""
    return {
        "titles_en": "Company registration",
        "titles_az": "Şirkətin qeydiyyatı",
        "descriptions_en": "Registers a company.",
        "keywords_en": "firm, company",
        "identifier": "company",
        "languages": "az, pt",
        "spatial": "AZ",
        "audience": ["businesses"],
        "business": ["starting"],
        "processing_time": "P1D",
        "level": "4",
        "status": "active",
        "authority": agency.justice.pk,
        "cause": "contract",
        "reference": "C-7/2",
        "on": timezone.localdate().isoformat(),
    } | changes


def test_a_new_service_counts_from_its_day_with_its_cause(agency: Agency, desk: Client) -> None:
    before = counted(timezone.localdate()).online
    assert desk.post("/catalogue/new/", sent(agency)).status_code == 302
    row = PublicService.everywhere.get(identifier="company")
    assert sorted(map(tuple, row.titles)) == [("az", "Şirkətin qeydiyyatı"), ("en", "Company registration")]
    assert (row.languages, row.keywords) == (["az", "pt"], [["en", "firm"], ["en", "company"]])
    assert [event.identifier for event in ServiceEvent.everywhere.filter(service=row)] == ["starting"]
    change = ServiceChange.everywhere.get(service=row)
    assert (change.before_level, change.cause, change.reference, change.actor) == (
        None,
        "contract",
        "C-7/2",
        agency.officer,
    )
    assert counted(timezone.localdate()).online == before + 1
    assert AuditEntry.everywhere.filter(action="service.created").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"titles_en": "", "titles_az": ""}, "This field is required"),
        ({"languages": "portugese"}, "did you mean"),
        ({"processing_time": "a week"}, "write five days as P5D"),
        ({"identifier": "tax-calendar"}, "Another service has this identifier"),
        ({"reference": ""}, "Say which contract"),
        ({"on": "2100-01-01"}, "lies ahead"),
        ({"level": "9"}, "Select a valid choice"),
    ],
)
def test_a_form_with_a_mistake_says_it_beside_its_field(
    agency: Agency, desk: Client, changes: dict[str, str], said: str
) -> None:
    answer = desk.post("/catalogue/new/", sent(agency, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not PublicService.everywhere.filter(identifier="company").exists()


def test_editing_leaves_alone_what_the_form_cannot_show(agency: Agency, desk: Client) -> None:
    row = agency.declaration
    row.titles = [*row.titles, ["ru", "Декларация"]]
    row.types = ["econ-aff", "https://types.example/1"]
    row.save()
    page = desk.get(f"/catalogue/services/{row.pk}/")
    assert 'value="Vergi bəyannaməsi"' in page.content.decode()
    given = {f"titles_{language}": text for language, text in row.titles if language != "ru"}
    given |= {"descriptions_en": "New words", "identifier": row.identifier, "types": ["econ-aff"], "life": ["moving"]}
    assert desk.post(f"/catalogue/services/{row.pk}/", given).status_code == 302
    row = PublicService.everywhere.get(pk=row.pk)
    assert ["ru", "Декларация"] in row.titles
    assert row.types == ["econ-aff", "https://types.example/1"]
    assert row.level == 4
    with scope.within(agency.organisation):
        assert [event.identifier for event in row.events.all()] == ["moving"]


def test_a_change_is_written_down_and_a_wrong_one_is_not(agency: Agency, desk: Client) -> None:
    url = f"/catalogue/services/{agency.page.pk}/change/"
    given = {"level": 3, "status": "suspended", "authority": agency.tax.pk, "cause": "own-work"}
    day = {"on": timezone.localdate().isoformat()}
    assert desk.post(url, given | day).status_code == 302
    row = PublicService.everywhere.get(pk=agency.page.pk)
    assert (row.level, row.state) == (3, "suspended")
    wrong = desk.post(url, given | day | {"status": "planned"})
    assert wrong.status_code == 422
    assert ServiceChange.everywhere.filter(service=row).count() == 2


def test_parts_are_entered_changed_and_taken_away(agency: Agency, desk: Client) -> None:
    url = f"/catalogue/services/{agency.page.pk}/inputs/new/"
    assert desk.post(url, {"descriptions_en": "x"}).status_code == 422
    assert (
        desk.post(url, {"titles_pt": "Extrato", "pages": "https://a.example/, https://b.example/"}).status_code == 302
    )
    row = ServiceInput.everywhere.get(service=agency.page)
    assert (row.titles, row.pages) == ([["pt", "Extrato"]], ["https://a.example/", "https://b.example/"])
    assert desk.post(f"/catalogue/inputs/{row.pk}/", {"titles_en": "Statement"}).status_code == 302
    assert desk.post(f"/catalogue/inputs/{row.pk}/delete/").status_code == 302
    assert not ServiceInput.everywhere.filter(service=agency.page).exists()
    costs = f"/catalogue/services/{agency.page.pk}/costs/new/"
    assert desk.post(costs, {"value": "2.5", "currency": "MANAT"}).status_code == 422
    assert desk.post(costs, {"value": "2.5", "currency": "azn"}).status_code == 302
    for kind in ("channels", "outputs", "contact_points", "legal_resources", "rules"):
        assert desk.get(f"/catalogue/services/{agency.page.pk}/{kind}/new/").status_code == 200
    assert desk.get(f"/catalogue/services/{agency.page.pk}/nonsense/new/").status_code == 404
    law = f"/catalogue/services/{agency.page.pk}/legal_resources/new/"
    assert desk.post(law, {"titles_en": "A law", "uri": "javascript:alert(1)"}).status_code == 422


def test_services_are_found_by_the_new_name_of_their_authority(agency: Agency, desk: Client) -> None:
    url = f"/catalogue/authority/{agency.tax.pk}/edit/"
    assert desk.post(url, {"names_en": "Revenue Office", "spatial": "Azerbaijn"}).status_code == 422
    assert desk.post(url, {"names_en": "Revenue Office", "spatial": "az"}).status_code == 302
    assert "Tax calendar" in Client().get("/services/", {"q": "revenue"}).content.decode()
    assert desk.post("/catalogue/authority/new/", {"names_pt": "Câmara", "spatial": "PT, AZ"}).status_code == 302
    assert CompetentAuthority.everywhere.get(names=[["pt", "Câmara"]]).spatial == ["PT", "AZ"]


def brought(desk: Client, text: str, name: str = "services.ttl") -> Any:
    return desk.post("/catalogue/import/", {"file": SimpleUploadedFile(name, text.encode())})


def test_a_file_is_looked_at_before_it_is_taken_over(agency: Agency, desk: Client) -> None:
    answer = brought(desk, services.write(OTHERS))
    assert answer.status_code == 302
    look = desk.get(answer["Location"])
    assert look.context["counts"] == {"new": 1, "changed": 0, "same": 0, "refused": 0}
    assert not PublicService.everywhere.filter(identifier="tax-of-others").exists()


def test_a_file_that_is_taken_over_loses_nothing_and_names_the_cause(agency: Agency, desk: Client) -> None:
    place = brought(desk, services.write(OTHERS))["Location"]
    given = {"status": "planned", "on": timezone.localdate().isoformat()}
    assert desk.post(place, given).status_code == 302
    row = published.whole(published.services()).get(uri=OTHERS.services[0].uri)
    taken = service_shape(row, "http://testserver")
    expected = services.settled(OTHERS.services[0])
    for name in expected.__struct_fields__:
        if name != "status_since":  # the day on which it came in here
            assert getattr(taken, name) == getattr(expected, name), name
    change = ServiceChange.everywhere.get(service=row)
    assert change.cause == "import"
    assert change.reference == f"services.ttl sha256:{ServiceImport.everywhere.get().sha256}"
    again = desk.get(brought(desk, services.write(OTHERS))["Location"])
    assert [name for one, _words in again.context["plans"] for name in one.fields] in ([], ["status_since"])


def test_our_own_export_comes_back_as_what_is_there_already(agency: Agency, desk: Client) -> None:
    text = desk.get("/catalogue/export.ttl").content.decode()
    look = desk.get(brought(desk, text)["Location"])
    assert look.context["counts"] == {"new": 0, "changed": 0, "same": 5, "refused": 0}
    raised = text.replace("isClassifiedBy <urn:x-karavel:level:1>", "isClassifiedBy <urn:x-karavel:level:4>")
    place = brought(desk, raised)["Location"]
    assert [one.fields for one, _words in desk.get(place).context["plans"] if one.fields] == [("level",)]
    assert desk.post(place, {"status": "planned", "on": timezone.localdate().isoformat()}).status_code == 302
    assert PublicService.everywhere.get(pk=agency.page.pk).level == 4


def test_an_authority_of_another_site_is_not_taken_for_ours(agency: Agency, desk: Client) -> None:
    text = desk.get("/catalogue/export.ttl").content.decode().replace("http://testserver", "https://elsewhere.example")
    text = text.replace("State Tax Service", "Tax Office of Elsewhere")
    place = brought(desk, text)["Location"]
    assert desk.post(place, {"status": "planned", "on": timezone.localdate().isoformat()}).status_code == 302
    assert CompetentAuthority.everywhere.get(pk=agency.tax.pk).names[1] == ["en", "State Tax Service"]
    assert CompetentAuthority.everywhere.filter(uri__startswith="https://elsewhere.example/").count() == 2


def test_a_withdrawn_service_is_not_brought_back_by_a_file(agency: Agency, desk: Client) -> None:
    text = desk.get("/catalogue/export.ttl").content.decode()
    back = text.replace("http://purl.org/adms/status/Withdrawn", "http://purl.org/adms/status/Completed")
    place = brought(desk, back)["Location"]
    assert desk.get(place).context["counts"]["refused"] == 1
    desk.post(place, {"status": "planned", "on": timezone.localdate().isoformat()})
    assert PublicService.everywhere.get(pk=agency.gone.pk).state == "withdrawn"


def test_a_file_does_not_reach_the_services_of_another_organisation(agency: Agency, desk: Client, as_user: As) -> None:
    text = desk.get("/catalogue/export.ttl").content.decode()
    stranger = User.objects.create(email="other@agency.example")
    others = Organisation.objects.create(name="Others", kind=Organisation.Kind.AGENCY)
    Membership.objects.create(user=stranger, organisation=others, role=Role.OFFICER)
    client = as_user(stranger)
    place = brought(client, text.replace("urn:x-karavel:level:1", "urn:x-karavel:level:5"))["Location"]
    assert client.get(place).context["counts"]["changed"] == 0
    client.post(place, {"status": "planned", "on": timezone.localdate().isoformat()})
    assert PublicService.everywhere.get(pk=agency.page.pk).level == 1


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_a_sentence(desk: Client, name: str) -> None:
    answer = brought(desk, REFUSED[name])
    assert answer.status_code == 422
    assert ServiceImport.everywhere.count() == 0


def test_a_file_without_a_service_is_refused(desk: Client) -> None:
    assert "holds no cpsv:PublicService" in brought(desk, "<urn:a> <urn:b> <urn:c> .").content.decode()
