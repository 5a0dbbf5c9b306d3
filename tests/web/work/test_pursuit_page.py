"""The page of a pursuit: checklist, tasks, files, days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.web.work.desk import desk
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.models import Membership, ProgrammeCompany, User
from karavel.web.permissions import Role
from karavel.web.pursuits.files import named
from karavel.web.pursuits.news import news
from karavel.web.workspace.models import Attachment, ChecklistRow, Pursuit, Task

As = Callable[[User | None], Client]
PDF = b"%PDF-1.7 a bid"


@pytest.fixture
def here(db: None, lake: Path) -> World:
    return desk()


@pytest.fixture
def client_of(here: World, as_user: As) -> Client:
    return as_user(here.ours.members[Role.BID_MANAGER])


def pk(world: World) -> int:
    assert world.ours.pursuit
    return world.ours.pursuit.pk


def test_the_checklist_counts_back_from_the_deadline_and_is_made_once(here: World, client_of: Client) -> None:
    for _ in range(2):
        client_of.post(f"/pursuits/{pk(here)}/checklist/")
    with scope.within(here.ours.organisation):
        pursuit = Pursuit.objects.get(pk=pk(here))
        steps = list(pursuit.checklist.filter(kind=ChecklistRow.Kind.STEP))
        needs = list(pursuit.checklist.filter(kind=ChecklistRow.Kind.REQUIREMENT))
    assert steps
    assert needs
    assert pursuit.deadline_day
    assert all(step.due is None or step.due <= pursuit.deadline_day for step in steps)
    assert any(step.due for step in steps)
    page = client_of.get(f"/pursuits/{pk(here)}/").content.decode()
    assert needs[0].text in page
    assert "gap" in page


def test_another_way_changes_the_steps_but_not_what_is_done(here: World, client_of: Client) -> None:
    client_of.post(f"/pursuits/{pk(here)}/checklist/")
    with scope.within(here.ours.organisation):
        first = ChecklistRow.objects.filter(kind="step").first()
    assert first
    client_of.post(f"/pursuits/{pk(here)}/row/{first.pk}/", {"done": "1"})
    client_of.post(f"/pursuits/{pk(here)}/route/", {"route": "direct:"})
    with scope.within(here.ours.organisation):
        assert Pursuit.objects.get(pk=pk(here)).route_kind == "direct"
        assert ChecklistRow.objects.filter(pk=first.pk).exclude(done=None).exists()
    assert client_of.post(f"/pursuits/{pk(here)}/route/", {"route": "teleport:XX"}).status_code == 404


def test_a_task_is_added_once_ticked_and_taken_back(here: World, client_of: Client) -> None:
    for _ in range(2):
        client_of.post(f"/pursuits/{pk(here)}/task/", {"text": "Call Rita", "due": "2030-01-02"})
    with scope.within(here.ours.organisation):
        (task,) = Pursuit.objects.get(pk=pk(here)).tasks.filter(text="Call Rita")
    client_of.post(f"/pursuits/{pk(here)}/task/{task.pk}/", {"done": "1"})
    task.refresh_from_db()
    assert task.done
    client_of.post(f"/pursuits/{pk(here)}/task/{task.pk}/", {"done": "0"})
    task.refresh_from_db()
    assert task.done is None
    again = {"text": "Twice", "due": ""}
    client_of.post(f"/pursuits/{pk(here)}/task/", again)
    with scope.within(here.ours.organisation):
        first = Pursuit.objects.get(pk=pk(here)).tasks.get(text="Twice")
    for done, times in (("1", 1), ("0", 2)):  # done, written down anew, and not done after all: now there are two
        client_of.post(f"/pursuits/{pk(here)}/task/{first.pk}/", {"done": done})
        assert [client_of.post(f"/pursuits/{pk(here)}/task/", again).status_code for _ in range(times)] == [302] * times
    assert Task.everywhere.filter(text="Twice").count() == 2
    stranger = here.others.members[Role.BID_MANAGER]
    wrong = {"text": "Call Rita", "assignee": stranger.pk}
    assert client_of.post(f"/pursuits/{pk(here)}/task/", wrong).status_code == 422


def test_a_change_of_the_notice_is_told(here: World, client_of: Client) -> None:
    with scope.within(here.ours.organisation):
        pursuit = Pursuit.objects.get(pk=pk(here))
        assert news(pursuit, timezone.localdate()) == []
        pursuit.deadline, pursuit.amount = "2026-01-05T12:00:00Z", 1.0
        pursuit.save()
        assert len(news(pursuit, timezone.localdate())) == 2
    assert "The deadline moved" in client_of.get(f"/pursuits/{pk(here)}/").content.decode()


def attach(client: Client, pursuit: int, name: str, content: bytes) -> int:
    client.post(f"/pursuits/{pursuit}/files/", {"file": SimpleUploadedFile(name, content, "text/html")})
    return Attachment.everywhere.filter(pursuit_id=pursuit).count()


def test_a_file_comes_back_as_a_download_of_no_type(here: World, client_of: Client) -> None:
    assert attach(client_of, pk(here), "bid.pdf", PDF) == 1
    assert attach(client_of, pk(here), "bid.pdf", PDF) == 1
    kept = Attachment.everywhere.get(pursuit_id=pk(here))
    assert kept.file.name == f"{here.ours.organisation.pk}/{kept.sha256}"
    answer = client_of.get(f"/pursuits/{pk(here)}/files/{kept.pk}/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("picture.svg", b"<svg onload=alert(1)>"),
        ("bid.pdf", b"<html>no pdf"),
        ("bid.pdf", b""),
        ("run.exe", b"MZ"),
        ("notes.txt", b"MZ\0\0"),
        ("noending", PDF),
        ("bid.pdf.html", PDF),
    ],
)
def test_a_file_that_is_not_taken_is_not_kept(here: World, client_of: Client, name: str, content: bytes) -> None:
    assert attach(client_of, pk(here), name, content) == 0


def test_a_file_that_is_too_large_is_not_kept(here: World, client_of: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "UPLOAD_BYTES", 10)
    assert attach(client_of, pk(here), "bid.pdf", PDF) == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\bid.pdf", "bid.pdf"),
        ("bid\u202efdp.exe.pdf", "bidfdp.exe.pdf"),
        ('a"b\r\nc.pdf', "a_bc.pdf"),
        ("..", "file"),
        ("Təklif 2026.pdf", "Təklif 2026.pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, kept: str) -> None:
    assert named(given) == kept


@pytest.mark.django_db(transaction=True)
def test_the_bytes_go_with_the_last_row(lake: Path, as_user: As) -> None:
    world = desk()
    client = as_user(world.ours.members[Role.BID_MANAGER])
    attach(client, pk(world), "a.pdf", PDF)
    attach(client, pk(world), "b.pdf", PDF)
    first, second = Attachment.everywhere.order_by("pk")
    path = Path(first.file.path)
    client.post(f"/pursuits/{pk(world)}/files/{first.pk}/delete/")
    assert path.exists()
    client.post(f"/pursuits/{pk(world)}/files/{second.pk}/delete/")
    assert not path.exists()


def test_the_calendar_shows_the_month_and_survives_any_address(here: World, client_of: Client) -> None:
    task = timezone.localdate() + timedelta(days=3)
    assert "Ask the bank" in client_of.get(f"/pursuits/calendar/?month={task:%Y-%m}").content.decode()
    for asked in ("", "2026-13", "x", "9999-12", "0001-01", "-"):
        assert client_of.get("/pursuits/calendar/", {"month": asked}).status_code == 200


def test_the_calendar_has_an_address_that_can_be_revoked(here: World, client_of: Client, as_user: As) -> None:
    client_of.post("/pursuits/calendar/address/")
    page = client_of.get("/pursuits/calendar/").content.decode()
    link = page.partition('value="http://testserver')[2].partition('"')[0]
    assert link
    assert link not in client_of.get("/pursuits/calendar/").content.decode()
    stranger = as_user(None)
    answer = stranger.get(link)
    found = icalendar.Calendar.from_ical(answer.content)
    days = [str(event["SUMMARY"]) for event in found.walk("VEVENT")]
    assert any("Ask the bank" in day for day in days)
    assert len(days) == len({str(event["UID"]) for event in found.walk("VEVENT")})
    membership = Membership.objects.get(user=here.ours.members[Role.BID_MANAGER])
    membership.delete()
    assert stranger.get(link).status_code == 404
    membership.save(force_insert=True)
    client_of.post("/pursuits/calendar/address/drop/")
    assert stranger.get(link).status_code == 404


def test_an_officer_of_the_programme_has_the_calendar_until_the_company_leaves(here: World, as_user: As) -> None:
    officer = as_user(here.officer)
    officer.post("/organisations/choose/", {"organisation": here.ours.organisation.pk})
    officer.post("/pursuits/calendar/address/")
    link = (
        officer.get("/pursuits/calendar/").content.decode().partition('value="http://testserver')[2].partition('"')[0]
    )
    assert as_user(None).get(link).status_code == 200
    ProgrammeCompany.everywhere.filter(company=here.ours.organisation).update(agreed=None)
    assert as_user(None).get(link).status_code == 404


def test_the_board_is_narrowed_by_owner(here: World, client_of: Client) -> None:
    assert "2 task" in client_of.get("/pursuits/?owner=mine").content.decode()
    nobody = client_of.get("/pursuits/?owner=none").content.decode()
    assert "Ofis" not in nobody
    assert client_of.get("/pursuits/?owner=x%00").status_code == 200
