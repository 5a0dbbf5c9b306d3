"""Calls, from draft to publication and amendment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.web.desk.calling import buyer, draft, later, published, request_of
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, User
from karavel.web.desk.calls import publishing
from karavel.web.desk.calls.models import Call
from karavel.web.permissions import Role

As = Callable[[User | None], Client]


def officer(world: World, as_user: As) -> Client:
    return as_user(world.ours.members[Role.PROCUREMENT])


def test_a_whole_draft_becomes_public_with_seal_version_and_release(world: World) -> None:
    call = published(world.ours)
    with scope.within(world.ours.organisation):
        assert (call.state, call.version, call.buyer_country) == ("active", 1, "AZ")
        assert len(call.seal.wraps) == 2
        version = call.versions.get(number=1)
        assert version.release["tag"] == ["tender"]
        assert version.release["ocid"] == call.ocid
        assert version.release["tender"]["title_pt"] == "Portal de licenças"
        assert AuditEntry.objects.filter(action="call.published").exists()


def test_every_reason_against_publication_is_told_at_once_and_nothing_happens(world: World, as_user: As) -> None:
    call = draft(world.ours, deadline=later(days=-1), eligibility={}, cpv=[])
    with scope.within(world.ours.organisation):
        call.criteria.update(weight=10)
        call.seats.all().delete()
    answer = officer(world, as_user).post(f"/desk/calls/{call.pk}/publish/")
    page = answer.content.decode()
    assert answer.status_code == 422
    for told in ("deadline has passed", "add up to 20", "who may bid", "CPV code", "there are 0"):
        assert told in page
    call.refresh_from_db()
    assert (call.state, call.published) == ("planned", None)


def test_pages_answer(world: World, as_user: As, lake: object) -> None:
    call, other = published(world.ours), draft(world.ours)
    client = officer(world, as_user)
    for path in (
        "/desk/", "/desk/buyer/", "/desk/calls/new/", f"/desk/calls/{call.pk}/", f"/desk/calls/{other.pk}/edit/",
        f"/desk/calls/{other.pk}/foreign/", f"/desk/calls/{call.pk}/amend/", f"/desk/calls/{call.pk}/export/",
        f"/desk/calls/{other.pk}/export/ocds.json", f"/desk/calls/{call.pk}/export/documents.zip",
        f"/desk/calls/{call.pk}/export/criteria.csv", f"/desk/calls/{call.pk}/export/criteria.xlsx",
        f"/desk/calls/{other.pk}/key/", "/calls/", f"/calls/{call.slug}/", f"/calls/{call.slug}/release.json",
        f"/calls/{call.slug}/record.json", "/opendata/releases.json", "/opendata/records.jsonl.gz", "/calls/feed.atom",
    ):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 200, path
        b"".join(answer)
