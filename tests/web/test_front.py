"""What a stranger meets first: what this is, in three languages, and what is open to everybody."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.desk.calling import published
from tests.web.world import PASSWORD, World, made

from karavel.web.accounts.models import Organisation
from karavel.web.desk.calls.models import Call
from karavel.web.permissions import Role
from karavel.web.workspace.models import CompanyProfile

_SAID = {
    "en": "Win public contracts abroad, by a lawful way in",
    "pt": "Ganhar contratos públicos no estrangeiro, por uma via legal",
    "az": "Xaricdə dövlət müqavilələrini qanuni yolla qazanın",
}


@pytest.mark.parametrize("language", _SAID)
def test_a_stranger_reads_what_this_is_in_each_language(world: World, language: str) -> None:
    page = Client(headers={"accept-language": language}).get("/").content.decode()
    assert f"<h1>{_SAID[language]}</h1>" in page
    for path in (
        "/account/login/",
        "/calls/",
        "/consultations/",
        "/contracts/",
        "/services/",
        "/news/",
        "/cooperation/",
    ):
        assert f'href="{path}"' in page, path


def test_calls_that_close_next_stand_on_the_front_page_and_drafts_do_not(world: World) -> None:
    call = published(world.ours)
    assert f"/calls/{call.slug}/" in Client().get("/").content.decode()
    Call.everywhere.filter(pk=call.pk).update(state="closed")
    assert f"/calls/{call.slug}/" not in Client().get("/").content.decode()


def test_every_open_page_lets_a_stranger_log_in(world: World) -> None:
    for path in ("/calls/", "/services/", "/news/"):
        assert 'href="/account/login/"' in Client().get(path).content.decode(), path


def test_robots_may_read_the_front_page_and_nothing_else_by_it(world: World) -> None:
    assert "Allow: /$" in Client().get("/robots.txt").content.decode().splitlines()
    assert "<loc>http://testserver/</loc>" in Client().get("/sitemap.xml").content.decode()


@pytest.mark.parametrize(("role", "in_the_bar"), [(Role.PROCUREMENT, True), (Role.BID_MANAGER, False)])
def test_the_desk_stands_in_the_bar_of_who_works_there(world: World, role: Role, in_the_bar: bool) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.ours.members[role])
    bar, _, more = client.get("/settings/").content.decode().partition('class="menu nav-more"')
    assert ('href="/desk/"' in bar) is in_the_bar
    assert ('href="/desk/"' in more) is not in_the_bar


@pytest.mark.parametrize(
    ("role", "to"), [(Role.OFFICER, "/programme/"), (Role.PROCUREMENT, "/desk/"), (Role.ADMINISTRATOR, "/programme/")]
)
def test_an_agency_begins_with_its_own_work_and_is_asked_for_no_company(world: World, role: Role, to: str) -> None:
    agency = made("Azpromo", "t-agency")
    CompanyProfile.everywhere.filter(organisation=agency.organisation).delete()
    Organisation.objects.filter(pk=agency.organisation.pk).update(kind=Organisation.Kind.AGENCY)
    client = Client(headers={"accept-language": "en"})
    client.force_login(agency.members[role])
    assert client.get("/")["Location"] == to
    page = client.get("/today/").content.decode()
    assert "Lists are made for companies" in page
    assert f'href="{to}"' in page


def test_the_first_run_of_an_agency_leads_past_the_company(db: None) -> None:
    client = Client(headers={"accept-language": "en", "host": "localhost"})
    said = {"organisation": "Azpromo", "kind": "agency", "email": "a@azpromo.example", "password": PASSWORD}
    assert client.post("/setup/", said)["Location"] == "/setup/data/"
    assert ">Company</li>" not in client.get("/setup/data/").content.decode()


def test_an_agencys_bar_holds_an_agencys_work(world: World) -> None:
    Organisation.objects.filter(pk=world.ours.organisation.pk).update(kind=Organisation.Kind.AGENCY)
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.ours.members[Role.ADMINISTRATOR])
    bar, _, more = client.get("/settings/").content.decode().partition('class="menu nav-more"')
    assert all(f'href="/{place}/"' in bar for place in ("today", "programme", "catalogue", "desk"))
    assert all(f'href="/{place}/"' in more for place in ("opportunities", "pursuits", "newsroom"))
