"""Open data answers who has it already in few bytes, and says under which licence it is."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.desk.calling import published, request_of
from tests.web.world import World

from karavel.web import scope
from karavel.web.desk.calls import amending
from karavel.web.desk.calls.models import Call

pytestmark = pytest.mark.django_db


def addresses(call: Call) -> list[str]:
    return [
        reverse("calls-release", args=[call.slug]),
        reverse("calls-record", args=[call.slug]),
        reverse("opendata-releases"),
        reverse("opendata-records"),
    ]


def content(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else bytes(answer.content)


def test_what_has_not_changed_is_answered_without_its_bytes_until_something_is_published(world: World) -> None:
    call = published(world.ours)
    for address in addresses(call):
        first = Client().get(address)
        again = Client().get(address, headers={"if-none-match": first["ETag"]})
        assert (first.status_code, again.status_code, content(again)) == (200, 304, b""), address
        assert again["Access-Control-Allow-Origin"] == "*"
    tags = [Client().get(address)["ETag"] for address in addresses(call)]
    assert len(set(tags)) == len(tags)
    with scope.within(call.organisation_id):
        amending.cancel(request_of(world.ours), call, "No money.")
    for address, tag in zip(addresses(call), tags, strict=True):
        assert Client().get(address, headers={"if-none-match": tag}).status_code == 200, address


def test_packages_name_the_licence_and_the_policy_that_the_operator_sets(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = published(world.ours)
    assert "license" not in Client().get(addresses(call)[0]).json()
    before = Client().get(addresses(call)[0])["ETag"]
    monkeypatch.setenv("KARAVEL_LICENSE", "https://licence.example/0")
    monkeypatch.setenv("KARAVEL_PUBLICATION_POLICY", "https://policy.example/")
    for address in addresses(call)[:3]:
        package = Client().get(address).json()
        assert (package["license"], package["publicationPolicy"]) == (
            "https://licence.example/0",
            "https://policy.example/",
        )
    assert Client().get(addresses(call)[0])["ETag"] != before


def test_a_line_of_the_bulk_file_is_the_record_of_one_process(world: World) -> None:
    call = published(world.ours)
    (line,) = gzip.decompress(content(Client().get(reverse("opendata-records")))).splitlines()
    assert call.ocid.encode() in line
