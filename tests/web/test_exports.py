"""A list taken along is the list that was seen, runs nothing, and belongs to nobody else."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from icalendar import Calendar
from openpyxl import load_workbook
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, User
from karavel.web.exports import tables
from karavel.web.exports.cells import harmless
from karavel.web.permissions import Role
from karavel.web.workspace.models import Pursuit

As = Callable[[User | None], Client]


@pytest.fixture
def viewer(world: World, lake: Path, as_user: As) -> Client:
    return as_user(world.ours.members[Role.VIEWER])


def whole(answer: HttpResponseBase) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def read(answer: HttpResponseBase) -> list[list[str]]:
    return list(csv.reader(StringIO(whole(answer).decode("utf-8-sig"))))


def cells(answer: HttpResponseBase) -> list[tuple[Any, ...]]:
    sheet = load_workbook(BytesIO(whole(answer))).active
    assert sheet
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    return list(sheet.values)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_text_that_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["a=1", "", "Ə", -5, -1.5, None, date(2026, 1, 2)])
def test_all_else_stays_as_it_is(cell: Any) -> None:
    assert harmless(cell) == cell


def test_a_file_has_the_lots_of_the_list_in_its_order(viewer: Client) -> None:
    query = {"market": "PT", "sort": "deadline"}
    page = viewer.get("/api/v1/match", query | {"limit": 100}).json()
    shown = [lot["title"] for lot in page["lots"]]
    rows = read(viewer.get("/exports/opportunities.csv", query))
    assert [row[2] for row in rows[1:]] == [harmless(title) for title in shown]
    book = cells(viewer.get("/exports/opportunities.xlsx", query))
    assert [row[2] for row in book[1:]] == [row[2] for row in rows[1:]]
    assert {type(row[0]) for row in book[1:]} == {int}
    assert {type(row[9]) for row in book[1:]} <= {datetime, type(None)}
    assert book[0] == tuple(rows[0])


def test_a_long_list_is_whole_and_in_the_readers_language(viewer: Client) -> None:
    total = viewer.get("/api/v1/match", {"limit": 1}).json()["total"]
    assert total > 100
    rows = read(viewer.get("/exports/opportunities.csv", headers={"accept-language": "pt"}))
    assert len(rows) == min(total, tables.MOST) + 1
    assert rows[0] != read(viewer.get("/exports/opportunities.csv"))[0]
    assert {row[11] for row in rows[1:]} & {"direito a concorrer", "a entidade decide"}


def test_hostile_titles_run_nowhere(world: World, as_user: As) -> None:
    hostile = '=HYPERLINK("http://evil.example","x")'
    with scope.within(world.ours.organisation):
        Pursuit.objects.update(title=hostile, amount=-12.5, currency="EUR")
    client = as_user(world.ours.members[Role.VIEWER])
    assert read(client.get("/exports/pursuits.csv"))[1][0] == f"'{hostile}"
    row = cells(client.get("/exports/pursuits.xlsx"))[1]
    assert (row[0], row[5]) == (f"'{hostile}", -12.5)


def test_a_file_holds_nothing_of_others(world: World, lake: Path, as_user: As) -> None:
    with scope.within(world.ours.organisation):
        Pursuit.objects.update(title="Ours alone")
    client = as_user(world.others.members[Role.ADMINISTRATOR])
    for kind in ("csv", "ics"):
        assert b"Ours alone" not in whole(client.get(f"/exports/pursuits.{kind}"))
    assert client.get("/exports/pursuits.exe").status_code == 404


def test_deadlines_stand_in_a_calendar_once_each(viewer: Client, world: World) -> None:
    with scope.within(world.ours.organisation):
        Pursuit.objects.update(deadline="2026-12-01T12:00:00+01:00", title="A portal\r\nBEGIN:VEVENT")
    calendar = Calendar.from_ical(whole(viewer.get("/exports/pursuits.ics")))
    [event] = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 12, 1)
    assert "12:00" in str(event["description"])
    lots = Calendar.from_ical(whole(viewer.get("/exports/opportunities.ics", {"market": "PT"}))).walk("VEVENT")
    assert lots
    assert len({str(one["uid"]) for one in lots}) == len(lots)


def test_routes_and_searches_are_lists_too(viewer: Client, world: World, as_user: As) -> None:
    assert len(read(viewer.get("/exports/routes.csv"))) == len(viewer.get("/api/v1/routes").json()["routes"]) + 1
    rows = read(as_user(world.ours.members[Role.BID_MANAGER]).get("/exports/searches.csv"))
    assert [row[0] for row in rows[1:]] == ["Portugal"]
    assert rows[1][2] == "market=PT"


def test_the_list_links_to_its_files_with_its_filters(viewer: Client) -> None:
    page = viewer.get("/opportunities/", {"market": "PT"}).content.decode()
    for kind in ("csv", "xlsx", "ics"):
        assert f'href="/exports/opportunities.{kind}?market=PT"' in page


@pytest.mark.parametrize("role", ["buyers", "suppliers"])
def test_parties_are_taken_along_as_the_page_finds_them(viewer: Client, role: str) -> None:
    rows = read(viewer.get(f"/exports/{role}.csv"))
    assert rows[0] == ["Name", "Country", "Contracts", "Value in EUR"]
    page = list(viewer.get(f"/{role}/").context["found"])
    assert [row[0] for row in rows[1 : len(page) + 1]] == [harmless(one.name) for one in page]
    assert len(page) > 1
    word = page[0].name.split()[0]
    some = [one.name for one in viewer.get(f"/{role}/", {"q": word}).context["found"]]
    book = cells(viewer.get(f"/exports/{role}.xlsx", {"q": word}))
    assert [row[0] for row in book[1 : len(some) + 1]] == [harmless(name) for name in some]


def test_gateways_are_taken_along_as_the_page_has_chosen_them(viewer: Client) -> None:
    page = viewer.get("/routes/", {"via": ["PT", "XX"]})
    assert 'href="/exports/routes.csv?via=PT"' in page.content.decode()
    rows = read(viewer.get("/exports/routes.csv", {"via": ["PT", "XX"]}))
    assert len(rows) - 1 == len(page.context["answer"].routes)
    assert len(rows) < len(read(viewer.get("/exports/routes.csv")))


@pytest.mark.parametrize("role", ["buyer", "supplier"])
def test_all_contracts_of_a_party_are_taken_along(viewer: Client, role: str) -> None:
    first = viewer.get(f"/{role}s/").context["found"][0]
    page = viewer.get(f"/{role}s/{first.slug}/").content.decode()
    assert f'href="/exports/contracts.xlsx?{role}={first.slug}"' in page
    rows = read(viewer.get("/exports/contracts.csv", {role: first.slug}))
    assert len(rows) - 1 == first.contracts
    assert viewer.get("/exports/contracts.csv", {role: "xx-nobody"}).status_code == 404
    assert viewer.get("/exports/contracts.csv").status_code == 404


def test_parties_link_to_their_files_with_the_words_in_use(viewer: Client) -> None:
    word = viewer.get("/buyers/").context["found"][0].name.split()[0]
    assert f'href="/exports/buyers.csv?q={word}"' in viewer.get("/buyers/", {"q": word}).content.decode()
    assert 'href="/exports/suppliers.xlsx"' in viewer.get("/suppliers/").content.decode()


def test_the_audit_log_is_taken_along_by_whoever_may_see_it(world: World, lake: Path, as_user: As) -> None:
    client = as_user(world.ours.members[Role.ADMINISTRATOR])
    with scope.within(world.ours.organisation):
        AuditEntry(action="profile.changed", what="=1+1").save()
    rows = read(client.get("/exports/audit.csv"))
    assert [row[2:] for row in rows if "profile.changed" in row] == [["profile.changed", "'=1+1"]]
    assert as_user(world.ours.members[Role.VIEWER]).get("/exports/audit.csv").status_code == 403
