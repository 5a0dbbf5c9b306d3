"""Messages: to a real server of mail, once each, in the reader's language, with a way out."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import Message
from itertools import pairwise
from pathlib import Path

import icalendar
import pytest
from django.conf import LazySettings
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from lxml import etree
from tests.web.work.inbox import Inbox, served
from tests.web.world import World, build

from karavel.web import scope
from karavel.web.accounts.models import Membership, User
from karavel.web.alerts import sending
from karavel.web.alerts.claims import TRIES
from karavel.web.alerts.models import Attempt, Told
from karavel.web.permissions import Role
from karavel.web.workspace.models import Delivery, Follow, SavedSearch

As = Callable[[User | None], Client]


@pytest.fixture
def inbox(settings: LazySettings) -> Iterator[Inbox]:
    found = Inbox()
    with served(found) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield found


@pytest.fixture
def search(world: World, lake: Path) -> SavedSearch:
    """A daily search for all markets, saved two months ago."""
    found = world.ours.search
    assert found
    old = timezone.now() - timedelta(days=60)
    changes = {"query": {}, "frequency": "daily", "created": old}
    SavedSearch.everywhere.filter(pk=found.pk).update(**changes)
    return SavedSearch.everywhere.get(pk=found.pk)


def change(search: SavedSearch, **fields: object) -> None:
    SavedSearch.everywhere.filter(pk=search.pk).update(**fields)


def part(mail: Message, kind: str) -> str:
    return str(mail.get_body((kind,)).get_content())  # type: ignore[attr-defined]


def out_of(mail: Message) -> str:
    return str(mail["List-Unsubscribe"]).strip(" <>").removeprefix("http://127.0.0.1:8000")


def test_a_digest_goes_once_however_often_it_is_sent(search: SavedSearch, inbox: Inbox) -> None:
    assert sending.send_due().sent == 1
    assert sending.send_due().messages == ()
    (mail,) = inbox.mails
    assert mail["To"] == "bid-manager@ours.example"
    assert "new lots: Portugal" in mail["Subject"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    told = Told.everywhere.filter(search=search, channel="mail").count()
    assert part(mail, "plain").count("\n* ") == told > 0
    assert 'lang="en"' in part(mail, "html")


def test_the_next_day_tells_only_what_was_not_told(search: SavedSearch, inbox: Inbox) -> None:
    sending.send_due()
    first = set(Told.everywhere.values_list("notice_id", "lot_id"))
    Delivery.everywhere.update(key="daily:before")
    sending.send_due()
    both = Told.everywhere.values_list("notice_id", "lot_id")
    assert len(both) == len(set(both)) >= len(first)
    assert len(inbox.mails) == 2


def test_lots_from_before_the_search_was_saved_are_no_news(search: SavedSearch, inbox: Inbox) -> None:
    change(search, created=timezone.now() + timedelta(days=1))
    assert sending.send_due().messages == ()


def test_a_mail_speaks_its_readers_language(search: SavedSearch, inbox: Inbox, world: World) -> None:
    User.objects.filter(pk=search.user_id).update(language="az")
    sending.send_due()
    (mail,) = inbox.mails
    assert "yeni lot" in mail["Subject"]
    assert 'lang="az"' in part(mail, "html")
    assert "Abunəlikdən çıxın" in part(mail, "plain")


def test_the_last_chance_tells_what_closes_within_a_week_once(search: SavedSearch, inbox: Inbox) -> None:
    change(search, frequency="never", last_chance=True)
    report = sending.send_due()
    assert [one.channel for one in report.messages] == ["last"]
    assert sending.send_due().messages == ()
    assert "Last chance this week" in inbox.mails[0]["Subject"]


def test_who_has_left_gets_nothing(search: SavedSearch, inbox: Inbox) -> None:
    Membership.objects.filter(user=search.user).delete()
    assert sending.send_due().messages == ()


def test_a_failure_is_recorded_and_tried_again_later(search: SavedSearch, inbox: Inbox) -> None:
    inbox.refusing = True
    assert sending.send_due().failed == 1
    assert sending.send_due().messages == ()
    delivery = Delivery.everywhere.get()
    assert (delivery.failures, delivery.sent) == (1, None)
    assert delivery.error
    assert not Told.everywhere.exists()
    inbox.refusing = False
    Attempt.everywhere.update(next_try=timezone.now())
    assert sending.send_due().sent == 1


def test_it_is_given_up_after_some_tries(search: SavedSearch, inbox: Inbox) -> None:
    inbox.refusing = True
    waits = []
    for _ in range(TRIES):
        Attempt.everywhere.update(next_try=None)
        report = sending.send_due()
        waits.append(Attempt.everywhere.get().next_try or timezone.now())
    assert report.given_up == 1
    assert all(before < after for before, after in pairwise(waits))
    Attempt.everywhere.update(next_try=None)
    assert sending.send_due().messages == ()


def test_a_run_that_died_lets_go(search: SavedSearch, inbox: Inbox) -> None:
    sending.send_due()
    Delivery.everywhere.update(sent=None)
    Told.everywhere.all().delete()
    Attempt.everywhere.update(held_until=timezone.now() + timedelta(minutes=1))
    assert sending.send_due().messages == ()
    Attempt.everywhere.update(held_until=timezone.now() - timedelta(seconds=1))
    assert sending.send_due().sent == 1


def at_once(runs: int) -> None:
    """Runs in threads that begin together."""
    start = threading.Barrier(runs)

    def run() -> None:
        start.wait()
        sending.send_due()
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(runs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_runs_at_the_same_time_send_once(lake: Path, inbox: Inbox) -> None:
    world = build()
    assert world.ours.search
    change(world.ours.search, query={}, frequency="daily", created=timezone.now() - timedelta(days=60))
    if connection.vendor == "sqlite":  # in memory there is but one connection; test_alerts_command.py has a file
        for _ in range(4):
            sending.send_due()
    else:
        at_once(4)
    assert len(inbox.mails) == 1
    assert Delivery.everywhere.get().sent


def test_out_in_one_click_and_never_by_looking(search: SavedSearch, inbox: Inbox, as_user: As) -> None:
    sending.send_due()
    link = out_of(inbox.mails[0])
    stranger = Client(enforce_csrf_checks=True)
    assert "Stop these mails" in stranger.get(link).content.decode()
    assert SavedSearch.everywhere.get(pk=search.pk).frequency == "daily"
    for _ in range(2):
        answer = stranger.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
    assert SavedSearch.everywhere.get(pk=search.pk).frequency == "never"
    assert stranger.post(link[:-3] + "x/").status_code == 404


def test_a_change_of_a_followed_lot_is_told_once_and_can_be_stopped(
    world: World, lake: Path, inbox: Inbox, as_user: As
) -> None:
    user = world.ours.members[Role.VIEWER]
    client = as_user(user)
    page = client.get("/opportunities/").content.decode()
    found = re.search(r'name="notice_id" value="([^"]+)"[^>]*><input[^>]*name="lot_id" value="([^"]*)"', page)
    assert found
    client.post("/opportunities/follow/", {"notice_id": found[1], "lot_id": found[2], "follow": "1"})
    follow = Follow.everywhere.get()
    assert sending.send_due().messages == ()
    Follow.everywhere.update(seen=follow.seen | {"deadline": "2020-01-01"})
    assert sending.send_due().sent == 1
    assert sending.send_due().messages == ()
    assert "The deadline moved" in part(inbox.mails[0], "plain")
    Client().post(out_of(inbox.mails[0]))
    Follow.everywhere.update(seen=follow.seen | {"deadline": "2020-01-02"})
    Delivery.everywhere.all().delete()
    assert sending.send_due().messages == ()


def test_a_feed_and_a_calendar_by_addresses_that_can_be_revoked(search: SavedSearch, as_user: As) -> None:
    client = as_user(search.user)
    client.post(f"/searches/{search.pk}/alerts/feed/")
    page = client.get(f"/searches/{search.pk}/alerts/").content.decode()
    feed, days = re.findall(r'value="http://testserver(/feeds/[^"]+)"', page)
    entries = etree.fromstring(Client().get(feed).content).findall("{*}entry")
    assert entries
    assert len({entry.findtext("{*}id") for entry in entries}) == len(entries)
    calendar = icalendar.Calendar.from_ical(Client().get(days).content)
    assert calendar.walk("VEVENT")
    client.post(f"/searches/{search.pk}/alerts/feed/")
    assert Client().get(feed).status_code == 404
    client.post(f"/searches/{search.pk}/alerts/feed/drop/")
    assert Client().get("/feeds/.atom").status_code == 404
    with scope.within(search.organisation):
        assert SavedSearch.objects.get(pk=search.pk).feed_digest == ""


def test_an_address_of_nothing_opens_no_search_without_one(search: SavedSearch) -> None:
    assert SavedSearch.everywhere.filter(feed_digest="").exists()
    for token in ("x", "0" * 64):
        assert Client().get(f"/feeds/{token}.atom").status_code == 404
