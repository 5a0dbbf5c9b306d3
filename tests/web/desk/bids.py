"""A sealed call with its committee, and bids to it: what tests of bids and of what follows them stand on."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.desk.needs import buyer
from tests.web.world import Party, World

from karavel.procurement import sealing
from karavel.web import scope
from karavel.web.accounts.models import Membership, User
from karavel.web.desk.bids.models import Bid, Offer, OfferFile, SealedFile, Submission
from karavel.web.desk.calls.models import Call, CallLot, CallSeal, Criterion, Requirement, Seat
from karavel.web.permissions import Role


@dataclass
class Sealed:
    """A published call that takes bids, and the keys of its committee by the number of the seat."""

    call: Call
    keys: dict[int, sealing.Identity] = field(default_factory=dict)
    members: dict[int, User] = field(default_factory=dict)

    def client(self, place: int) -> Client:
        """A browser of a member, by the place of the seat."""
        found = Client()
        found.force_login(list(self.members.values())[place])
        return found

    def key(self, place: int) -> bytes:
        """The file with the key of a member."""
        return sealing.identity_file(list(self.keys.values())[place]).encode()


def call(party: Party, seats: int = 3, deadline: datetime | None = None, reference: str = "") -> Sealed:
    """A call that is open for bids for a week more."""
    buyer(party)
    name = reference or f"portal-{party.organisation.pk}"
    with scope.within(party.organisation):
        made = Call(
            ocid=f"ocds-karavel-{name}",
            slug=name,
            title={"en": "A portal for permits"},
            value=Decimal(240_000),
            value_currency="EUR",
            seals=True,
            unbound_reason="pilot",
            time_zone="Asia/Baku",
            published=timezone.now(),
            deadline=deadline or timezone.now() + timedelta(days=7),
            state="active",
            version=1,
        )
        made.save()
        for number in ("LOT-0001", "LOT-0002"):
            CallLot(call=made, number=number, title={"en": f"Part {number[-1]}"}, cpv=["72212000"]).save()
        Criterion(call=made, kind="price", name={"en": "Price"}, weight=60, formula="lowest-ratio").save()
        Criterion(call=made, kind="quality", name={"en": "Approach"}, weight=40, place=1).save()
        Requirement(call=made, kind="technical", text={"en": "One portal in five years"}).save()
        return _sealed(party, made, seats)


def _sealed(party: Party, made: Call, seats: int) -> Sealed:
    found = Sealed(made)
    for number in range(seats):
        user = User.objects.create(email=f"member{number}@{made.slug}.example", name=f"Member {number}")
        Membership.objects.create(user=user, organisation=party.organisation, role=Role.PROCUREMENT)
        key = sealing.Identity.new()
        seat = Seat(call=made, user=user, name=user.name, recipient=key.recipient, conflict_free=timezone.now())
        seat.save()
        found.keys[seat.pk], found.members[seat.pk] = key, user
    seal = sealing.new_seal({str(pk): key.recipient for pk, key in found.keys.items()})
    wraps = {f"{wrap.first}:{wrap.second}": b64encode(wrap.sealed).decode() for wrap in seal.wraps}
    CallSeal(call=made, recipient=seal.recipient, wraps=wraps).save()
    return found


def begun(client: Client, sealed: Sealed) -> Bid:
    """The bid of a company, begun in its browser."""
    response = client.post(reverse("bids-start", args=[sealed.call.slug]))
    return Bid.everywhere.get(pk=int(response["Location"].strip("/").split("/")[-1]))


def upload(client: Client, bid: Bid, name: str, content: bytes) -> str:
    """Uploads a file chunk by chunk; returns its key."""
    said = {"name": name, "size": len(content)}
    plan = client.post(reverse("bids-files", args=[bid.pk]), said, content_type="application/json").json()
    for number in range(plan["chunks"]):
        part = content[number * plan["chunk"] : (number + 1) * plan["chunk"]]
        put(client, bid, plan["key"], number, part)
    return str(plan["key"])


def put(client: Client, bid: Bid, key: str, number: int, part: bytes) -> Any:
    """Puts a chunk."""
    return client.put(reverse("bids-chunk", args=[bid.pk, key, number]), part, content_type="application/octet-stream")


def form(sealed: Sealed, price: str = "200000", **more: str) -> dict[str, str]:
    """The form of a bid for the first lot."""
    with scope.within(sealed.call.organisation_id):
        lot, requirement = sealed.call.lots.first(), sealed.call.requirements.first()
        version = Call.objects.get(pk=sealed.call.pk).version
    assert lot
    assert requirement
    return {
        "bidder": "Karvan Software Lda",
        "country": "PT",
        "ids": "PT-NIF 506579425",
        "email": "bids@karvan.example",
        "route_kind": "direct",
        "currency": "EUR",
        "true": "on",
        "version": str(version),
        f"price-{lot.pk}": price,
        f"answer-{requirement.pk}": "See file 1.",
    } | more


def handed_in(
    client: Client, sealed: Sealed, price: str = "200000", content: bytes = b"%PDF- our plan", **more: str
) -> Bid:
    """A bid with one file, handed in."""
    bid = begun(client, sealed)
    upload(client, bid, "plan.pdf", content)
    response = client.post(reverse("bids-submit", args=[bid.pk]), form(sealed, price, **more))
    assert response.status_code == 302, response.content.decode()
    bid.refresh_from_db()
    return bid


def passed(sealed: Sealed) -> None:
    """The deadline has just passed."""
    Call.everywhere.filter(pk=sealed.call.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    sealed.call.refresh_from_db()


def give(sealed: Sealed, place: int, key: bytes | None = None) -> Any:
    """A member gives a key, its own unless another is given."""
    from_file = SimpleUploadedFile("key.txt", key or sealed.key(place))
    return sealed.client(place).post(reverse("bids-key", args=[sealed.call.pk]), {"key": from_file})


def opened(sealed: Sealed) -> Call:
    """The bids are open."""
    passed(sealed)
    give(sealed, 0)
    give(sealed, 1)
    sealed.call.refresh_from_db()
    return sealed.call


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def _sample_call(world: World) -> Sealed:
    found = Call.everywhere.filter(slug=f"portal-{world.ours.organisation.pk}").first()
    return Sealed(found) if found else call(world.ours)


def _sample_bid(world: World) -> Bid:
    sealed = _sample_call(world)
    with scope.within(world.ours.organisation):
        found = Bid.objects.filter(call=sealed.call).first()
        if found is None:
            found = Bid(call=sealed.call)
            found.save()
            Submission(
                bid=found, number=1, received=timezone.now(), digest="0" * 64, receipt=f"r{found.pk}", form=""
            ).save()
        return found


def _sample_file(world: World) -> SealedFile:
    bid = _sample_bid(world)
    with scope.within(world.ours.organisation):
        return SealedFile.objects.filter(bid=bid).first() or _made_file(bid)


def _made_file(bid: Bid) -> SealedFile:
    made = SealedFile(bid=bid, key=uuid4(), bytes=10, chunks=1)
    made.save()
    return made


def _sample_offer_file(world: World) -> OfferFile:
    file = _sample_file(world)
    with scope.within(world.ours.organisation):
        submission = Submission.objects.filter(bid=file.bid).first()
        assert submission
        offer = Offer.objects.filter(submission=submission).first() or Offer(
            call=file.bid.call, submission=submission, number=1, received=timezone.now(), bidder="Ours"
        )
        offer.save()
        found = OfferFile.objects.filter(offer=offer).first() or OfferFile(offer=offer, source=file, name="a", bytes=10)
        found.save()
        return found


BIDS: dict[str, Callable[[World], dict[str, Any]]] = {
    **dict.fromkeys(
        ("bids-one", "bids-submit", "bids-discard", "bids-withdraw", "bids-files"),
        lambda world: {"pk": _sample_bid(world).pk},
    ),
    "bids-receipt": lambda world: {"pk": _sample_bid(world).pk, "number": 1},
    "bids-file": lambda world: {"pk": _sample_bid(world).pk, "key": _sample_file(world).key},
    "bids-chunk": lambda world: {"pk": _sample_bid(world).pk, "key": _sample_file(world).key, "number": 0},
    "bids-start": lambda _: {"slug": "not-published"},
    **dict.fromkeys(("bids-opening", "bids-key", "bids-minutes"), lambda world: {"pk": _sample_call(world).call.pk}),
    "bids-offer-file": lambda world: {"pk": _sample_call(world).call.pk, "row": _sample_offer_file(world).pk},
}
