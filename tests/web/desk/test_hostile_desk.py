"""Hostile input at the desk: what is odd, too much, or somebody else's is refused, and nothing of it runs or breaks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.addresses import SAMPLES, Address, addresses
from tests.web.desk import bids as made
from tests.web.desk.bids import Sealed, begun, form, handed_in, opened, put, upload
from tests.web.desk.calling import published
from tests.web.desk.needs import consultation
from tests.web.hostile import HOSTILE, LIVE
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.copies import of_organisation
from karavel.web.accounts.models import Organisation, User
from karavel.web.desk.bids import storing
from karavel.web.desk.bids.models import Bid, OfferFile, SealedChunk, SealedFile, Submission
from karavel.web.desk.calls.models import CallQuestion
from karavel.web.desk.needs.models import MOST_WAITING, ConsultationQuestion
from karavel.web.fences import action_of
from karavel.web.permissions import ACTIONS, Role

As = Callable[[User | None], Client]
_JSON = "application/json"
_ROOMS = ("needs-", "consultations-", "calls-", "bids-", "evaluation-", "contracts-")


@pytest.fixture
def sealed(world: World) -> Sealed:
    return made.call(world.ours)


@pytest.fixture
def bidder(world: World, as_user: As) -> Client:
    return as_user(world.others.members[Role.BID_MANAGER])


# Uploads


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b"\xff\xfe",
        b"[" * 4_000,
        b'{"name": "a"}',
        b'{"name": "a", "size": Infinity}',
        b'{"name": "a", "size": NaN}',
        b'{"name": "a", "size": "9"} and more',
        b'{"name": "a", "size": ' + b"9" * 4_000 + b"}",
        b'{"name": "a", "size": 1e400}',
        b'{"name": "' + b"a" * 9_000 + b'", "size": 1}',
    ],
    ids=lambda said: said[:24].decode("latin-1"),
)
def test_an_announcement_that_makes_no_sense_is_refused(sealed: Sealed, bidder: Client, said: bytes) -> None:
    bid = begun(bidder, sealed)
    answer = bidder.post(reverse("bids-files", args=[bid.pk]), said, content_type=_JSON)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert not SealedFile.everywhere.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "x"])
def test_a_body_of_another_type_breaks_nothing(sealed: Sealed, bidder: Client, kind: str) -> None:
    bid = begun(bidder, sealed)
    key = upload(bidder, bid, "a.txt", b"12345")
    for method, address in (("post", "bids-files"), ("put", "bids-chunk")):
        args = [bid.pk] if address == "bids-files" else [bid.pk, key, 0]
        answer = getattr(bidder, method)(reverse(address, args=args), b"--x\r\n54321", content_type=kind)
        assert answer.status_code in {400, 409, 422}
    assert SealedFile.everywhere.count() == 1


@pytest.mark.django_db
def test_a_chunk_whose_length_nobody_says_is_refused(sealed: Sealed, bidder: Client) -> None:
    bid = begun(bidder, sealed)
    said = {"name": "a", "size": 5}
    plan = bidder.post(reverse("bids-files", args=[bid.pk]), said, content_type=_JSON).json()
    answer = bidder.put(reverse("bids-chunk", args=[bid.pk, plan["key"], 0]), b"12345", CONTENT_LENGTH="")
    assert answer.status_code == 422
    assert not SealedChunk.everywhere.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "a\r\nSet-Cookie: x=1.pdf",
        'a"; filename="b.exe',
        "\ud800.pdf",
        "\u202efdp.exe",
        "." * 900,
        "",
    ],
)
def test_a_name_of_a_file_says_nothing_but_a_name(sealed: Sealed, bidder: Client, name: str) -> None:
    bid = begun(bidder, sealed)
    said = {"name": name, "size": 2, "kind": "\ud800/\r\nx"}
    plan = bidder.post(reverse("bids-files", args=[bid.pk]), json.dumps(said), content_type=_JSON).json()
    put(bidder, bid, plan["key"], 0, b"ok")
    bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed))
    opened(sealed)
    with scope.within(sealed.call.organisation_id):
        file = OfferFile.objects.get()
    answer = sealed.client(0).get(reverse("bids-offer-file", args=[sealed.call.pk, file.pk]))
    assert b"".join(answer.streaming_content) == b"ok"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Set-Cookie" not in answer.headers
    assert not set('/\\\r\n\u202e"') & set(file.name)


@pytest.mark.django_db
def test_uploads_need_the_token_of_the_page(sealed: Sealed, bidder: Client, world: World) -> None:
    bid = begun(bidder, sealed)
    key = upload(bidder, bid, "a.txt", b"12345")
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(world.others.members[Role.BID_MANAGER])
    tried = (
        forged.post(reverse("bids-files", args=[bid.pk]), {"name": "b", "size": 1}, content_type=_JSON),
        put(forged, bid, key, 0, b"12345"),
        forged.delete(reverse("bids-file", args=[bid.pk, key])),
        forged.post(reverse("bids-submit", args=[bid.pk]), form(sealed)),
        forged.post(reverse("bids-discard", args=[bid.pk])),
    )
    assert [answer.status_code for answer in tried] == [403] * len(tried)
    assert SealedFile.everywhere.filter(key=key).exists()


@pytest.mark.django_db
def test_an_upload_whose_session_ended_is_told_so_as_json(sealed: Sealed, bidder: Client) -> None:
    bid = begun(bidder, sealed)
    key = upload(bidder, bid, "a.txt", b"12345")
    answer = Client().put(reverse("bids-chunk", args=[bid.pk, key, 0]), b"12345", headers={"accept": _JSON})
    assert answer.status_code == 401
    assert answer.json()["error"]


# Forms


@pytest.mark.django_db
@pytest.mark.parametrize("size", [6_000, 3_000_000])
def test_a_huge_form_is_refused(sealed: Sealed, bidder: Client, size: int) -> None:
    bid = begun(bidder, sealed)
    answer = bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed, bidder="x" * size))
    assert answer.status_code in {400, 422}
    many = bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed) | {f"x{n}": "" for n in range(900)})
    assert many.status_code == 400
    assert not Submission.everywhere.exists()


@pytest.mark.django_db
def test_script_in_every_text_of_a_bid_is_shown_as_text(sealed: Sealed, bidder: Client) -> None:
    bid = begun(bidder, sealed)
    said = form(sealed, bidder=HOSTILE[0], ids=HOSTILE[1])
    said |= {name: HOSTILE[2] for name in said if name.startswith("answer-")}
    assert bidder.post(reverse("bids-submit", args=[bid.pk]), said).status_code == 302
    opened(sealed)
    page = sealed.client(0).get(reverse("bids-opening", args=[sealed.call.pk])).content.decode()
    assert "window.hacked" in page
    assert not [live for live in LIVE if live in page]


@pytest.mark.django_db
def test_script_in_every_text_of_a_call_is_shown_as_text(world: World, lake: object, as_user: As) -> None:
    texts = dict(zip(("en", "pt", "az"), HOSTILE, strict=True))
    call = published(
        world.ours, description=texts, eligibility=texts, method_details=HOSTILE[2], legal_basis=HOSTILE[0]
    )
    as_user(world.others.members[Role.BID_MANAGER]).post(
        reverse("calls-ask", args=[call.slug]), {"language": "en", "text": HOSTILE[1]}
    )
    officer = as_user(world.ours.members[Role.PROCUREMENT])
    for client, address in (
        (Client(), reverse("calls-page", args=[call.slug])),
        (officer, reverse("calls-desk", args=[call.pk])),
        (officer, reverse("desk")),
        (officer, reverse("calls-amend", args=[call.pk])),
    ):
        page = client.get(address).content.decode()
        assert not [live for live in LIVE if live in page], address


# Somebody else's


def _mixed(address: Address, mine: World, theirs: World) -> Iterator[dict[str, Any]]:
    """Parts of an address of which one is the attacker's own and the others are somebody else's."""
    own, foreign = SAMPLES[address.name](mine), SAMPLES[address.name](theirs)
    for part in own:
        if own[part] != foreign[part]:
            yield own | {part: foreign[part]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [one for one in addresses() if one.name.startswith(_ROOMS) and len(one.parts) > 1],
    ids=lambda address: address.name,
)
def test_an_agency_reaches_nothing_of_another_one_through_its_own(
    address: Address, world: World, lake: object, as_user: As
) -> None:
    Organisation.objects.update(kind=Organisation.Kind.AGENCY)
    swapped = World(world.others, world.ours, world.homeless, world.officer)
    action = action_of(address.view, address.name)
    for parts in _mixed(address, swapped, world):
        for role, user in world.others.members.items():
            for method in ("get", "post", "delete"):
                with transaction.atomic():
                    answer = getattr(as_user(user), method)(reverse(address.name, kwargs=parts))
                    transaction.set_rollback(True)
                assert answer.status_code in {403, 404, 405}, (parts, role, method)
                if role in ACTIONS.get(action or "", ()):
                    assert answer.status_code != 403


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 2**63, 10**30])
def test_a_number_that_no_row_can_have_is_not_found(bidder: Client, number: int) -> None:
    assert bidder.get(f"/bids/{number}/").status_code == 404
    assert bidder.get(f"/desk/calls/{number}/").status_code == 404


# Too much


@pytest.mark.django_db
def test_one_company_cannot_flood_a_consultation_with_questions(world: World, as_user: As) -> None:
    asked = consultation(world.ours)
    client = as_user(world.others.members[Role.BID_MANAGER])
    with scope.within(world.others.organisation):
        ConsultationQuestion.objects.bulk_create(
            ConsultationQuestion(
                consultation=asked, organisation=world.others.organisation, language="en", text=f"Why {number}?"
            )
            for number in range(MOST_WAITING)
        )
    client.post(reverse("consultations-ask", args=[asked.slug]), {"text": "And one more?"})
    assert ConsultationQuestion.everywhere.count() == MOST_WAITING


@pytest.mark.django_db
def test_many_questions_cost_the_pages_no_more_queries(world: World, lake: object, as_user: As) -> None:
    call = published(world.ours)
    officer = as_user(world.ours.members[Role.PROCUREMENT])
    pages = ("/desk/", reverse("calls-desk", args=[call.pk]), reverse("calls-page", args=[call.slug]))
    counted = []
    for many in (1, 300):
        CallQuestion.everywhere.bulk_create(
            CallQuestion(call=call, organisation=world.others.organisation, language="en", text=f"Why {number}?")
            for number in range(many)
        )
        for page in pages:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert officer.get(page).status_code == 200
            counted.append(len(queries))
    assert counted[:3] == counted[3:]


# Drafts go, what was handed in stays


@pytest.mark.django_db
def test_a_draft_is_thrown_away_with_its_files_also_after_the_deadline(
    sealed: Sealed, bidder: Client, django_capture_on_commit_callbacks: Any
) -> None:
    bid = begun(bidder, sealed)
    upload(bidder, bid, "a.txt", b"12345")
    digest = SealedChunk.everywhere.get().sealed
    made.passed(sealed)
    with django_capture_on_commit_callbacks(execute=True):
        bidder.post(reverse("bids-discard", args=[bid.pk]))
    assert not Bid.everywhere.exists()
    assert storing.store().missing([digest]) == [digest]


@pytest.mark.django_db
@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_bid_that_was_handed_in_is_not_thrown_away(sealed: Sealed, bidder: Client, withdrawn: bool) -> None:
    bid = handed_in(bidder, sealed)
    if withdrawn:
        bidder.post(reverse("bids-withdraw", args=[bid.pk]))
    bidder.post(reverse("bids-discard", args=[bid.pk]))
    assert Submission.everywhere.filter(bid=bid).exists()


@pytest.mark.django_db
def test_an_organisation_with_drafts_only_can_be_deleted(
    sealed: Sealed, bidder: Client, world: World, as_user: As
) -> None:
    upload(bidder, begun(bidder, sealed), "a.txt", b"12345")
    administrator = as_user(world.others.members[Role.ADMINISTRATOR])
    answer = administrator.post(reverse("organisation-delete"), {"confirm": world.others.organisation.name})
    assert answer.status_code == 302
    assert not Organisation.objects.filter(pk=world.others.organisation.pk).exists()
    assert not SealedFile.everywhere.exists()


@pytest.mark.django_db
def test_a_copy_has_the_bidders_submissions_sealed_and_no_key(sealed: Sealed, bidder: Client, world: World) -> None:
    handed_in(bidder, sealed, price="7319482.64")
    copy = made.unzipped(of_organisation(world.others.organisation))
    submission = Submission.everywhere.get()
    assert submission.form in copy["submission.json"].decode()
    assert b"7319482" not in b"".join(copy.values())
    opened(sealed)
    theirs = b"".join(made.unzipped(of_organisation(world.ours.organisation)).values())
    secret = sealed.call.opening.secret
    assert secret.startswith("AGE-SECRET-KEY")
    for part in (secret, *sealed.call.seal.wraps.values()):
        assert part.encode() not in theirs
