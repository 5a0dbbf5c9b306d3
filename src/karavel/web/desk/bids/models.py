"""Bids. Before the opening nothing here tells what a bid says: names of files and prices are sealed too.

A bid belongs to the bidder's organisation, an offer (the same after the opening) to the buyer's.
"""

from __future__ import annotations

from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from karavel.web.desk.calls.models import Call, CallLot, Seat
from karavel.web.desk.fields import amount, currency
from karavel.web.scope import Owned

_USER: Final = settings.AUTH_USER_MODEL


class Bid(Owned):
    """What a company submits to a call; there is one for each company, whose latest submission counts.

    Attributes:
        organisation: the bidder's; it cannot be deleted while it has a bid, which the buyer must keep.
    """

    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+", editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="bids")
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, default="draft")
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "organisation"], name="one_bid_a_company")]

    def __str__(self) -> str:
        return f"{self.call.ocid} · {self.organisation}"


class BidPart(Owned):
    """A row of a bid; it belongs to the bidder's organisation."""

    class Meta:
        abstract = True


class Submission(BidPart):
    """One handing in; never changed. The bid's latest counts unless the bid was withdrawn.

    Attributes:
        number: counts within the bid.
        received: the server's clock when all was there.
        digest: SHA-256 over the sealed form and the digests of the files, in order: what the receipt names.
        receipt: random number of the receipt, by which it can be looked up.
        form: prices, answers and names of files, sealed (age, base64).
    """

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="submissions")
    user = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    number = models.PositiveIntegerField()
    received = models.DateTimeField()
    digest = models.CharField(max_length=64)
    receipt = models.CharField(max_length=40, unique=True)
    form = models.TextField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["bid", "number"], name="one_submission_a_number")]

    def __str__(self) -> str:
        return f"{self.bid} {self.number}"


class SealedFile(BidPart):
    """A file of a bid, sealed chunk by chunk on arrival; without a submission while it is being uploaded.

    Attributes:
        key: names it in the uploader's requests and in the chunks' headers.
        label: its name and kind, sealed (base64): names can tell prices.
        bytes: of the plain file as announced; ``chunks`` how many there will be.
        digest: over the digests of its sealed chunks, once all are there.
        submissions: those that it is part of; a replacement may keep a file.
        left_out: the bidder took it out after handing it in: submissions before keep it, the next one has it not.
    """

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="files")
    submissions = models.ManyToManyField(Submission, related_name="files")
    key = models.UUIDField(unique=True)
    label = models.TextField(default="")
    bytes = models.PositiveBigIntegerField()
    chunks = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    left_out = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.key)


class SealedChunk(BidPart):
    """A chunk that has arrived. ``sealed`` is the digest by which it is stored, ``plain`` of what was sent."""

    file = models.ForeignKey(SealedFile, models.PROTECT, related_name="arrived")
    number = models.PositiveIntegerField()
    bytes = models.PositiveIntegerField()
    plain = models.CharField(max_length=64)
    sealed = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "number"], name="one_chunk_a_number")]

    def __str__(self) -> str:
        return f"{self.file} {self.number}"


class Opening(Owned):
    """The opening of a call's bids (of the buyer's organisation); what has been done survives a restart.

    Attributes:
        first, first_at: the member whose key came first; ``half`` the secret still sealed to each other member
            (seat to base64), so that nothing is readable yet.
        second, second_at: the other member.
        secret: the call's key once two members have opened it: bids are no secret to the committee any more, and their
            files are read with it when somebody asks for them.
        completed: when all offers had been read.
        minutes, minutes_sha256: the record as text, and its digest.
    """

    call = models.OneToOneField(Call, models.PROTECT, related_name="opening")
    first = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    half = models.JSONField(default=dict, blank=True)
    second = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    secret = models.CharField(max_length=100, blank=True)
    completed = models.DateTimeField(null=True)
    minutes = models.TextField(blank=True)
    minutes_sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.call.ocid


class Offer(Owned):
    """An opened bid, as the committee reads it (the buyer's organisation owns it).

    Attributes:
        number: in the order of receipt.
        email: where the bidder is told the outcome.
        bidder: its name; ``route_kind`` and ``route_via``: how it bids, through which country.
        profile: its ``company.toml`` where the bidder enclosed it, for advice on who may bid.
        answers: requirement id to what it says.
        problem: why it could not be read; it stays in the list all the same.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="offers")
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="offer")
    number = models.PositiveIntegerField()
    received = models.DateTimeField()
    bidder = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True)
    ids = models.JSONField(default=list, blank=True)
    email = models.EmailField(blank=True)
    route_kind = models.CharField(max_length=30, blank=True)
    route_via = models.CharField(max_length=2, blank=True)
    profile = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "number"], name="one_offer_a_number")]

    def __str__(self) -> str:
        return self.bidder


class OfferLot(Owned):
    """What an offer asks for a lot, net of value added tax; ``cost`` over the whole life, where that is judged."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="prices")
    lot = models.ForeignKey(CallLot, models.PROTECT, related_name="+")
    price = amount()
    price_currency = currency()
    cost = amount(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["offer", "lot"], name="one_price_a_lot")]

    def __str__(self) -> str:
        return f"{self.price} {self.price_currency}"


class OfferFile(Owned):
    """A file of an offer: stays sealed on the disk, is opened for whoever may read it, served as a download only."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="files")
    source = models.ForeignKey(SealedFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=40, blank=True)
    bytes = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.name
