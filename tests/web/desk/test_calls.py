"""Calls, from draft to publication and amendment."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.procurement.releases.schemas import load
from tests.web.desk.calling import buyer, draft, later, published, request_of
from tests.web.desk.needs import consultation, need
from tests.web.world import World

from karavel.errors import IllegalMove
from karavel.notices.model import Level
from karavel.procurement import sealing
from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, Membership, User
from karavel.web.desk import ticking
from karavel.web.desk.bids.models import Bid
from karavel.web.desk.calls import checking, found, opendata, publishing
from karavel.web.desk.calls.models import Call, CallDocument, CallQuestion
from karavel.web.desk.calls.sections import SECTIONS, is_rows
from karavel.web.desk.home.buyer import LEVELS
from karavel.web.desk.needs.models import Need
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


def test_two_who_publish_at_once_publish_once(world: World) -> None:
    call = draft(world.ours)
    with scope.within(world.ours.organisation):
        publishing.publish(request_of(world.ours), call)
        with pytest.raises(IllegalMove):
            publishing.publish(request_of(world.ours), call)
        assert call.versions.count() == 1


def test_a_need_with_its_words_becomes_a_draft_and_is_called_by_its_publication(world: World, as_user: As) -> None:
    buyer(world.ours)
    wanted = need(world.ours)
    Need.everywhere.filter(pk=wanted.pk).update(state="ready", cpv=["72212000"])
    client = officer(world, as_user)
    first, second = (client.post(f"/desk/calls/from-need/{wanted.pk}/")["Location"] for _ in range(2))
    assert first == second
    call = Call.everywhere.get()
    assert (call.title, call.cpv, call.need_id) == ({"en": wanted.title}, ["72212000"], wanted.pk)
    ready = draft(world.ours, need=wanted)
    with scope.within(world.ours.organisation):
        publishing.publish(request_of(world.ours), ready)
        assert [version.stage for version in ready.versions.all()] == ["planning", "tender"]
    wanted.refresh_from_db()
    assert wanted.state == "called"


def posted(call: Call, **changes: str) -> dict[str, str]:
    """An amendment's form as the browser would send it, with some fields changed."""
    sent: dict[str, str] = {"reason-reason": "The ministry asked for it."}
    with scope.within(call.organisation_id):
        for section in SECTIONS:
            bound: Any = section.make(call, None)
            for form in [*bound.forms, bound.management_form] if is_rows(bound) else [bound]:
                for field in form:
                    value = field.value()
                    if isinstance(value, dict):
                        sent |= {f"{field.html_name}-{code}": text for code, text in value.items()}
                    elif isinstance(value, datetime):
                        sent[field.html_name] = f"{value:%Y-%m-%dT%H:%M}"
                    elif isinstance(value, list) and value:
                        sent[field.html_name] = "\n".join(value)
                    elif value not in (None, False, []):
                        sent[field.html_name] = "on" if value is True else str(value)
    return sent | changes


