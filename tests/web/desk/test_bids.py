"""No bid is lost, none is taken late, none is read before two members open them together."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.desk import bids as made
from tests.web.desk.bids import Sealed, begun, form, give, handed_in, opened, passed, put, upload
from tests.web.world import World
from tests.web.world import made as party

from karavel.procurement import sealing
from karavel.procurement.sealing import CHUNK, ChunkStore
from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, Membership, User
from karavel.web.desk.bids import storing, uploading
from karavel.web.desk.bids.models import Bid, Offer, OfferFile, Opening, SealedChunk, SealedFile, Submission
from karavel.web.desk.bids.sheets import Price, Sheet, sealed_sheet
from karavel.web.desk.calls.models import Call, CallVersion
from karavel.web.desk.calls.process import AMENDMENT
from karavel.web.permissions import Role

As = Callable[[User], Client]
BIG = bytes(range(256)) * (CHUNK // 256) + b"the rest"


@pytest.fixture
def sealed(world: World) -> Sealed:
    return made.call(world.ours)


@pytest.fixture
def bidder(world: World, as_user: As) -> Client:
    return as_user(world.others.members[Role.BID_MANAGER])


def _disk() -> bytes:
    return b"".join(path.read_bytes() for path in (Path(settings.DATA) / "sealed").rglob("*") if path.is_file())


@pytest.mark.django_db
def test_nothing_of_a_bid_lies_in_the_clear(sealed: Sealed, bidder: Client) -> None:
    handed_in(bidder, sealed, price="123456.78", content=b"%PDF- the secret approach " * 50)
    assert b"secret approach" not in _disk()
    for model in (Bid, Submission, SealedFile, SealedChunk):
        for row in model.everywhere.values():
            assert "123456" not in str(row)
            assert "plan.pdf" not in str(row)
            assert "Karvan" not in str(row)


@pytest.mark.django_db
def test_a_broken_upload_goes_on_with_the_chunks_that_are_missing(sealed: Sealed, bidder: Client) -> None:
    bid = begun(bidder, sealed)
    plan = bidder.post(
        reverse("bids-files", args=[bid.pk]), {"name": "a.zip", "size": len(BIG)}, content_type="application/json"
    ).json()
    assert plan["chunks"] == 2
    put(bidder, bid, plan["key"], 1, BIG[CHUNK:])
    state = bidder.get(reverse("bids-file", args=[bid.pk, plan["key"]])).json()
    assert state["arrived"] == [1]
    assert not state["digest"]
    refused = bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed))
    assert refused.status_code == 422, "a file that is not complete cannot be handed in"
    put(bidder, bid, plan["key"], 0, BIG[:CHUNK])
    assert bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed)).status_code == 302


@pytest.mark.django_db
def test_the_same_chunk_again_is_taken_for_granted_another_one_is_refused(sealed: Sealed, bidder: Client) -> None:
    bid = begun(bidder, sealed)
    key = upload(bidder, bid, "a.txt", b"12345")
    assert put(bidder, bid, key, 0, b"12345").status_code == 201
    assert put(bidder, bid, key, 0, b"54321").status_code == 409
    assert SealedChunk.everywhere.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "part"), [(0, b"123"), (0, b"123456"), (1, b"12345"), (7, b"")])
def test_a_chunk_of_another_length_or_number_is_refused(
    sealed: Sealed, bidder: Client, number: int, part: bytes
) -> None:
    bid = begun(bidder, sealed)
    plan = bidder.post(
        reverse("bids-files", args=[bid.pk]), {"name": "a", "size": 5}, content_type="application/json"
    ).json()
    assert put(bidder, bid, plan["key"], number, part).status_code == 422
    assert not SealedChunk.everywhere.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("size", [0, -1, 3 * 1024**3, "x"])
def test_a_file_without_a_lawful_size_is_refused(sealed: Sealed, bidder: Client, size: object) -> None:
    bid = begun(bidder, sealed)
    said = {"name": "a", "size": size}
    assert bidder.post(reverse("bids-files", args=[bid.pk]), said, content_type="application/json").status_code == 422


@pytest.mark.django_db
def test_a_receipt_names_moment_and_digests(sealed: Sealed, bidder: Client) -> None:
    bid = handed_in(bidder, sealed)
    submission = Submission.everywhere.get(bid=bid)
    text = bidder.get(reverse("bids-receipt", args=[bid.pk, 1]), {"text": ""}).content.decode()
    for part in (submission.digest, submission.receipt, submission.received.isoformat(timespec="seconds")):
        assert part in text
    with scope.within(sealed.call.organisation_id):
        entry = AuditEntry.objects.get(action="bid.received")
    assert entry.what == submission.digest
    assert entry.actor is None, "the buyer does not learn who bids"


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["submit", "withdraw", "upload", "chunk", "start"])
def test_after_the_deadline_nothing_is_taken(sealed: Sealed, bidder: Client, world: World, act: str) -> None:
    bid = handed_in(bidder, sealed)
    waiting = bidder.post(
        reverse("bids-files", args=[bid.pk]), {"name": "b", "size": 3}, content_type="application/json"
    ).json()
    passed(sealed)
    before = Submission.everywhere.count(), SealedChunk.everywhere.count()
    if act == "submit":
        bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed, "1"))
    elif act == "withdraw":
        bidder.post(reverse("bids-withdraw", args=[bid.pk]))
    elif act == "upload":
        said = {"name": "c", "size": 3}
        answer = bidder.post(reverse("bids-files", args=[bid.pk]), said, content_type="application/json")
        assert answer.status_code == 409
    elif act == "chunk":
        assert put(bidder, bid, waiting["key"], 0, b"123").status_code == 409
    else:
        Client().post(reverse("bids-start", args=[sealed.call.slug]))
    bid.refresh_from_db()
    assert bid.state == "submitted"
    assert (Submission.everywhere.count(), SealedChunk.everywhere.count()) == before


@pytest.mark.django_db
def test_the_latest_submission_counts_and_the_one_before_is_kept(sealed: Sealed, bidder: Client) -> None:
    bid = handed_in(bidder, sealed, price="300")
    bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed, "250"))
    assert [one.number for one in Submission.everywhere.filter(bid=bid)] == [1, 2]
    opened(sealed)
    with scope.within(sealed.call.organisation_id):
        offer = Offer.objects.get()
        assert [str(price.price) for price in offer.prices.all()] == ["250.00"]
        assert [file.name for file in offer.files.all()] == ["plan.pdf"]


@pytest.mark.django_db
def test_a_withdrawn_bid_is_not_opened_and_may_be_handed_in_again(sealed: Sealed, bidder: Client) -> None:
    bid = handed_in(bidder, sealed)
    bidder.post(reverse("bids-withdraw", args=[bid.pk]))
    bid.refresh_from_db()
    assert bid.state == "withdrawn"
    bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed, "99"))
    bid.refresh_from_db()
    assert bid.state == "submitted"
    bidder.post(reverse("bids-withdraw", args=[bid.pk]))
    opened(sealed)
    with scope.within(sealed.call.organisation_id):
        assert not Offer.objects.exists()
        assert "1" in Opening.objects.get().minutes


@pytest.mark.django_db
def test_one_member_alone_opens_nothing_however_often(sealed: Sealed, bidder: Client) -> None:
    handed_in(bidder, sealed)
    passed(sealed)
    for _time in range(3):
        give(sealed, 0)
    with scope.within(sealed.call.organisation_id):
        assert Opening.objects.get().completed is None
        assert not Offer.objects.exists()
    assert Call.everywhere.get(pk=sealed.call.pk).state == "closed"


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0), (2, 0), (1, 2)])
def test_any_two_members_open_in_any_order(sealed: Sealed, bidder: Client, first: int, second: int) -> None:
    handed_in(bidder, sealed, price="123456.78", content=BIG)
    passed(sealed)
    give(sealed, first)
    give(sealed, second)
    with scope.within(sealed.call.organisation_id):
        offer = Offer.objects.get()
        file = offer.files.get()
    assert (offer.bidder, offer.country, offer.problem) == ("Karvan Software Lda", "PT", "")
    answer = sealed.client(second).get(reverse("bids-offer-file", args=[sealed.call.pk, file.pk]))
    assert b"".join(answer.streaming_content) == BIG  # type: ignore[attr-defined]
    minutes = sealed.client(first).get(reverse("bids-minutes", args=[sealed.call.pk])).content.decode()
    assert "123456.78 EUR" in minutes
    assert f"Member {first}" in minutes


@pytest.mark.django_db
def test_before_the_deadline_keys_open_nothing(sealed: Sealed, bidder: Client) -> None:
    handed_in(bidder, sealed)
    give(sealed, 0)
    give(sealed, 1)
    assert not Opening.everywhere.exclude(first=None).exists()
    assert Call.everywhere.get(pk=sealed.call.pk).state == "active"


@pytest.mark.django_db
@pytest.mark.parametrize("key", [b"no key", b"AGE-SECRET-KEY-1QQQ", b"x" * 100_000])
def test_a_wrong_key_is_told_and_changes_nothing(sealed: Sealed, key: bytes) -> None:
    passed(sealed)
    assert give(sealed, 0, key).status_code == 422
    assert give(sealed, 0, sealed.key(1)).status_code == 422, "another member's key is not this seat's"
    assert not Opening.everywhere.exclude(first=None).exists()


@pytest.mark.django_db
def test_who_holds_no_seat_opens_and_reads_nothing(sealed: Sealed, bidder: Client, world: World, as_user: As) -> None:
    handed_in(bidder, sealed)
    opened(sealed)
    with scope.within(sealed.call.organisation_id):
        file = Offer.objects.get().files.get()
    for role in (Role.ADMINISTRATOR, Role.PROCUREMENT, Role.VIEWER):
        other = as_user(world.ours.members[role])
        assert other.get(reverse("bids-offer-file", args=[sealed.call.pk, file.pk])).status_code in {403, 404}
        assert other.get(reverse("bids-minutes", args=[sealed.call.pk])).status_code in {403, 404}
        page = other.get(reverse("bids-opening", args=[sealed.call.pk]))
        assert "Karvan" not in page.content.decode()


@pytest.mark.django_db
def test_a_chunk_changed_on_the_disk_is_told_not_served(sealed: Sealed, bidder: Client) -> None:
    handed_in(bidder, sealed, content=b"original")
    chunk = SealedChunk.everywhere.get()
    path = next((Path(settings.DATA) / "sealed").rglob(chunk.sealed))
    path.unlink()
    opened(sealed)
    with scope.within(sealed.call.organisation_id):
        offer = Offer.objects.get()
    assert "plan.pdf" in offer.problem


@pytest.mark.django_db
def test_a_form_that_cannot_be_read_stays_in_the_list_with_why(sealed: Sealed, bidder: Client) -> None:
    bid = handed_in(bidder, sealed)
    Submission.everywhere.filter(bid=bid).update(form="AAAA")
    opened(sealed)
    with scope.within(sealed.call.organisation_id):
        offer = Offer.objects.get()
        assert offer.problem
        assert offer.bidder == "Others"


@pytest.mark.django_db
def test_a_form_that_somebody_with_the_public_key_put_there_is_told(sealed: Sealed, bidder: Client) -> None:
    bid = handed_in(bidder, sealed, price="900")
    sheet = Sheet(bidder="Forged", country="PT", prices={"LOT-0001": Price(Decimal(1), "EUR")})
    forged, _digest = sealed_sheet(sealed.call.seal.recipient, bid, 1, sheet)
    Submission.everywhere.filter(bid=bid).update(form=forged)
    opened(sealed)
    with scope.within(sealed.call.organisation_id):
        assert "receipt" in Offer.objects.get().problem


@pytest.mark.django_db
def test_a_form_moved_to_another_bid_is_refused(sealed: Sealed, bidder: Client, world: World, as_user: As) -> None:
    first = handed_in(bidder, sealed, price="100")
    second_client = as_user(party("Third", "third").members[Role.BID_MANAGER])
    second = handed_in(second_client, sealed, price="900")
    stolen = Submission.everywhere.get(bid=first).form
    Submission.everywhere.filter(bid=second).update(form=stolen)
    opened(sealed)
    with scope.within(sealed.call.organisation_id):
        told = {offer.submission_id: offer.problem for offer in Offer.objects.all()}
    assert told[Submission.everywhere.get(bid=second).pk]
    assert not told[Submission.everywhere.get(bid=first).pk]


@pytest.mark.django_db
def test_bids_of_others_do_not_exist(sealed: Sealed, bidder: Client, world: World, as_user: As) -> None:
    bid = handed_in(bidder, sealed)
    other = as_user(world.ours.members[Role.BID_MANAGER])
    key = SealedFile.everywhere.get().key
    for address in (
        reverse("bids-one", args=[bid.pk]),
        reverse("bids-receipt", args=[bid.pk, 1]),
        reverse("bids-file", args=[bid.pk, key]),
    ):
        assert other.get(address).status_code == 404
    assert put(other, bid, str(key), 0, b"x").status_code == 404


@pytest.mark.django_db
def test_a_file_taken_out_after_it_was_handed_in_stays_there_and_is_not_in_the_next(
    sealed: Sealed, bidder: Client
) -> None:
    bid = handed_in(bidder, sealed)
    wrong = SealedFile.everywhere.get()
    upload(bidder, bid, "better.pdf", b"%PDF- better")
    assert bidder.delete(reverse("bids-file", args=[bid.pk, wrong.key])).status_code == 204
    assert SealedChunk.everywhere.filter(file=wrong).exists()
    assert str(wrong.key) not in bidder.get(reverse("bids-one", args=[bid.pk])).content.decode()
    bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed))
    first, second = Submission.everywhere.filter(bid=bid).order_by("number")
    with scope.within(bid.organisation_id):
        assert list(first.files.all()) == [wrong]
        assert wrong not in second.files.all()
    opened(sealed)
    with scope.within(sealed.call.organisation_id):
        offer = Offer.objects.get()
        assert ([one.name for one in offer.files.all()], offer.problem) == (["better.pdf"], "")


@pytest.mark.django_db
def test_a_file_whose_last_answer_was_cut_short_is_complete_all_the_same(sealed: Sealed, bidder: Client) -> None:
    bid = begun(bidder, sealed)
    upload(bidder, bid, "plan.pdf", BIG)
    SealedFile.everywhere.update(digest="")  # killed between the last part and the digest of all
    assert bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed)).status_code == 302
    assert SealedFile.everywhere.get().digest


@pytest.mark.django_db
def test_of_one_part_sent_twice_at_once_one_stays_on_the_disk(
    sealed: Sealed, bidder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    bid, part, real, kept = begun(bidder, sealed), b"%PDF- plan", ChunkStore.put, list[str]()

    def beaten(store: ChunkStore, data: bytes) -> str:
        """The other request writes its row between our disk and our row."""
        kept.append(real(store, data))
        file = SealedFile.objects.get()
        SealedChunk(file=file, number=0, bytes=10, plain=sha256(part).hexdigest(), sealed="0" * 64).save()
        return kept[0]

    monkeypatch.setattr(ChunkStore, "put", beaten)
    upload(bidder, bid, "plan.pdf", part)
    assert SealedChunk.everywhere.get().sealed == "0" * 64
    assert storing.store().missing(kept) == kept


@pytest.mark.django_db
def test_one_bidder_does_not_fill_the_disk(sealed: Sealed, bidder: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "WHOLE", 1000)
    bid = begun(bidder, sealed)
    announced = [
        bidder.post(
            reverse("bids-files", args=[bid.pk]), {"name": "a.pdf", "size": 600}, content_type="application/json"
        )
        for _time in range(2)
    ]
    assert [answer.status_code for answer in announced] == [201, 422]


@pytest.mark.django_db
def test_a_bid_written_to_the_version_before_an_amendment_is_not_taken_unread(sealed: Sealed, bidder: Client) -> None:
    bid = begun(bidder, sealed)
    written = form(sealed)
    Call.everywhere.filter(pk=sealed.call.pk).update(version=2)
    answer = bidder.post(reverse("bids-submit", args=[bid.pk]), written)
    assert answer.status_code == 422
    assert "this is version 2" in answer.content.decode()
    assert 'name="version" value="2"' in answer.content.decode(), "who read it hands in with the same button"
    assert not Submission.everywhere.exists()


@pytest.mark.django_db
def test_a_bidder_reads_that_the_call_was_amended_after_it_handed_in(sealed: Sealed, bidder: Client) -> None:
    bid = handed_in(bidder, sealed)
    page = reverse("bids-one", args=[bid.pk])
    assert "was amended after" not in bidder.get(page).content.decode()
    with scope.within(sealed.call.organisation_id):
        CallVersion(
            call=sealed.call, number=2, stage=AMENDMENT, published=timezone.now() + timedelta(seconds=1), release={}
        ).save()
    assert "was amended after" in bidder.get(page).content.decode()


@pytest.mark.django_db
def test_the_buyer_and_whoever_works_for_it_do_not_bid(sealed: Sealed, world: World, as_user: As) -> None:
    start = reverse("bids-start", args=[sealed.call.slug])
    as_user(world.ours.members[Role.BID_MANAGER]).post(start)
    member = next(iter(sealed.members.values()))
    Membership.objects.create(user=member, organisation=world.others.organisation, role=Role.BID_MANAGER)
    hidden = as_user(member)
    hidden.post(reverse("organisation-choose"), {"organisation": world.others.organisation.pk})
    hidden.post(start)
    assert not Bid.everywhere.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("price", ["1e400", "NaN", "-5", "0", "12345678901234567"])
def test_a_form_that_no_database_keeps_stops_no_opening(
    sealed: Sealed, bidder: Client, world: World, as_user: As, price: str
) -> None:
    handed_in(as_user(party("Third", "third").members[Role.BID_MANAGER]), sealed, price="300")
    bid = handed_in(bidder, sealed)
    said = {"bidder": "Hostile", "country": "PT", "prices": {"LOT-0001": {"amount": price, "currency": "EUR"}}}
    form_ = sealing.seal(sealed.call.seal.recipient, json.dumps(said).encode(), storing.place(bid, "form-1"))
    Submission.everywhere.filter(bid=bid).update(form=b64encode(form_.data).decode())
    assert opened(sealed).state == "opened"
    with scope.within(sealed.call.organisation_id):
        offers = list(Offer.objects.prefetch_related("prices").order_by("number"))
    assert [bool(offer.problem) for offer in offers] == [False, True]
    assert [[one.price for one in offer.prices.all()] for offer in offers] == [[300], []]


@pytest.mark.django_db
def test_a_type_of_a_file_holds_nothing_that_no_database_keeps(sealed: Sealed, bidder: Client) -> None:
    bid = begun(bidder, sealed)
    said = {"name": "a\0\ud800.pdf", "kind": "application/\0pdf\n", "size": 5}
    raw = json.dumps(said).replace("\\\\", "\\")
    plan = bidder.post(reverse("bids-files", args=[bid.pk]), raw, content_type="application/json").json()
    put(bidder, bid, plan["key"], 0, b"%PDF-")
    bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed))
    opened(sealed)
    with scope.within(sealed.call.organisation_id):
        file = OfferFile.objects.get()
    assert (file.name, file.kind) == ("a.pdf", "application/pdf")


@pytest.mark.django_db
def test_a_clock_that_is_set_back_opens_no_call_again(sealed: Sealed, bidder: Client) -> None:
    bid = handed_in(bidder, sealed)
    passed(sealed)
    address = reverse("bids-submit", args=[bid.pk])
    bidder.post(address, form(sealed))
    Call.everywhere.filter(pk=sealed.call.pk).update(deadline=timezone.now() + timedelta(days=1))
    bidder.post(address, form(sealed))
    assert Submission.everywhere.count() == 1
    assert Call.everywhere.get(pk=sealed.call.pk).state == "closed"


@pytest.mark.django_db
def test_cost_over_the_whole_life_goes_with_its_price_and_includes_it(sealed: Sealed, bidder: Client) -> None:
    with scope.within(sealed.call.organisation_id):
        sealed.call.criteria.filter(kind="price").update(kind="cost")
        lot = sealed.call.lots.first()
    assert lot
    bid = begun(bidder, sealed)
    address = reverse("bids-submit", args=[bid.pk])
    for cost in ("", "199999"):
        assert bidder.post(address, form(sealed, "200000", **{f"cost-{lot.pk}": cost})).status_code == 422
    assert bidder.post(address, form(sealed, "200000", **{f"cost-{lot.pk}": "450000"})).status_code == 302
    opened(sealed)
    with scope.within(sealed.call.organisation_id):
        offer = Offer.objects.get()
        assert [(one.price, one.cost) for one in offer.prices.all()] == [(Decimal(200_000), Decimal(450_000))]
        assert "450000.00 EUR" in Opening.objects.get().minutes


@pytest.mark.django_db
@pytest.mark.parametrize("lost", ["role", "operator"])
def test_a_member_whose_role_became_an_administrators_opens_nothing(sealed: Sealed, bidder: Client, lost: str) -> None:
    handed_in(bidder, sealed)
    passed(sealed)
    first = next(iter(sealed.members.values()))
    if lost == "role":
        Membership.objects.filter(user=first).update(role=Role.ADMINISTRATOR)
    else:
        User.objects.filter(pk=first.pk).update(is_superuser=True)
    assert give(sealed, 0).status_code in {403, 422}
    with scope.within(sealed.call.organisation_id):
        assert not Opening.objects.exclude(first=None).exists()


@pytest.mark.django_db
def test_who_gets_a_members_password_after_publication_gets_no_key(sealed: Sealed, bidder: Client) -> None:
    handed_in(bidder, sealed)
    for place in (0, 1):  # both accounts in one hand
        thief = sealed.client(place)
        assert thief.post(reverse("calls-key", args=[sealed.call.pk]), {"again": "1"}).status_code == 409
    passed(sealed)
    own = sealing.identity_file(sealing.Identity.new()).encode()
    assert [give(sealed, place, own).status_code for place in (0, 1)] == [422, 422]


@pytest.mark.django_db
def test_a_file_that_was_not_handed_in_leaves_nothing(sealed: Sealed, bidder: Client) -> None:
    bid = begun(bidder, sealed)
    key = upload(bidder, bid, "a.txt", b"12345")
    assert bidder.delete(reverse("bids-file", args=[bid.pk, key])).status_code == 204
    assert not SealedFile.everywhere.exists()
    assert not SealedChunk.everywhere.exists()


@pytest.mark.django_db
def test_prices_in_no_currency_and_bids_without_a_price_are_told(sealed: Sealed, bidder: Client) -> None:
    bid = begun(bidder, sealed)
    for wrong in ({"currency": "EURO"}, {"country": "Portugal"}):
        answer = bidder.post(reverse("bids-submit", args=[bid.pk]), form(sealed) | wrong)
        assert answer.status_code == 422
    assert not Submission.everywhere.exists()


@pytest.mark.django_db
def test_an_organisation_with_a_bid_is_not_deleted(sealed: Sealed, bidder: Client, world: World, as_user: As) -> None:
    bid = handed_in(bidder, sealed)
    administrator = as_user(world.others.members[Role.ADMINISTRATOR])
    answer = administrator.post(reverse("organisation-delete"), {"confirm": world.others.organisation.name})
    assert answer.status_code == 422
    assert "must keep" in answer.content.decode()
    assert Bid.everywhere.filter(pk=bid.pk, state="submitted").exists()


@pytest.mark.django_db(transaction=True)
def test_of_replacements_at_the_same_time_each_stands_or_is_told(world: World, as_user: As) -> None:
    sealed = made.call(world.ours)
    bidder = as_user(world.others.members[Role.BID_MANAGER])
    bid = handed_in(bidder, sealed)
    told = []

    def replace(price: int) -> None:
        client = as_user(world.others.members[Role.BID_MANAGER])
        answer = client.post(reverse("bids-submit", args=[bid.pk]), form(sealed, str(price)))
        told.append(answer["Location"])

    _together(replace, range(100, 104))
    numbers = [one.number for one in Submission.everywhere.filter(bid=bid).order_by("number")]
    receipts = [place for place in told if "receipt" in place]
    assert numbers == list(range(1, len(receipts) + 2)), "each receipt has its submission, none is overwritten"
    assert receipts


@pytest.mark.django_db(transaction=True)
def test_members_who_come_at_the_same_time_open_once(world: World, as_user: As) -> None:
    sealed = made.call(world.ours)
    handed_in(as_user(world.others.members[Role.BID_MANAGER]), sealed)
    passed(sealed)
    _together(lambda place: give(sealed, place), range(3))
    opening = Opening.everywhere.get()
    if opening.completed is None:  # one came first, the others at its half: one more try is all it takes
        for place in range(3):
            give(sealed, place)
    assert Offer.everywhere.count() == 1
    assert Call.everywhere.get(pk=sealed.call.pk).state == "opened"


def _together(work: Callable[[int], object], given: range) -> None:
    """Does all at one moment; on SQLite, which has one writer at a time, one after the other."""
    if connection.vendor == "sqlite":
        for one in given:
            work(one)
        return
    barrier = Barrier(len(given))

    def begin(one: int) -> None:
        barrier.wait()
        try:
            work(one)
        finally:
            connections.close_all()

    threads = [Thread(target=begin, args=(one,)) for one in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
