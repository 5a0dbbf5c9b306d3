"""A call, several bidders and everybody else, doing at random what they may and what they may not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.desk import bids as made
from tests.web.desk.calling import draft, request_of
from tests.web.world import Party, World
from tests.web.world import made as party_of

from karavel.errors import IllegalMove
from karavel.procurement import sealing
from karavel.procurement.tables import BID, CALL
from karavel.states import StateTable
from karavel.web import scope
from karavel.web.accounts.models import User
from karavel.web.desk import ticking
from karavel.web.desk.bids.models import Bid, Offer, Opening, SealedFile, Submission
from karavel.web.desk.calls import amending, publishing
from karavel.web.desk.calls.models import Call, Seat
from karavel.web.permissions import Role

#: Stands in every name, answer and file of a bid; and how every price begins.
WORD: Final = "zq7marker"
DIGITS: Final = "7319482640"
_SQUASHED: Final = re.compile(rb"[^0-9a-z]")


def told(content: bytes) -> bool:
    """Whether something tells what stands in a bid, however it writes numbers and names."""
    plain = _SQUASHED.sub(b"", content.lower())
    return WORD.encode() in plain or DIGITS.encode() in plain


def body(response: Any) -> bytes:
    """All that a response says, a zip unpacked."""
    content: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    if not content.startswith(b"PK\x03\x04"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def database() -> bytes:
    """Every row of every table."""
    models = (model for model in apps.get_models() if model._meta.managed)
    return "\n".join(str(row) for model in models for row in model._base_manager.values()).encode()


def disk() -> bytes:
    """Every sealed chunk."""
    return b"".join(path.read_bytes() for path in (Path(settings.DATA) / "sealed").rglob("*") if path.is_file())


def reachable(table: StateTable, state: str, moves: int = 2) -> set[str]:
    """States that so many moves lead to: an act may close a call by the clock and then move it."""
    found = {state}
    for _move in range(moves):
        found |= {move.target for one in found for move in table.offered(one)}
    return found


@dataclass
class Bidder:
    """A company, and what the site acknowledged to it.

    Attributes:
        price: of the latest bid that was acknowledged; None where there is none, or it was withdrawn.
        receipts: every one that it was given.
    """

    party: Party
    client: Client
    price: str | None = None
    receipts: list[str] = field(default_factory=list)


class Walk:
    """What everybody may do, and what must hold after each act; ``random`` decides what is chosen within an act."""

    def __init__(self, world: World, random: Random) -> None:
        self.random, self.world, self.counter = random, world, 0
        self.call, self.keys = _published(world)
        parties = (world.others, party_of("Third", "third"), party_of("Fourth", "fourth"))
        self.bidders = [Bidder(party, _client(party.members[Role.BID_MANAGER])) for party in parties]
        self.readers = self._readers()
        self.states: dict[tuple[str, int], str] = {}

    def _readers(self) -> list[User | None]:
        ours = list(self.world.ours.members.values())
        theirs = [user for one in self.bidders for user in one.party.members.values()]
        return [None, self.world.officer, *ours, *self.random.sample(theirs, 5)]

    # What anybody asks passes here.
    def heard(self, response: Any, reader: User | None) -> Any:
        """Nothing breaks, and nothing of a sealed bid is told."""
        assert response.status_code < 500, response.request["PATH_INFO"]
        if not (self.opened() and reader and reader.pk in self.keys):
            assert not told(body(response)), (response.request["PATH_INFO"], str(reader))
        return response

    def opened(self) -> bool:
        return Opening.everywhere.exclude(completed=None).exists()

    def _by(self, bidder: Bidder) -> User:
        return bidder.party.members[Role.BID_MANAGER]

    def _chosen(self) -> tuple[Bidder, Bid | None]:
        bidder = self.random.choice(self.bidders)
        return bidder, Bid.everywhere.filter(organisation=bidder.party.organisation).first()

    def start(self) -> None:
        bidder, _bid = self._chosen()
        self.heard(bidder.client.post(reverse("bids-start", args=[self.call.slug])), self._by(bidder))

    def upload(self) -> None:
        bidder, bid = self._chosen()
        content = f"%PDF {WORD} {self.random.random()}".encode()
        if not bid:
            return
        said = {"name": f"{WORD}-{self.counter}.pdf", "size": len(content)}
        address = reverse("bids-files", args=[bid.pk])
        plan = self.heard(bidder.client.post(address, said, content_type="application/json"), self._by(bidder))
        if plan.status_code == 201 and self.random.random() < 0.9:  # else the upload breaks off
            put = made.put(bidder.client, bid, plan.json()["key"], 0, content)
            self.heard(put, self._by(bidder))

    def submit(self) -> None:
        bidder, bid = self._chosen()
        if not bid:
            return
        self.counter += 1
        price = f"{DIGITS}{self.counter:03}.50"
        form = made.form(made.Sealed(self.call), price, bidder=f"{WORD} Lda", ids=f"PT-NIF {WORD}")
        form |= {name: f"{WORD} answers" for name in form if name.startswith("answer-")}
        in_time = self._takes_bids()
        answer = bidder.client.post(reverse("bids-submit", args=[bid.pk]), form)
        if answer.status_code == 302 and "receipt" in answer["Location"]:
            assert in_time, "a late bid is refused"
            bidder.price = price
            latest = Submission.everywhere.filter(bid=bid).latest("number")
            bidder.receipts.append(latest.receipt)
            self.heard(answer, self._by(bidder))
        elif answer.status_code == 302:
            assert not in_time

    def _takes_bids(self) -> bool:
        call = Call.everywhere.get(pk=self.call.pk)
        return call.state == "active" and call.deadline is not None and timezone.now() < call.deadline

    def withdraw(self) -> None:
        bidder, bid = self._chosen()
        if bid:
            self.heard(bidder.client.post(reverse("bids-withdraw", args=[bid.pk])), self._by(bidder))
            bid.refresh_from_db()
            bidder.price = None if bid.state == "withdrawn" else bidder.price

    def discard(self) -> None:
        bidder, bid = self._chosen()
        if bid:
            self.heard(bidder.client.post(reverse("bids-discard", args=[bid.pk])), self._by(bidder))
            gone = not Bid.everywhere.filter(pk=bid.pk).exists()
            assert gone == (not bidder.receipts), "what was acknowledged cannot be thrown away"
            self.states.pop(("bid", bid.pk), None)

    def remove(self) -> None:
        bidder, bid = self._chosen()
        files = list(SealedFile.everywhere.all())
        if bid and files:
            key = self.random.choice(files).key  # also somebody else's
            self.heard(bidder.client.delete(reverse("bids-file", args=[bid.pk, key])), self._by(bidder))

    def amend(self) -> None:
        call = Call.everywhere.get(pk=self.call.pk)
        before = call.deadline
        assert before
        try:
            with scope.within(call.organisation_id):
                amending.amend(request_of(self.world.ours), call, "More time", _a_day_more)
        except IllegalMove:
            assert call.state != "active" or before <= timezone.now()
        else:
            assert before > timezone.now(), "a deadline that has passed stays passed"

    def cancel(self) -> None:
        user = self.world.ours.members[Role.PROCUREMENT]
        address = reverse("calls-cancel", args=[self.call.pk])
        self.heard(_client(user).post(address, {"reason": "No money"}), user)

    def key(self) -> None:
        """A member, or somebody else, gives a key: their own or another's, too early or in time."""
        giver = self.random.choice([*User.objects.filter(pk__in=self.keys), *self.world.ours.members.values()])
        key = self.random.choice([self.keys.get(giver.pk), *self.keys.values()])
        self._give(giver, key)

    def _give(self, giver: User, key: sealing.Identity | None) -> None:
        sealed = not self.opened()
        before = Opening.everywhere.filter(call=self.call).values_list("first__user", flat=True).first()
        text = sealing.identity_file(key).encode() if key else b"no key"
        address = reverse("bids-key", args=[self.call.pk])
        self.heard(_client(giver).post(address, {"key": SimpleUploadedFile("k.txt", text)}), giver)
        if sealed and self.opened():
            assert before not in {None, giver.pk}, "two different members"
            assert not self._takes_bids()

    def read(self) -> None:
        """Anybody asks for anything, their own or not."""
        reader = self.random.choice(self.readers)
        self.heard(_client(reader).get(self.random.choice(list(self.addresses()))), reader)

    def addresses(self) -> Iterator[str]:
        """All pages that could tell something."""
        for name in ("calls-page", "calls-release", "calls-record"):
            yield reverse(name, args=[self.call.slug])
        for name in ("calls-desk", "bids-opening", "bids-minutes", "calls-export-ocds", "calls-export-zip"):
            yield reverse(name, args=[self.call.pk])
        for name in ("calls", "calls-feed", "opendata-releases", "desk", "bids", "audit"):
            yield reverse(name)
        yield reverse("organisation-data")
        yield reverse("bids-offer-file", args=[self.call.pk, self.random.randrange(1, 20)])
        for bid in Bid.everywhere.all():
            yield reverse("bids-one", args=[bid.pk])
            yield reverse("bids-receipt", args=[bid.pk, 1])
        for file in SealedFile.everywhere.select_related("bid"):
            yield reverse("bids-file", args=[file.bid_id, file.key])

    def page_of(self, member: int) -> bytes:
        """The opening as a member reads it."""
        return body(_client(User.objects.get(pk=member)).get(reverse("bids-opening", args=[self.call.pk])))

    def tick(self) -> None:
        ticking.tick()

    def pass_deadline(self) -> None:
        """A week goes by in a moment."""
        now = timezone.now()
        moved = {"deadline": now - timedelta(seconds=1), "published": now - timedelta(days=7)}
        Call.everywhere.filter(pk=self.call.pk).update(**moved)

    def check(self) -> None:
        """States move as the tables say."""
        for table, model in ((CALL, Call), (BID, Bid)):
            for pk, state in model.everywhere.values_list("pk", "state"):
                before = self.states.get((table.name, pk), state)
                assert state in reachable(table, before), (table.name, before, state)
                self.states[table.name, pk] = state

    def unread(self) -> None:
        """Neither tables nor disk tell anything before two keys were given."""
        if not self.opened():
            assert not told(database())
            assert not told(disk())

    def finish(self) -> None:
        """The committee opens, however late; every acknowledged bid is there, with its price, and no other."""
        for giver in self.random.sample(sorted(self.keys), len(self.keys)):
            self._give(User.objects.get(pk=giver), self.keys[giver])
        receipts = [receipt for bidder in self.bidders for receipt in bidder.receipts]
        assert Submission.everywhere.filter(receipt__in=receipts).count() == len(receipts) == len(set(receipts))
        if not self.opened():
            assert Call.everywhere.get(pk=self.call.pk).state == "cancelled"
            return
        with scope.within(self.call.organisation_id):
            offers = Offer.objects.prefetch_related("prices", "files")
            prices = sorted(str(price.price) for offer in offers for price in offer.prices.all())
            problems = [offer.problem for offer in offers if offer.problem]
        assert prices == sorted(bidder.price for bidder in self.bidders if bidder.price)
        assert not problems
        for reader in self.readers:
            for address in (reverse(name, args=[self.call.pk]) for name in ("bids-opening", "bids-minutes")):
                self.heard(_client(reader).get(address), reader)


def _client(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def _a_day_more(call: Call) -> None:
    assert call.deadline
    Call.everywhere.filter(pk=call.pk).update(deadline=call.deadline + timedelta(days=1))


def _published(world: World) -> tuple[Call, dict[int, sealing.Identity]]:
    """An open call whose committee of three has its keys, by user."""
    call, keys = draft(world.ours), {}
    with scope.within(world.ours.organisation):
        third = world.ours.members[Role.OFFICER]
        Seat(call=call, user=third, name=str(third), conflict_free=timezone.now()).save()
        for seat in call.seats.all():
            assert seat.user_id
            keys[seat.user_id] = sealing.Identity.new()
            Seat.objects.filter(pk=seat.pk).update(recipient=keys[seat.user_id].recipient)
        publishing.publish(request_of(world.ours), call)
        call.refresh_from_db()
    return call, keys
