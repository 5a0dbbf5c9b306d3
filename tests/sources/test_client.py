"""The client is polite, patient and careful; it tells in a sentence what a server did wrong."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sources.played import Answer, Waits, in_turn, playing

from karavel.errors import SourceError, UsageError
from karavel.sources import addresses
from karavel.sources.client import Client, Manners


def asked_for(*answers: Answer, **manners: Any) -> tuple[dict[str, Any] | str, list[float], int]:
    """What the client got or raised, its waits, and how often the server was asked."""
    waits = Waits()
    with playing(in_turn(*answers)) as server, waits.client(**manners) as client:
        try:
            got: dict[str, Any] | str = client.post_json(f"{server.address}/x", {"a": 1})
        except SourceError as error:
            got = str(error)
        return got, waits, len(server.asked)


OK = Answer(body=b'{"ok": true}')


def test_it_says_who_it_is_and_asks_for_plain_bytes() -> None:
    waits = Waits()
    with playing(in_turn(OK)) as server, waits.client() as client:
        client.post_json(f"{server.address}/x", {"a": 1})
        (asked,) = server.asked
    assert asked.headers["User-Agent"].startswith("Karavel/")
    assert asked.headers["Accept-Encoding"] == "identity"
    assert asked.body == {"a": 1}


def test_it_keeps_its_distance() -> None:
    waits: list[float] = []
    now = iter([0.0, 0.0, 0.3, 1.0, 5.0, 5.0])
    client = Client(Manners(distance=1.0), sleep=waits.append, clock=lambda: next(now))
    with playing(in_turn(OK)) as server, client:
        for _ in range(3):
            client.post_json(f"{server.address}/x", {})
    assert waits == [0.7]


def test_it_waits_as_long_as_it_is_asked_to() -> None:
    got, waits, count = asked_for(Answer(429, headers={"Retry-After": "7"}), OK)
    assert (got, waits, count) == ({"ok": True}, [7.0], 2)


def test_a_time_to_wait_for_is_measured_by_the_servers_clock() -> None:
    later = Answer(503, headers={"Retry-After": "Tue, 24 Nov 2026 08:00:09 GMT"})
    assert asked_for(later, OK)[1] == [9.0]


def test_it_does_not_wait_for_a_day() -> None:
    got, waits, count = asked_for(Answer(429, headers={"Retry-After": "86400"}), OK)
    assert isinstance(got, str)
    assert "asks to wait 86400 s" in got
    assert (waits, count) == ([], 1)


def test_faults_of_the_server_are_tried_again_after_longer_and_longer_waits() -> None:
    got, waits, count = asked_for(Answer(500), Answer(502), OK)
    assert (got, waits, count) == ({"ok": True}, [2.0, 4.0], 3)


def test_it_gives_up_in_words() -> None:
    got, waits, count = asked_for(Answer(500), attempts=3)
    assert isinstance(got, str)
    assert "could not be reached in 3 attempts (it answered 500" in got
    assert (waits, count) == ([2.0, 4.0], 3)


def test_a_server_that_is_not_there_is_told() -> None:
    with Waits().client(attempts=2) as client, pytest.raises(SourceError, match="could not be reached in 2 attempts"):
        client.post_json("http://127.0.0.1:1/x", {})


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(404), "answered 404"),
        (Answer(body=b"<html>Sorry</html>"), "no JSON object"),
        (Answer(body=b"[1]"), "no JSON object"),
        (Answer(202, headers={"x-amzn-waf-action": "challenge"}), "challenge for browsers"),
    ],
)
def test_an_answer_that_is_none_is_told_at_once(answer: Answer, words: str) -> None:
    got, _, count = asked_for(answer)
    assert isinstance(got, str)
    assert words in got
    assert count == 1


def test_a_broken_answer_is_asked_for_again() -> None:
    got, _, count = asked_for(Answer(body=OK.body, cut=4), OK)
    assert (got, count) == ({"ok": True}, 2)


def test_redirects_within_a_host_are_followed() -> None:
    got, _, count = asked_for(Answer(307, headers={"Location": "/y"}), OK)
    assert (got, count) == ({"ok": True}, 2)


def test_redirects_without_end_are_told() -> None:
    got = asked_for(Answer(302, headers={"Location": "/x"}))[0]
    assert isinstance(got, str)
    assert "redirects more than 5 times" in got


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/x",
        "https://127.0.0.1/x",
        "https://169.254.169.254/latest",
        "https://[::1]/x",
        "file:///etc/passwd",
    ],
)
def test_redirects_into_private_networks_or_other_schemes_are_refused(location: str) -> None:
    got, _, count = asked_for(Answer(302, headers={"Location": location}), OK)
    assert isinstance(got, str)
    assert "was not followed" in got
    assert count == 1


def test_a_step_down_to_http_is_refused() -> None:
    with pytest.raises(SourceError, match="not https"):
        addresses.redirected("https://ted.example/x", "http://ted.example/x")


def test_another_public_host_is_followed_over_https(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"files.example": "93.184.215.14", "inside.example": "192.168.1.1"}
    monkeypatch.setattr("socket.getaddrinfo", lambda host, _: [(0, 0, 0, "", (known[host], 0))])
    assert addresses.redirected("https://a.example/x", "https://files.example/y") == "https://files.example/y"
    with pytest.raises(SourceError, match="no public https address"):
        addresses.redirected("https://a.example/x", "https://inside.example/y")


@pytest.mark.parametrize("address", ["ftp://x.example/a", "/etc/passwd", "https:///x"])
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="is no web address"):
        addresses.checked(address)