def test_an_amendment_is_a_version_with_its_changes_and_reason(world: World, as_user: As) -> None:
    call = published(world.ours)
    new = timezone.localtime(later(days=47), ZoneInfo("Asia/Baku"))
    sent = posted(call, **{"timetable-deadline": f"{new:%Y-%m-%dT%H:%M}", "criteria-1-name-en": "Quality of the team"})
    answer = officer(world, as_user).post(f"/desk/calls/{call.pk}/amend/", sent)
    assert answer.status_code == 302, answer.content.decode()
    with scope.within(world.ours.organisation):
        version = call.versions.get(number=2)
    assert {(one["of"], one["field"]) for one in version.changes} == {("call", "deadline"), ("criterion", "name")}
    assert version.release["tag"] == ["tenderAmendment"]
    amendment = version.release["tender"]["amendments"][0]
    assert amendment["rationale"] == "The ministry asked for it."
    assert "Quality of the team" in amendment["description"]
    page = as_user(None).get(f"/calls/{call.slug}/").content.decode()
    assert "The ministry asked for it." in page
    assert "Quality of the team" in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Nothing has changed."),
        ({"criteria-1-weight": "50"}, "add up to 90"),
        ({"timetable-deadline": "2000-01-01T10:00"}, "later moment only"),
        ({"who-eligibility-en": "Firms of Portugal."}, "must read anew"),
    ],
)
def test_an_amendment_that_does_not_hold_changes_nothing(
    world: World, as_user: As, changes: dict[str, str], told: str
) -> None:
    call = published(world.ours)
    sent = posted(call, **changes)
    if "timetable-deadline" in changes:
        sent["timetable-enquiries_until"] = ""
    answer = officer(world, as_user).post(f"/desk/calls/{call.pk}/amend/", sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    with scope.within(world.ours.organisation):
        fresh = Call.objects.get(pk=call.pk)
        assert (fresh.version, fresh.eligibility, fresh.deadline) == (1, call.eligibility, call.deadline)
        assert fresh.criteria.get(place=1).weight == 60


def test_no_form_adds_a_lot_to_a_published_call_or_lets_bids_go_elsewhere(world: World, as_user: As) -> None:
    call = published(world.ours)
    sent = posted(call, **{"what-reference": "7/2026", "lots-TOTAL_FORMS": "2", "lots-1-title-en": "Another lot"})
    sent.pop("who-seals")
    assert officer(world, as_user).post(f"/desk/calls/{call.pk}/amend/", sent).status_code == 302
    with scope.within(world.ours.organisation):
        fresh = Call.objects.get(pk=call.pk)
        assert (fresh.lots.count(), fresh.seals, fresh.reference) == (1, True, "7/2026")


def test_a_cancelled_call_says_why_and_stays_readable(world: World, as_user: As) -> None:
    call = published(world.ours)
    client = officer(world, as_user)
    client.post(f"/desk/calls/{call.pk}/cancel/", {"reason": "The budget was cut."})
    assert "The budget was cut." in as_user(None).get(f"/calls/{call.slug}/").content.decode()
    record = as_user(None).get(f"/calls/{call.slug}/record.json").json()
    assert record["records"][0]["compiledRelease"]["tender"]["status"] == "cancelled"
    assert client.post(f"/desk/calls/{call.pk}/cancel/", {"reason": "Again."}).status_code == 409
    assert client.get(f"/desk/calls/{call.pk}/amend/").status_code == 409


def test_a_call_is_closed_once_its_deadline_has_passed_whoever_looks_first(world: World, as_user: As) -> None:
    call = published(world.ours)
    Call.everywhere.filter(pk=call.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    page = as_user(None).get(f"/calls/{call.slug}/").content.decode()
    call.refresh_from_db()
    assert call.state == "closed"
    assert "Questions are not taken any more." in page
    assert ticking.tick().closed == ()
    with scope.within(world.ours.organisation):
        assert AuditEntry.objects.filter(action="call.closed").count() == 1


def test_the_clock_closes_by_cron_as_well(world: World) -> None:
    call = published(world.ours)
    Call.everywhere.filter(pk=call.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    assert ticking.tick().closed == (call.ocid,)
    assert ticking.tick().closed == ()


def test_a_question_is_answered_for_everybody_and_names_nobody(world: World, as_user: As) -> None:
    call = published(world.ours)
    asker = as_user(world.others.members[Role.BID_MANAGER])
    for _ in range(2):
        asker.post(f"/calls/{call.slug}/ask/", {"language": "en", "text": "May Others bid in Portuguese?"})
    question = CallQuestion.everywhere.get()
    client = officer(world, as_user)
    page = client.get(f"/desk/calls/{call.pk}/").content.decode()
    assert "bid in Portuguese?" in page
    assert "bid-manager@others" not in page
    assert "bid in Portuguese?" not in as_user(None).get(f"/calls/{call.slug}/").content.decode()
    said = {"text": "May one bid in Portuguese?", "answer-en": "No, in English."}
    assert client.post(f"/desk/calls/{call.pk}/questions/{question.pk}/", said).status_code == 302
    page = as_user(None).get(f"/calls/{call.slug}/").content.decode()
    assert "May one bid in Portuguese?" in page
    assert "No, in English." in page
    with scope.within(world.ours.organisation):
        assert not AuditEntry.objects.filter(action="call.question").exclude(actor=None).exists()


def test_a_question_after_the_last_moment_is_refused(world: World, as_user: As) -> None:
    call = published(world.ours)
    Call.everywhere.filter(pk=call.pk).update(enquiries_until=timezone.now() - timedelta(seconds=1))
    as_user(world.others.members[Role.BID_MANAGER]).post(
        f"/calls/{call.slug}/ask/", {"language": "en", "text": "Too late?"}
    )
    assert not CallQuestion.everywhere.exists()


def test_followers_hear_once_of_each_change_and_not_after_they_said_no(
    world: World, as_user: As, lake: Path, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    call = published(world.ours)
    follower = world.others.members[Role.BID_MANAGER]
    as_user(follower).post(f"/calls/{call.slug}/follow/", {"follow": "1"})
    client = officer(world, as_user)
    client.post(f"/desk/calls/{call.pk}/amend/", posted(call, **{"what-reference": "8/2026"}))
    assert (ticking.tick().sent, ticking.tick().sent) == (1, 0)
    mail = mailoutbox[0]
    assert (mail.to, "8/2026" in str(mail.body)) == ([follower.email], True)
    for path in ("/calls/", "/today/"):
        assert "changed since you looked" in as_user(follower).get(path).content.decode()
    out = mail.extra_headers["List-Unsubscribe"].strip("<>")
    assert as_user(None).post(urlsplit(out).path).status_code == 200
    call.refresh_from_db()
    client.post(f"/desk/calls/{call.pk}/amend/", posted(call, **{"what-reference": "9/2026"}))
    assert ticking.tick().sent == 0


def test_a_member_keeps_the_only_secret_half_of_their_key(world: World, as_user: As) -> None:
    call = draft(world.ours)
    with scope.within(world.ours.organisation):
        call.seats.update(recipient="")
    page = officer(world, as_user).post(f"/desk/calls/{call.pk}/key/").content.decode()
    secret = re.search(r"AGE-SECRET-KEY-1[0-9A-Z]+", page)
    assert secret
    with scope.within(world.ours.organisation):
        seat = call.seats.get(user=world.ours.members[Role.PROCUREMENT])
        assert seat.recipient == sealing.Identity.of(secret[0]).recipient
        assert secret[0] not in str(list(AuditEntry.objects.values_list("details", flat=True)))
    assert secret[0] not in officer(world, as_user).get(f"/desk/calls/{call.pk}/key/").content.decode()
    assert officer(world, as_user).post(f"/desk/calls/{call.pk}/key/").status_code == 302  # one key, unless it is lost


def test_no_administrator_gets_a_seat_or_keeps_it(world: World, as_user: As) -> None:
    call = draft(world.ours)
    administrator = world.ours.members[Role.ADMINISTRATOR]
    officer(world, as_user).post(f"/desk/calls/{call.pk}/seats/", {"user": administrator.pk, "part": "member"})
    with scope.within(world.ours.organisation):
        assert not call.seats.filter(user=administrator).exists()
        world.ours.membership(Role.VIEWER)
        Membership.objects.filter(user=world.ours.members[Role.VIEWER]).update(role=Role.ADMINISTRATOR)
        with pytest.raises(publishing.NotReady, match="may not sit on the committee"):
            publishing.publish(request_of(world.ours), call)


def test_a_buyer_that_a_platform_binds_takes_no_bids_here(world: World) -> None:
    buyer(world.ours, platform="etender.gov.az", unbound_reason="")
    call = draft(world.ours)
    with scope.within(world.ours.organisation), pytest.raises(publishing.NotReady, match=r"bound to etender\.gov\.az"):
        publishing.publish(request_of(world.ours), call)


def test_a_draft_is_nowhere_public(world: World, as_user: As) -> None:
    call, stranger = draft(world.ours), as_user(None)
    assert call.slug not in stranger.get("/calls/").content.decode()
    for path in ("", "release.json", "record.json"):
        assert stranger.get(f"/calls/{call.slug}/{path}").status_code == 404
    assert stranger.get("/opendata/releases.json").json()["releases"] == []
    assert gzip.decompress(b"".join(stranger.get("/opendata/records.jsonl.gz"))) == b""


def test_bulk_data_have_every_call_and_lead_on(world: World, as_user: As, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = [published(world.ours), published(world.others)]
    monkeypatch.setattr(opendata, "PAGE", 1)
    first = as_user(None).get("/opendata/releases.json").json()
    second = as_user(None).get(f"/opendata/releases.json?{urlsplit(first['links']['next']).query}").json()
    assert {one["releases"][0]["ocid"] for one in (first, second)} == {call.ocid for call in calls}
    lines = gzip.decompress(b"".join(as_user(None).get("/opendata/records.jsonl.gz"))).splitlines()
    assert {json.loads(line)["ocid"] for line in lines} == {call.ocid for call in calls}
    assert as_user(None).get("/opendata/releases.json?page=3").status_code == 404


def test_the_timetable_is_told_finding_by_finding_while_it_is_written(world: World, as_user: As) -> None:
    call = draft(world.ours)
    soon = timezone.localtime(later(days=12), ZoneInfo("Asia/Baku"))
    sent = {
        "timetable-time_zone": "Asia/Baku",
        "timetable-regime": "PT",
        "timetable-facts": "published_oj",
        "timetable-deadline": f"{soon:%Y-%m-%dT%H:%M}",
        "timetable-standstill_days": "10",
    }
    page = officer(world, as_user).post(f"/desk/calls/{call.pk}/check/", sent).content.decode()
    assert "Too short by" in page
    assert "136" in page
    call.refresh_from_db()
    assert call.regime == ""


@pytest.mark.parametrize(("value", "words", "above"), [(60_000, "135", False), (600_000, "136", True)])
def test_a_value_at_the_union_s_threshold_brings_its_periods_whatever_the_officer_says(
    world: World, as_user: As, value: int, words: str, above: bool
) -> None:
    """Ten days are enough for six, and not for the thirty of a call that has to stand in the Official Journal."""
    buyer(world.ours, country="PT", time_zone="Europe/Lisbon")
    call = draft(world.ours, regime="PT", value=value)
    soon = timezone.localtime(later(days=10), ZoneInfo("Europe/Lisbon"))
    sent = {
        "timetable-time_zone": "Europe/Lisbon",
        "timetable-regime": "PT",
        "timetable-deadline": f"{soon:%Y-%m-%dT%H:%M}",
        "timetable-standstill_days": "10",
    }
    page = officer(world, as_user).post(f"/desk/calls/{call.pk}/check/", sent).content.decode()
    assert words in page
    assert ("threshold" in page, "Too short by" in page) == (above, above)


def test_the_verdict_for_a_foreign_bidder_names_its_article(world: World, as_user: As, lake: object) -> None:
    call = draft(world.ours)
    page = officer(world, as_user).get(f"/desk/calls/{call.pk}/foreign/?country=PT").content.decode()
    assert "Law on Public Procurement of 14 Jul 2023" in page
    assert "admitted" in page


def test_levels_of_buyers_are_those_of_the_law_data() -> None:
    assert [level for level, _words in LEVELS] == list(get_args(Level))


@pytest.mark.parametrize("name", ["terms.exe", "terms.pdf"])
def test_a_document_that_is_not_what_it_says_is_refused(world: World, as_user: As, name: str) -> None:
    call = draft(world.ours)
    file = SimpleUploadedFile(name, b"MZ\x90\x00 not a PDF")
    sent = {"file": file, "kind": "biddingDocuments", "language": "en"}
    officer(world, as_user).post(f"/desk/calls/{call.pk}/documents/", sent)
    with scope.within(world.ours.organisation):
        assert not call.documents.exists()


def test_documents_of_a_public_call_are_downloads_for_everybody(world: World, as_user: As) -> None:
    call = draft(world.ours)
    file = SimpleUploadedFile("../../terms<b>.pdf", b"%PDF-1.7 terms")
    sent = {"file": file, "title": "Terms", "kind": "biddingDocuments", "language": "en"}
    officer(world, as_user).post(f"/desk/calls/{call.pk}/documents/", sent)
    with scope.within(world.ours.organisation):
        document = call.documents.get()
        path = f"/calls/{call.slug}/documents/{document.pk}/"
        assert as_user(None).get(path).status_code == 404
        publishing.publish(request_of(world.ours), call)
    answer = as_user(None).get(path)
    assert b"".join(answer) == b"%PDF-1.7 terms"
    assert answer["Content-Disposition"].startswith("attachment")
    packed = officer(world, as_user).get(f"/desk/calls/{call.pk}/export/documents.zip")
    with ZipFile(BytesIO(b"".join(packed))) as whole:
        assert whole.namelist() == ["01 terms_b_.pdf"]


def test_each_release_is_valid_and_compiles_to_one_record(world: World, as_user: As, shared: Path) -> None:
    schemas = load(shared)
    wanted = consultation(world.ours).need
    call = published(world.ours, need=wanted, legal_basis="32014L0024", award_planned=later(days=60).date())
    client = officer(world, as_user)
    assert client.post(f"/desk/calls/{call.pk}/amend/", posted(call, **{"what-reference": "7/2026"})).status_code == 302
    client.post(f"/desk/calls/{call.pk}/cancel/", {"reason": "The budget was cut."})
    package = as_user(None).get(f"/calls/{call.slug}/release.json").json()
    assert [one["tag"] for one in package["releases"]] == [
        ["planning"], ["tender"], ["tenderAmendment"], ["tenderCancellation"]
    ]  # fmt: skip
    assert package["releases"][0]["planning"]["milestones"][0]["id"] == "consultation"
    assert schemas.errors(package, package="release-package") == []
    assert [error for one in package["releases"] for error in schemas.errors(one)] == []
    record = as_user(None).get(f"/calls/{call.slug}/record.json").json()
    assert schemas.errors(record, package="record-package") == []
    assert len(record["records"]) == 1


def said_in_section(call: Call, name: str, **changes: str) -> dict[str, str]:
    """What the editor sends for one section."""
    return {key: value for key, value in posted(call, **changes).items() if key.startswith(f"{name}-")}


@pytest.mark.parametrize(
    ("section", "changes", "told"),
    [
        ("what", {"what-cpv": "7221200"}, "has 7 digits"),
        ("what", {"what-title-en": ""}, "Say it in English."),
        ("what", {"what-value_currency": ""}, "Choose the currency"),
        ("lots", {"lots-0-place": "Lisbon"}, "NUTS code"),
        ("lots", {"lots-0-description-pt": "Só em português"}, "Say it in English."),
        ("criteria", {"criteria-0-formula": ""}, "Choose how a price becomes points."),
        ("criteria", {"criteria-1-threshold": "120"}, "more than the highest points"),
        ("who", {"who-bid_languages": "english"}, "No language of ISO 639-1"),
        ("timetable", {"timetable-time_zone": "Mars/Olympus"}, "Select a valid choice"),
    ],
)
def test_each_mistake_is_told_at_its_place_and_nothing_is_saved(
    world: World, as_user: As, section: str, changes: dict[str, str], told: str
) -> None:
    call = draft(world.ours)
    sent = said_in_section(call, section, **changes)
    answer = officer(world, as_user).post(f"/desk/calls/{call.pk}/edit/{section}/", sent)
    assert answer.status_code == 422
    assert told in html.unescape(answer.content.decode())
    with scope.within(world.ours.organisation):
        fresh = Call.objects.get(pk=call.pk)
        assert (fresh.title, fresh.cpv, fresh.lots.get().place) == (call.title, call.cpv, "")


def test_a_section_is_saved_by_itself_with_moments_of_its_own_zone(world: World, as_user: As) -> None:
    call = draft(world.ours)
    changes = {"timetable-time_zone": "Europe/Lisbon", "timetable-deadline": "2031-07-01T12:00"}
    sent = said_in_section(call, "timetable", **changes)
    assert officer(world, as_user).post(f"/desk/calls/{call.pk}/edit/timetable/", sent).status_code == 302
    fresh = Call.everywhere.get(pk=call.pk)
    assert fresh.deadline == datetime(2031, 7, 1, 11, tzinfo=UTC)
    assert fresh.title == call.title


def test_a_new_lot_gets_the_next_number(world: World, as_user: As) -> None:
    call = draft(world.ours)
    changes = {"lots-TOTAL_FORMS": "2", "lots-1-title-en": "Support", "lots-1-cpv": "72250000"}
    sent = said_in_section(call, "lots", **changes)
    officer(world, as_user).post(f"/desk/calls/{call.pk}/edit/lots/", sent)
    with scope.within(world.ours.organisation):
        assert list(call.lots.values_list("number", flat=True)) == ["LOT-0001", "LOT-0002"]


def test_a_published_call_is_no_draft_any_more(world: World, as_user: As) -> None:
    call = published(world.ours)
    client = officer(world, as_user)
    for path in ("edit/what", "documents", "seats", "delete", "key", "declare", "publish"):
        assert client.post(f"/desk/calls/{call.pk}/{path}/").status_code == 409, path


def test_what_makes_no_sense_is_no_fault_of_the_server(world: World, as_user: As) -> None:
    call, client = draft(world.ours), officer(world, as_user)
    odd = "\0" + "9" * 40
    sent = said_in_section(call, "what", **{"what-title-en": odd, "what-value": odd, "what-reference": odd})
    assert client.post(f"/desk/calls/{call.pk}/edit/what/", sent).status_code == 422
    public_call = published(world.others)
    others = as_user(world.others.members[Role.PROCUREMENT])
    assert (
        others.post(f"/desk/calls/{public_call.pk}/amend/", posted(public_call) | {"withdraw": odd}).status_code == 422
    )
    for address in (
        f"/calls/?q={odd}&state={odd}&country=%00&until={odd}&page={odd}",
        f"/opendata/releases.json?page={odd}",
    ):
        assert as_user(None).get(address.replace("\0", "%00")).status_code in {200, 404}
    assert as_user(None).get(f"/calls/unsubscribe/{odd[1:]}/").status_code == 404


def test_the_list_is_narrowed_by_words_state_country_and_deadline(world: World, as_user: As) -> None:
    call = published(world.ours)
    stranger = as_user(None)
    day = timezone.localtime(call.deadline, ZoneInfo("Asia/Baku")).date()
    for address, there in (
        ("?q=LICENCAS+portal", True), ("?q=hospital", False), ("?state=active", True), ("?state=closed", False),
        ("?country=AZ", True), ("?country=PT", False), (f"?until={day}", True),
        (f"?until={day - timedelta(days=1)}", False),
    ):  # fmt: skip
        assert (call.slug in stranger.get(f"/calls/{address}").content.decode()) is there, address


def test_a_buyer_names_its_platform_or_says_why_none_binds_it(world: World, as_user: As) -> None:
    profile = buyer(world.ours)
    sent = {
        field: getattr(profile, field) for field in ("name", "country", "level", "scheme", "identifier", "time_zone")
    } | {"languages": "en"}
    client = officer(world, as_user)
    for platform, reason, status in (("", "", 422), ("etender.gov.az", "donor", 422), ("etender.gov.az", "", 302)):
        told = sent | {"platform": platform, "unbound_reason": reason}
        assert client.post("/desk/buyer/", told).status_code == status
    assert "Bound to etender.gov.az" in client.get("/desk/").content.decode()


def test_programs_that_look_for_pages_find_public_calls_and_no_drafts(world: World, as_user: As) -> None:
    call, sketch = published(world.ours), draft(world.ours)
    found = as_user(None).get("/sitemap.xml").content.decode()
    assert call.slug in found
    assert sketch.slug not in found


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["section", "attach", "seat", "seat-delete", "key", "declare", "file-delete", "delete"]
)
def test_nothing_of_a_draft_changes_once_somebody_has_published_it_meanwhile(
    world: World, as_user: As, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    call, real = draft(world.ours), found.own
    with scope.within(world.ours.organisation):
        seats, file = list(call.seats.order_by("pk")), CallDocument(call=call, title="Terms", name="a.txt", bytes=1)
        file.save()

    def published_at_once(pk: int) -> Call:
        """Somebody else publishes between our look and our change."""
        seen = real(pk)
        if seen.state == "planned":
            publishing.publish(request_of(world.ours), Call.objects.get(pk=pk))
        return seen

    all_parts: dict[str, list[Any]] = {
        "section": ["lots"],
        "seat-delete": [seats[0].pk],
        "file-delete": [file.pk],
    }
    parts = all_parts.get(name, [])
    monkeypatch.setattr(found, "own", published_at_once)
    client = as_user(seats[0].user if name in {"key", "declare"} else world.ours.members[Role.PROCUREMENT])
    sent = {"user": world.ours.members[Role.VIEWER].pk, "part": "member", "again": "1", "free": "0"}
    sent |= {"file": SimpleUploadedFile("b.txt", b"more"), "kind": "biddingDocuments", "language": "en"}
    assert client.post(reverse(f"calls-{name}", args=[call.pk, *parts]), sent).status_code == 409
    with scope.within(world.ours.organisation):
        assert [(one.pk, one.recipient, bool(one.conflict_free)) for one in call.seats.order_by("pk")] == [
            (one.pk, one.recipient, True) for one in seats
        ]
        assert [one.pk for one in call.documents.all()] == [file.pk]


def _section(client: Client, call: Call, name: str, **changed: str) -> Any:
    """Sends a section as its form shows it, some inputs changed."""
    page = client.get(reverse("calls-edit", args=[call.pk]))
    part = next(one for one in page.context["parts"] if one["section"].name == name)
    return posted(call, seen=part["seen"], **changed)


@pytest.mark.django_db
def test_of_two_officers_who_write_in_one_section_neither_loses_a_word(world: World, as_user: As) -> None:
    call, client = draft(world.ours), officer(world, as_user)
    address = reverse("calls-section", args=[call.pk, "what"])
    first, second = (_section(client, call, "what", **{"what-description-en": f"By {who}."}) for who in ("A", "B"))
    assert client.post(address, first).status_code == 302
    both = client.post(address, second)
    assert both.status_code == 409
    assert "By A." in both.content.decode()
    assert both.content.decode().count("By B.") == 2, "beside the other, and in the form"
    call.refresh_from_db()
    assert call.description["en"] == "By A."
    assert client.post(address, second | {"seen": both.context["seen"]}).status_code == 302
    call.refresh_from_db()
    assert call.description["en"] == "By B."


@pytest.mark.django_db
def test_an_officer_who_saves_the_same_again_or_another_section_meets_nobody(world: World, as_user: As) -> None:
    call, client = draft(world.ours), officer(world, as_user)
    criteria, what = _section(client, call, "criteria"), _section(client, call, "what", **{"what-reference": "7"})
    for name, sent in (("what", what), ("what", what), ("criteria", criteria)):
        assert client.post(reverse("calls-section", args=[call.pk, name]), sent).status_code == 302


@pytest.mark.django_db
def test_an_amendment_written_to_the_version_before_is_told_what_the_last_changed(world: World, as_user: As) -> None:
    call, client = published(world.ours), officer(world, as_user)
    address = reverse("calls-amend", args=[call.pk])
    sent = posted(call, version="1")
    assert client.post(address, sent | {"what-reference": "8"}).status_code == 302
    told = client.post(address, sent | {"what-reference": "9"})
    assert told.status_code == 422
    assert "Version 2 was published meanwhile" in told.content.decode()
    assert 'name="version" value="2"' in told.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"method": "selective"}, "chooses candidates before they bid"),
        ({"method": "limited"}, "Name the firms that are invited"),
        ({"regime": "PT"}, "looks at the prices of other bids"),
    ],
)
def test_what_cannot_be_carried_to_its_end_or_is_not_lawful_is_not_published(
    world: World, given: dict[str, str], told: str
) -> None:
    call = draft(world.ours, **given)
    with scope.within(world.ours.organisation):
        assert any(told in one.sentence for one in checking.problems(call, timezone.now()))


@pytest.mark.django_db
def test_only_invited_firms_bid_where_the_procedure_is_by_invitation(world: World, as_user: As) -> None:
    known, stranger = world.others.members[Role.BID_MANAGER], world.others.members[Role.OFFICER]
    for user in (known, stranger):
        EmailAddress.objects.create(user=user, email=user.email, verified=True)
    call = published(world.ours, method="limited", invited=[known.email])
    ticking.tick()
    ticking.tick()
    assert [one.to for one in mail.outbox] == [[known.email]]
    start = reverse("bids-start", args=[call.slug])
    for user, there in ((stranger, False), (known, True)):
        as_user(user).post(start)
        assert Bid.everywhere.exists() == there
    for address in ("calls-page", "calls-release"):
        assert known.email not in as_user(None).get(reverse(address, args=[call.slug])).content.decode()


@pytest.mark.django_db
def test_rules_for_equal_offers_are_a_section_and_told_to_everybody(world: World, as_user: As) -> None:
    call, client = draft(world.ours), officer(world, as_user)
    with scope.within(world.ours.organisation):
        quality = call.criteria.get(kind="quality")
    sent = {"decision-decimals": "2", "decision-lots_most": "", "decision-tie_1": "price"}
    sent |= {"decision-tie_2": str(quality.pk), "decision-tie_3": "price"}
    assert client.post(reverse("calls-section", args=[call.pk, "decision"]), sent).status_code == 302
    call.refresh_from_db()
    assert (call.ties, call.decimals, call.lots_most) == (["price", str(quality.pk)], 2, None)
    with scope.within(world.ours.organisation):
        publishing.publish(request_of(world.ours), call)
    page = as_user(None).get(reverse("calls-page", args=[call.slug])).content.decode()
    assert "Equal offers are parted by: the lower price; more points for" in page
    assert "rounded to 2 decimals" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2027-03-28T01:30", True),  # the hour that Lisbon skips
        ("2027-10-31T01:30", True),  # the hour that it has twice
        ("2027-10-31T03:30", False),
    ],
)
def test_a_deadline_that_clocks_skip_or_show_twice_is_not_guessed(
    world: World, as_user: As, moment: str, told: bool
) -> None:
    call = draft(world.ours, time_zone="Europe/Lisbon")
    sent = {"timetable-time_zone": "Europe/Lisbon", "timetable-deadline": moment, "timetable-standstill_days": "10"}
    answer = officer(world, as_user).post(reverse("calls-section", args=[call.pk, "timetable"]), sent)
    assert (answer.status_code == 422) == told
    if not told:
        call.refresh_from_db()
        assert call.deadline == datetime(2027, 10, 31, 3, 30, tzinfo=UTC)
