"""Webhooks: signed, and to the public internet only."""

from __future__ import annotations

import hmac
import ipaddress
import json
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.world import World

from karavel.web.accounts.models import User
from karavel.web.alerts import outward, sending
from karavel.web.alerts.claims import TRIES
from karavel.web.alerts.models import Attempt
from karavel.web.permissions import Role
from karavel.web.workspace.models import Delivery, SavedSearch

As = Callable[[User | None], Client]

PRIVATE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1",
]  # fmt: skip


@pytest.mark.parametrize("text", PRIVATE)
def test_an_address_that_is_not_public_is_seen(text: str) -> None:
    assert not outward.public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_a_public_address_is_let_through(text: str) -> None:
    assert outward.public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/latest/meta-data",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://user:password@example.org/",
        "https://example.org:22/",
        "https://example.org:99999/",
        "https:///nowhere",
        "https://1.1.1.1/\x7f",
        "gopher://x",
        "https://no-such-host.invalid/",
    ],
)
def test_an_address_that_leads_inside_is_refused(world: World, as_user: As, url: str) -> None:
    search = world.ours.search
    assert search
    answer = as_user(world.ours.members[Role.BID_MANAGER]).post(
        f"/searches/{search.pk}/alerts/webhook/", {"webhook": url}
    )
    assert answer.status_code == 422
    assert SavedSearch.everywhere.get(pk=search.pk).webhook == ""


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
    """A name that resolves otherwise each time."""
    left = list(answers)

    def getaddrinfo(host: str, port: int, **_more: Any) -> list[Any]:
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def test_a_name_is_refused_for_any_private_address_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["1.1.1.1", "10.0.0.1"])
    with pytest.raises(outward.Refused):
        outward.post("https://rebinding.example/", b"{}", {})


def test_a_name_that_turns_inside_later_is_refused_when_it_is_used(
    ready: SavedSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    SavedSearch.everywhere.filter(pk=ready.pk).update(webhook="https://turning.example/")
    resolving(monkeypatch, ["127.0.0.1"])
    report = sending.send_due()
    assert report.failed == 1
    assert "public internet" in report.messages[0].error


class Heard:
    """A server that keeps what it was posted; ``answers`` are the statuses that it gives."""

    def __init__(self) -> None:
        self.posts: list[tuple[dict[str, str], bytes]] = []
        self.answers = [204]
        heard = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                heard.posts.append((dict(self.headers), body))
                self.send_response(heard.answers.pop(0) if len(heard.answers) > 1 else heard.answers[0])
                self.send_header("Location", "http://127.0.0.1:1/inside")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    """A server on this machine, which counts as public for the time of a test."""
    found = Heard()
    port = found.server.server_address[1]
    monkeypatch.setattr(outward, "public", lambda address: str(address) == "127.0.0.1")
    monkeypatch.setattr(outward, "_ALLOWED_PORTS", frozenset({port}))
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def ready(world: World, lake: Path) -> SavedSearch:
    """A search with news and a secret."""
    assert world.ours.search
    old = timezone.now() - timedelta(days=60)
    SavedSearch.everywhere.filter(pk=world.ours.search.pk).update(query={}, created=old, webhook_secret="s" * 48)
    return SavedSearch.everywhere.get(pk=world.ours.search.pk)


def aim(search: SavedSearch, heard: Heard) -> None:
    url = f"http://127.0.0.1:{heard.server.server_address[1]}/hook"
    SavedSearch.everywhere.filter(pk=search.pk).update(webhook=url)


def test_news_are_posted_once_and_signed(ready: SavedSearch, heard: Heard) -> None:
    aim(ready, heard)
    assert sending.send_due().sent == 1
    (headers, body), *more = heard.posts
    while sending.send_due().sent:
        pass
    said = [lot["notice_id"] + lot["lot_id"] for _headers, post in heard.posts for lot in json.loads(post)["lots"]]
    assert more == []
    assert len(said) == len(set(said)) > 0
    signed = f"{headers['Karavel-Timestamp']}.".encode() + body
    assert headers["Karavel-Signature"] == "v1=" + hmac.new(b"s" * 48, signed, sha256).hexdigest()
    assert abs(int(headers["Karavel-Timestamp"]) - timezone.now().timestamp()) < 60


def test_a_host_in_letters_of_its_own_is_named_as_the_web_names_it(
    ready: SavedSearch, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outward, "resolved", lambda _parts: ipaddress.ip_address("127.0.0.1"))
    port = heard.server.server_address[1]
    outward.post(f"http://xəzər.example:{port}/hook", b"{}", {})
    assert heard.posts[0][0]["Host"] == f"xn--xzr-dtbb.example:{port}"


def test_a_webhook_that_was_given_up_speaks_again_after_its_longest_wait(ready: SavedSearch, heard: Heard) -> None:
    aim(ready, heard)
    heard.answers = [500]
    for _ in range(TRIES):
        Attempt.everywhere.update(next_try=None)
        assert sending.send_due().sent == 0
    heard.answers = [204]
    Attempt.everywhere.update(next_try=timezone.now() + timedelta(hours=1))
    assert sending.send_due().messages == ()
    Attempt.everywhere.update(next_try=timezone.now())
    assert sending.send_due().sent == 1
    assert len({headers["Karavel-Delivery"] for headers, _body in heard.posts}) == 2


def test_a_redirect_is_not_followed_and_a_failure_is_tried_again(ready: SavedSearch, heard: Heard) -> None:
    aim(ready, heard)
    heard.answers = [302, 500, 204]
    for failures in (1, 2):
        assert sending.send_due().failed == 1
        assert sending.send_due().messages == ()
        delivery = Delivery.everywhere.get()
        assert delivery.failures == failures
        Attempt.everywhere.update(next_try=timezone.now())
    assert sending.send_due().sent == 1
    assert len(heard.posts) == 3
    assert len({headers["Karavel-Delivery"] for headers, _body in heard.posts}) == 1
