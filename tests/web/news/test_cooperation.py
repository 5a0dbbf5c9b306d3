"""The record of cooperation: what is public, who keeps it, what the clock does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import icalendar
import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from tests.conftest import REPOSITORY
from tests.web.catalogue.agency import authority, service
from tests.web.news.samples import agency, filled, programme
from tests.web.world import Party, World

from karavel.errors import IllegalMove
from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, Programme, ProgrammeCompany, User
from karavel.web.cooperation import reminding
from karavel.web.cooperation.models import (
    Agreement,
    Commitment,
    CommitmentMove,
    CooperationProgramme,
    Event,
    Outcome,
    Participation,
)
from karavel.web.cooperation.states import TABLE
from karavel.web.moving import move
from karavel.web.permissions import Role

As = Callable[[User | None], Client]


@pytest.fixture
def digital(db: None) -> Party:
    return agency()


@pytest.fixture
def officer(digital: Party, as_user: As) -> Client:
    return as_user(digital.members[Role.OFFICER])


def commitment(party: Party, due: date) -> Commitment:
    with scope.within(party.organisation):
        one = Commitment(programme=programme(party), text="Connect two registers", owner="Nümunə Agentliyi", due=due)
        one.save()
    return one


def fresh(one: Commitment) -> Commitment:
    return Commitment.everywhere.get(pk=one.pk)


def at(one: Commitment) -> str:
    return f"/cooperation/desk/{one.programme_id}/commitment/{one.pk}/"


def test_the_public_sees_the_rows_that_were_chosen_and_no_other(digital: Party, as_user: As, officer: Client) -> None:
    one = filled(digital)
    stranger, page = as_user(None), f"/cooperation/{one.slug}/"
    assert stranger.get(page).status_code == 404
    assert "Digital bridge" not in stranger.get("/cooperation/").content.decode()
    CooperationProgramme.everywhere.filter(pk=one.pk).update(public=True)
    for path in (page, f"{page}record.csv", f"{page}record.ics"):
        answer = stranger.get(path)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert b"Open promise" in said, path
        assert b"Secret" not in said, path
    assert f"/cooperation/{one.slug}/" in stranger.get("/sitemap.xml").content.decode()
    assert b"Secret promise" in officer.get(f"/cooperation/desk/{one.pk}/").content


def test_an_outcome_does_not_give_away_a_company_that_is_not_shown(digital: Party, as_user: As) -> None:
    one = filled(digital, public=True)
    Outcome.everywhere.filter(label="Open contract").update(
        participation=Participation.everywhere.get(name="Secret Lda")
    )
    page = as_user(None).get(f"/cooperation/{one.slug}/").content.decode()
    assert "Open contract" in page
    assert "Secret Lda" not in page


def test_a_companys_programme_has_no_public_page(world: World, as_user: As) -> None:
    one = programme(world.ours, public=True)
    assert as_user(None).get(f"/cooperation/{one.slug}/").status_code == 404
    said = {
        "title": "T",
        "language": "en",
        "first_country": "PT",
        "second_country": "AZ",
        "first_agency": "A",
        "second_agency": "B",
    }
    answer = as_user(world.ours.members[Role.ADMINISTRATOR]).post("/cooperation/desk/new/", said)
    assert answer.status_code == 422
    assert "Only agencies" in answer.content.decode()


def test_a_commitment_whose_day_has_passed_is_late_from_the_next_day(digital: Party, officer: Client) -> None:
    today = timezone.localdate()
    one = commitment(digital, today)
    officer.get("/cooperation/desk/")
    assert fresh(one).state == "open"
    Commitment.everywhere.filter(pk=one.pk).update(due=today - timedelta(days=3))
    officer.get("/cooperation/desk/")
    officer.get("/cooperation/desk/")
    assert fresh(one).state == "late"
    (noted,) = CommitmentMove.everywhere.filter(commitment=one)
    assert (noted.move, noted.before, noted.after, noted.user) == ("pass", "open", "late", None)
    assert noted.on == today - timedelta(days=2)


def test_late_commitments_stand_on_the_officers_morning_and_on_nobody_elses(
    digital: Party, as_user: As, officer: Client, no_lake: object
) -> None:
    commitment(digital, timezone.localdate() - timedelta(days=1))
    with scope.within(digital.organisation):
        assert digital.profile
        digital.profile.delete()
    assert "Connect two registers" in officer.get("/today/").content.decode()
    assert "Connect two registers" not in as_user(digital.members[Role.VIEWER]).get("/today/").content.decode()
    assert (
        "Connect two registers" not in as_user(agency("Second").members[Role.OFFICER]).get("/today/").content.decode()
    )


def test_moves_keep_who_when_why_and_the_day_that_was_due(digital: Party, officer: Client) -> None:
    today = timezone.localdate()
    one = commitment(digital, today - timedelta(days=1))
    later = (today + timedelta(days=30)).isoformat()
    for name, said in (
        ("postpone", {"due": later}),  # no reason
        ("postpone", {"reason": "Late", "due": (today - timedelta(days=1)).isoformat()}),  # no day ahead
        ("postpone", {"reason": "A law is awaited", "due": later}),
        ("fulfil", {}),
        ("fulfil", {}),  # done already
        ("reopen", {"reason": "It broke", "due": later}),
        ("drop", {}),  # no reason
        ("drop", {"reason": "Not wanted any more"}),
    ):
        assert officer.post(f"{at(one)}move/{name}/", said).status_code == 302
    history = CommitmentMove.everywhere.filter(commitment=one)
    assert [(one.move, one.after) for one in history] == [
        ("pass", "late"),
        ("postpone", "open"),
        ("fulfil", "done"),
        ("reopen", "open"),
        ("drop", "dropped"),
    ]
    assert history[1].reason == "A law is awaited"
    assert history[1].user == digital.members[Role.OFFICER]
    assert history[1].due.isoformat() == later
    with scope.within(digital.organisation):
        assert AuditEntry.objects.filter(action__startswith="commitment.").count() == 4
    assert officer.post(f"{at(one)}move/pass/").status_code == 404
    assert officer.post(f"{at(one)}delete/").status_code == 302
    assert fresh(one).state == "dropped"  # what has a history is not deleted


def test_two_who_move_at_once_make_one_move(digital: Party, officer: Client) -> None:
    one = commitment(digital, timezone.localdate())
    stale = fresh(one)
    officer.post(f"{at(one)}move/fulfil/")
    with scope.within(digital.organisation), pytest.raises(IllegalMove):
        move(stale, TABLE, "drop")
    assert fresh(one).state == "done"


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        (
            "agreement",
            {"title": "M", "kind": "memorandum", "signed": "2026-05-05", "until": "2026-05-04"},
            "before the first",
        ),
        (
            "agreement",
            {"title": "M", "kind": "memorandum", "signed": "2026-05-05", "address": "javascript:x()"},
            "valid URL",
        ),
        (
            "event",
            {"title": "V", "kind": "visit", "first_day": "2026-05-05", "last_day": "2026-05-04"},
            "before the first",
        ),
        ("event", {"title": "V", "kind": "party", "first_day": "2026-05-05"}, "valid choice"),
        ("participation", {"country": "PT"}, "Name the company"),
        ("participation", {"name": "F", "country": "ZZ"}, "valid choice"),
        ("outcome", {"kind": "contract", "on": "2026-05-05"}, "Say what it is"),
        ("outcome", {"kind": "contract", "label": "L", "on": "2026-05-05", "amount": "5"}, "needs its currency"),
        (
            "outcome",
            {"kind": "contract", "label": "L", "on": "2026-05-05", "amount": "5", "currency": "XXQ"},
            "no currency",
        ),
        ("commitment", {"text": "T", "owner": "O", "due": "tomorrow"}, "valid date"),
    ],
)
def test_a_row_that_does_not_hold_is_refused_with_its_reason(
    digital: Party, officer: Client, kind: str, said: dict[str, str], words: str
) -> None:
    answer = officer.post(f"/cooperation/desk/{programme(digital).pk}/{kind}/", said)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_pursuit_is_named_only_of_a_company_that_takes_part_and_has_agreed(
    world: World, digital: Party, officer: Client
) -> None:
    one = programme(digital)
    assert world.ours.pursuit
    said = {"kind": "pursuit", "label": "", "on": "2026-05-05", "pursuit": str(world.ours.pursuit.pk)}
    path = f"/cooperation/desk/{one.pk}/outcome/"
    assert officer.post(path, said).status_code == 422
    with scope.within(digital.organisation):
        made = Programme(name="Export")
        made.save()
        ProgrammeCompany(programme=made, company=world.ours.organisation, agreed=timezone.now()).save()
        Participation(programme=one, company=world.ours.organisation, name="Ours", country="AZ").save()
    assert officer.post(path, said).status_code == 302
    assert Outcome.everywhere.get().label == world.ours.pursuit.title


def test_rows_are_noted_changed_and_deleted(digital: Party, officer: Client) -> None:
    one = programme(digital)
    path = f"/cooperation/desk/{one.pk}/agreement/"
    said = {"title": "Memorandum", "kind": "memorandum", "signed": "2026-05-05"}
    officer.post(path, said)
    row = Agreement.everywhere.get()
    officer.post(f"{path}{row.pk}/", said | {"title": "Protocol", "public": "on"})
    assert Agreement.everywhere.get().public
    officer.post(f"{path}{row.pk}/delete/")
    with scope.within(digital.organisation):
        noted = [entry.action for entry in AuditEntry.objects.filter(action__startswith="agreement.")][::-1]
    assert noted == ["agreement.added", "agreement.changed", "agreement.deleted"]


def test_the_calendar_has_events_with_their_last_day_and_commitments_that_wait(digital: Party, officer: Client) -> None:
    one = filled(digital)
    Commitment.everywhere.filter(text="Secret promise").update(state="done")
    read = icalendar.Calendar.from_ical(officer.get(f"/cooperation/desk/{one.pk}/record.ics").content)
    days = {str(event["summary"]): (event.decoded("dtstart"), event.decoded("dtend")) for event in read.walk("VEVENT")}
    assert days == {
        "Forum: Open forum": (date(2026, 6, 1), date(2026, 6, 4)),
        "Forum: Secret forum": (date(2026, 6, 1), date(2026, 6, 4)),
        "Commitment: Open promise": (date(2026, 1, 31), date(2026, 2, 1)),
    }


def test_a_row_is_told_in_the_readers_language_where_it_is_told_in_it(
    digital: Party, officer: Client, as_user: As
) -> None:
    one = filled(digital, public=True)
    row = Agreement.everywhere.get(title="Open memorandum")
    path = f"/cooperation/desk/{one.pk}/agreement/{row.pk}/"
    said = {"title": "Open memorandum", "place": "Lisbon", "kind": "memorandum", "signed": "2025-05-06", "public": "on"}
    half = officer.post(path, said | {"title_pt": "Memorando aberto"})
    assert half.status_code == 422
    assert "Say this in this language too" in half.content.decode()
    assert officer.post(path, said | {"title_pt": "Memorando aberto", "place_pt": "Lisboa"}).status_code == 302
    assert 'value="Memorando aberto"' in officer.get(path).content.decode()
    pages = {
        language: as_user(None).get(f"/cooperation/{one.slug}/", headers={"accept-language": language}).content.decode()
        for language in ("pt", "az", "en")
    }
    assert 'lang="pt-PT">Memorando aberto' in pages["pt"] or 'lang="pt">Memorando aberto' in pages["pt"]
    assert "Open memorandum" not in pages["pt"]
    for language in ("az", "en"):
        assert 'lang="en">Open memorandum' in pages[language]
    Agreement.everywhere.get(pk=row.pk, title="Open memorandum")  # what a page says is never saved


def test_a_programme_that_changes_its_language_does_not_tell_itself_twice(digital: Party, officer: Client) -> None:
    one = programme(digital)
    said = {"language": "en", "first_country": "PT", "second_country": "AZ", "first_agency": "A", "second_agency": "B"}
    told = {"title_pt": "Ponte", "first_agency_pt": "A", "second_agency_pt": "B"}
    path = f"/cooperation/desk/{one.pk}/edit/"
    assert officer.post(path, said | told | {"title": "Bridge"}).status_code == 302
    assert CooperationProgramme.everywhere.get(pk=one.pk).others["pt"]["title"] == "Ponte"
    assert officer.post(path, said | told | {"title": "Ponte nova", "language": "pt"}).status_code == 302
    assert CooperationProgramme.everywhere.get(pk=one.pk).others == {}


def test_what_came_of_a_visit_stands_under_it_and_leads_to_its_page(
    digital: Party, officer: Client, as_user: As
) -> None:
    one = filled(digital, public=True)
    event = Event.everywhere.get(title="Open forum")
    registry = service(authority(digital.organisation, ("en", "Registry")), "Company registry", level=4)
    path = f"/cooperation/desk/{one.pk}/outcome/"
    said = {"kind": "service", "on": "2026-08-01", "event": event.pk, "service": registry.pk, "public": "on"}
    assert officer.post(path, said).status_code == 302
    assert Outcome.everywhere.get(event=event).label == "Company registry"
    page = as_user(None).get(f"/cooperation/{one.slug}/")
    assert page.context["figures"]["service"] == 1
    assert page.content.decode().count(f'href="/services/{registry.key}"') == 2  # under the forum, and on its own day
    (forum,) = [moment for year in page.context["years"] for moment in year.moments if moment.title == "Open forum"]
    assert [outcome.label for outcome in forum.became] == ["Company registry"]
    elsewhere = service(authority(agency("Second").organisation, ("en", "X")), "Not theirs")
    assert officer.post(path, said | {"service": elsewhere.pk}).status_code == 422


def test_a_late_commitment_is_mailed_once_to_whoever_sees_to_it(digital: Party) -> None:
    today = timezone.localdate()
    one = commitment(digital, today - timedelta(days=1))
    commitment(agency("Second"), today)
    keepers = {digital.members[role].email for role in (Role.OFFICER, Role.ADMINISTRATOR)}
    assert reminding.send_due() == (len(keepers), [])
    assert reminding.send_due() == (0, [])
    assert {mail.to[0] for mail in django_mail.outbox} == keepers
    assert f"/cooperation/desk/{one.programme_id}/commitment/{one.pk}/" in django_mail.outbox[0].body
    later = today - timedelta(days=2)
    Commitment.everywhere.filter(pk=one.pk).update(due=later, user=digital.members[Role.VIEWER])
    assert reminding.send_due() == (1, [])
    assert django_mail.outbox[-1].to == [digital.members[Role.VIEWER].email]
    Commitment.everywhere.filter(pk=one.pk).update(state="done", due=later - timedelta(days=1))
    assert reminding.send_due() == (0, [])


def test_the_brief_says_to_strangers_only_what_they_may_know(digital: Party, officer: Client, as_user: As) -> None:
    one = filled(digital, public=True, summary="What the two do together.")
    Outcome.everywhere.update(event=Event.everywhere.get(title="Secret forum"))
    for client, path, secret in (
        (as_user(None), f"/cooperation/{one.slug}/record.pdf", False),
        (officer, f"/cooperation/desk/{one.pk}/record.pdf", True),
    ):
        answer = client.get(path, headers={"accept-language": "pt"})
        assert answer["Content-Type"] == "application/pdf"
        read = PdfReader(BytesIO(answer.content))
        words = " ".join(page.extract_text() for page in read.pages)
        assert len(read.pages) == 2
        assert "Open promise" in words
        assert ("Secret promise" in words) == secret
        assert ("Secret forum" in words) == secret


def test_the_table_of_moves_is_that_of_the_docs() -> None:
    page = (REPOSITORY / "docs" / "cooperation.md").read_text(encoding="utf-8")
    for row in TABLE.rows():
        assert "| " + " | ".join(f"`{cell}`" if place < 4 else cell for place, cell in enumerate(row)) in page, row
