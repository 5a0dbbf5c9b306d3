"""The agency sees companies that have agreed, and every number leads to its list."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from pypdf import PdfReader
from tests.web.work.desk import desk
from tests.web.work.samples import place
from tests.web.world import World, example

from karavel.access import improves
from karavel.companies import parse
from karavel.lake import Lake
from karavel.verbs.opened import opened
from karavel.verbs.routes import routes
from karavel.web.accounts.models import ProgrammeCompany, User
from karavel.web.permissions import Role
from karavel.web.programme.fitting import last_friday
from karavel.web.workspace.models import Delivery

As = Callable[[User | None], Client]


@pytest.fixture
def here(db: None, lake: Path) -> World:
    return desk()


def test_every_number_is_as_long_as_its_list(here: World, as_user: As) -> None:
    client = as_user(here.officer)
    page = client.get("/programme/").content.decode()
    links = re.findall(r'href="(/programme/pursuits/(?:\?[^"]*)?)">(\d+)</a>', page)
    assert len(links) > 8
    for address, number in links:
        rows = client.get(address.replace("&amp;", "&")).content.decode().count('<tr><th scope="row">')
        assert rows == int(number), address


def test_two_companies_that_complete_each_other_are_named(here: World, as_user: As) -> None:
    page = as_user(here.officer).get("/programme/").content.decode()
    pairs = page.partition('id="pairs"')[2].partition("</section>")[0]
    assert "Ours" in pairs
    assert "Second" in pairs


def test_a_company_that_has_not_agreed_is_not_seen(here: World, as_user: As) -> None:
    ProgrammeCompany.everywhere.filter(company=here.ours.organisation).update(agreed=None)
    client = as_user(here.officer)
    page = client.get("/programme/").content.decode()
    assert "Not answered yet" in page
    assert client.get(f"/programme/company/{place(here).pk}/").status_code == 404
    assert client.get("/programme/pursuits/").content.decode().count('<tr><th scope="row">') == 0


def test_the_company_agrees_and_leaves_and_nobody_does_it_for_it(here: World, as_user: As) -> None:
    one = place(here)
    ProgrammeCompany.everywhere.filter(pk=one.pk).update(agreed=None)
    administrator = as_user(here.ours.members[Role.ADMINISTRATOR])
    assert "Nothing is seen until you agree" in administrator.get("/programme/").content.decode()
    stranger = as_user(here.others.members[Role.ADMINISTRATOR])
    assert stranger.post(f"/programme/agree/{one.pk}/", {"agree": "1"}).status_code == 404
    assert as_user(here.officer).post(f"/programme/agree/{one.pk}/", {"agree": "1"}).status_code in {403, 404}
    administrator.post(f"/programme/agree/{one.pk}/", {"agree": "1"})
    assert ProgrammeCompany.everywhere.get(pk=one.pk).agreed
    administrator.post(f"/programme/agree/{one.pk}/", {"agree": "0"})
    assert not ProgrammeCompany.everywhere.filter(pk=one.pk).exists()


def test_asking_tells_nobody_who_has_an_account(here: World, as_user: As) -> None:
    client = as_user(here.officer)
    programme = place(here).programme_id
    answers = [
        client.post(f"/programme/{programme}/ask/", {"email": email}, follow=True).content.decode()
        for email in ("administrator@others.example", "nobody@nowhere.example")
    ]
    assert ProgrammeCompany.everywhere.filter(company=here.others.organisation, agreed=None).count() == 1
    assert all("If that person administers a company here" in answer for answer in answers)


def test_chosen_lots_are_forwarded_once_to_those_who_bid(here: World, as_user: As) -> None:
    client, one = as_user(here.officer), place(here)
    User.objects.filter(email="bid-manager@ours.example").update(language="az")
    page = client.get(f"/programme/company/{one.pk}/").content.decode()
    lots = re.findall(r'name="lot" value="([^"]+)"', page)[:2]
    for _ in range(2):
        client.post(f"/programme/company/{one.pk}/forward/", {"lot": lots, "word": "Look at this."})
    to = {message.to[0]: message for message in mail.outbox}
    assert len(to) == len(mail.outbox) == 3
    assert "viewer@ours.example" not in to
    assert "2 tender" in to["bid-manager@ours.example"].subject
    assert "sizin üçün" in to["bid-manager@ours.example"].subject
    assert "Look at this." in to["officer@ours.example"].body
    assert Delivery.everywhere.exclude(sent=None).count() == 3


def test_each_lot_goes_with_its_brief_in_the_language_that_was_chosen(here: World, as_user: As) -> None:
    client, one = as_user(here.officer), place(here)
    page = client.get(f"/programme/company/{one.pk}/").content.decode()
    lots = re.findall(r'name="lot" value="([^"]+)"', page)
    client.post(f"/programme/company/{one.pk}/forward/", {"lot": lots[:2], "language": "az"})
    for message in mail.outbox:
        assert "sizin üçün" in message.subject
        assert [(kind, name.endswith(".pdf")) for name, _content, kind in message.attachments] == [
            ("application/pdf", True)
        ] * 2
    assert len({name for name, _content, _kind in mail.outbox[0].attachments}) == 2
    first = PdfReader(BytesIO(mail.outbox[0].attachments[0][1]))
    assert len(first.pages) == 2
    assert "Nə istəyirlər?" in first.pages[0].extract_text()
    mail.outbox.clear()
    client.post(f"/programme/company/{one.pk}/forward/", {"lot": lots[:2], "language": "az"})
    assert mail.outbox == [], "the same order on the same day goes once"
    answer = client.post(f"/programme/company/{one.pk}/forward/", {"lot": lots[:11]}, follow=True)
    assert "10 at most" in answer.content.decode()
    assert mail.outbox == []


def test_partners_abroad_are_looked_up_for_a_company_and_no_country_is_no_page(here: World, as_user: As) -> None:
    client, one = as_user(here.officer), place(here)
    page = client.get(f"/programme/company/{one.pk}/")
    assert "PT" in [code for code, _name in page.context["countries"]]
    found = client.get(f"/programme/company/{one.pk}/partners/?country=pt")
    assert {firm.country for firm in found.context["firms"]} <= {"PT"}
    assert client.get(f"/programme/company/{one.pk}/partners/?country=XX").status_code == 404


def test_a_tender_at_home_names_the_companies_that_it_fits(here: World, as_user: As) -> None:
    client = as_user(here.officer)
    links = re.findall(r'href="(/programme/abroad/\?[^"]+)"', client.get("/programme/home/").content.decode())
    ours = [client.get(link.replace("&amp;", "&")).context["ours"] for link in links[:8]]
    assert any(ours)
    for found in ours:
        assert all(one.lot.fits for one in found)
        assert [one.lot.score for one in found] == sorted((one.lot.score for one in found), reverse=True)


def test_tenders_at_home_lead_to_firms_abroad(here: World, as_user: As) -> None:
    client = as_user(here.officer)
    page = client.get("/programme/home/").content.decode()
    links = re.findall(r'href="(/programme/abroad/\?[^"]+)"', page)
    assert links
    assert client.get(links[0].replace("&amp;", "&")).status_code == 200
    assert client.get("/programme/abroad/?notice=none").status_code == 404


@pytest.mark.parametrize(("today", "friday"), [(23, 20), (24, 20), (27, 20), (28, 27), (29, 27)])
def test_friday_is_the_one_before(today: int, friday: int) -> None:
    assert last_friday(date(2026, 11, today)) == date(2026, 11, friday)


def test_each_list_of_the_programme_is_taken_along(here: World, as_user: As) -> None:
    client, one = as_user(here.officer), place(here)
    page = client.get("/programme/")
    assert 'href="/exports/companies.csv"' in page.content.decode()
    rows = lines(client, "/exports/companies.csv")
    assert [row[0] for row in rows[1:]] == [fit.place.company.name for fit, _line in page.context["rows"]]
    assert [int(row[3]) for row in rows[1:]] == [fit.fitting for fit, _line in page.context["rows"]]
    won = client.get("/programme/pursuits/?what=won")
    assert 'href="/exports/programme.xlsx?what=won"' in won.content.decode()
    assert len(lines(client, "/exports/programme.csv?what=won")) - 1 == len(won.context["found"])
    own = client.get(f"/programme/company/{one.pk}/")
    assert f'href="/exports/matches.csv?place={one.pk}"' in own.content.decode()
    assert len(lines(client, f"/exports/matches.csv?place={one.pk}")) - 1 == len(own.context["fit"].lots)
    for asked in ("", "?place=x", "?place=999999"):
        assert client.get(f"/exports/matches.csv{asked}").status_code == 404


def lines(client: Client, address: str) -> list[list[str]]:
    """The rows of a file."""
    answer = client.get(address)
    return list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]


def test_lots_opened_are_counted_by_month_and_each_number_leads_to_its_notices(here: World, as_user: As) -> None:
    client = as_user(here.officer)
    assert 'hx-get="/programme/corridor/"' in client.get("/programme/").content.decode()
    shown = client.get("/programme/corridor/", headers={"HX-Request": "true"})
    assert "<html" not in shown.content.decode()
    links = re.findall(r'href="(/programme/opened/\?[^"]+)">(\d+)</a>', shown.content.decode())
    assert links
    assert sum(int(number) for _, number in links) == shown.context["total"] > 0
    for address, number in links:
        page = client.get(address.replace("&amp;", "&"))
        assert page.context["page"].paginator.count == int(number)
        for lot, where in page.context["lots"]:
            assert improves(lot.direct, lot.via)
            assert f"{lot.published:%Y-%m}" in address
            assert client.get(where).status_code == 200


def test_what_a_gateway_opened_is_what_the_routes_say(here: World, lake: Path) -> None:
    company, today = parse(example()), date.today()
    found = opened(Lake(lake), [company], date(2000, 1, 1), today)
    for gateway in found.gateways[:3]:
        answers = routes(Lake(lake), company, today, every=True, via=(gateway,)).routes
        own = [one.opens.lots for one in answers if one.via == gateway]
        assert max(own) <= sum(found.by_month(gateway).values()) <= sum(own), gateway


def test_a_company_that_left_opens_nothing(here: World, as_user: As) -> None:
    ProgrammeCompany.everywhere.update(agreed=None)
    client = as_user(here.officer)
    assert "No gateway opens a lot" in client.get("/programme/corridor/").content.decode()
    assert client.get("/programme/opened/?via=PT&month=x&page=9").context["lots"] == []
