"""An opened call with bids of two companies, judged as far as a test wants: what tests of awards stand on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.desk import bids as made
from tests.web.desk.bids import handed_in, opened
from tests.web.world import Party, World
from tests.web.world import made as party

from karavel.procurement.releases import tender
from karavel.web import scope
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import Call, CallLot, CallVersion, Criterion, Seat
from karavel.web.desk.calls.process import process_of, publisher
from karavel.web.desk.evaluation.models import Award
from karavel.web.desk.needs.models import BuyerProfile
from karavel.web.permissions import Role


class Judged:
    """A call of ours that was opened, the browsers of its committee, and shortcuts to its rows."""

    def __init__(self, world: World, *prices: tuple[str, str], seats: int = 2, **more: str) -> None:
        """Args: ``prices`` are those of each bidder for both lots; an empty one is no bid for that lot."""
        self.world, self.sealed = world, made.call(world.ours, seats)
        Call.everywhere.filter(pk=self.sealed.call.pk).update(published=timezone.now() - timedelta(days=30))
        _published(world, self.sealed.call.pk)
        self.companies = [world.others, *(party(f"Third{number}", f"t{number}") for number in range(len(prices) - 1))]
        for number, (company, (first, second)) in enumerate(zip(self.companies, prices, strict=False)):
            self._bid(company, number, first, second, more)
        self.call = opened(self.sealed)
        with scope.within(self.call.organisation_id):
            self.lots = list(CallLot.objects.filter(call=self.call))
            self.offers = list(Offer.objects.filter(call=self.call))
            self.quality = Criterion.objects.get(call=self.call, kind="quality")
            Seat.objects.filter(call=self.call).update(cleared=timezone.now())
            self.seats = list(Seat.objects.filter(call=self.call).order_by("pk"))

    def _bid(self, company: Party, number: int, first: str, second: str, more: dict[str, str]) -> None:
        with scope.within(self.sealed.call.organisation_id):
            lot = CallLot.objects.get(call=self.sealed.call, number="LOT-0002")
        given = {f"price-{lot.pk}": second, "bidder": f"Bidder {number}", "email": f"b{number}@example.org"} | more
        handed_in(self.bidder(company), self.sealed, first, **given)  # type: ignore[arg-type]

    @staticmethod
    def bidder(company: Party) -> Client:
        """A browser of a company's bid manager."""
        client = Client()
        client.force_login(company.members[Role.BID_MANAGER])
        return client

    def member(self, place: int) -> Client:
        """A browser of a member, English."""
        return self.sealed.client(place)

    def url(self, name: str, *args: object) -> str:
        """An address of the evaluation."""
        return reverse(f"evaluation-{name}" if name else "evaluation", args=[self.call.pk, *args])

    def post(self, place: int, name: str, *args: object, **sent: Any) -> Any:
        """What a member sends."""
        return self.member(place).post(self.url(name, *args), sent)

    def admit(self, offer: Offer, lot: CallLot, decision: str = "yes", reason: str = "It shows all.") -> Any:
        """The first member decides on an offer for a lot."""
        with scope.within(self.call.organisation_id):
            price = offer.prices.get(lot=lot)
        sent = {f"a{price.pk}-admitted": decision, f"a{price.pk}-reason": reason}
        return self.post(0, "admit", offer.pk, lot.pk, **sent)

    def admit_all(self) -> None:
        """Every offer for every lot."""
        with scope.within(self.call.organisation_id):
            asked = [(offer, one.lot) for offer in self.offers for one in offer.prices.select_related("lot")]
        for offer, lot in asked:
            assert self.admit(offer, lot).status_code == 302

    def give(self, place: int, lot: CallLot, *points: str, act: str = "hand-in", reason: str = "A sound plan.") -> Any:
        """A member's points for the offers that bid for a lot, in their order."""
        with scope.within(self.call.organisation_id):
            offers = list(Offer.objects.filter(admissions__lot=lot, admissions__admitted=True).order_by("number"))
        sent: dict[str, str] = {"act": act}
        for offer, given in zip(offers, points, strict=True):
            key = f"s{offer.pk}-{self.quality.pk}"
            sent |= {f"{key}-points": given, f"{key}-reason": reason}
        return self.post(place, "scores", lot.pk, **sent)

    def agree(self, offer: Offer, lot: CallLot, points: str, reason: str = "The plan names every step.") -> Any:
        """The committee agrees."""
        key = f"c{offer.pk}-{self.quality.pk}"
        sent = {f"{key}-points": points, f"{key}-reason": reason}
        return self.post(0, "agree", lot.pk, offer.pk, self.quality.pk, **sent)

    def agreed(self, *points: str) -> None:
        """All is admitted, scored and agreed: for each lot the same points, in the order of the offers."""
        self.admit_all()
        for lot in self.lots:
            with scope.within(self.call.organisation_id):
                offers = list(Offer.objects.filter(prices__lot=lot).order_by("number"))
            if offers:
                for place in range(len(self.seats)):
                    assert self.give(place, lot, *points[: len(offers)]).status_code == 302
                for offer, given in zip(offers, points, strict=False):
                    assert self.agree(offer, lot, given).status_code == 302

    def concluded(self, *points: str) -> None:
        """The evaluation is concluded."""
        self.agreed(*points)
        answer = self.post(0, "conclude")
        assert answer.status_code == 302, answer.content.decode()
        self.call.refresh_from_db()

    def propose(self, lot: CallLot, reasons: str = "It costs less and its plan is clearer.") -> Any:
        """Who decides proposes the award of a lot."""
        return self.post(0, "propose", lot.pk, **{f"l{lot.pk}-reasons": reasons})

    def draw(self, place: int, lot: CallLot) -> Any:
        """A member draws, or witnesses the draw."""
        return self.post(place, "draw", lot.pk)

    def tell(self, **sent: str) -> Any:
        """All bidders are told."""
        words = {"remedies-en": "Write to the review body within ten days.", "remedies-pt": "Recorra em dez dias."}
        return self.post(0, "tell", **(words | sent))

    def awards(self) -> list[Award]:
        """All awards, the first made first."""
        with scope.within(self.call.organisation_id):
            return list(Award.objects.filter(call=self.call).order_by("pk"))

    def over(self) -> None:
        """The standstill ended yesterday."""
        yesterday = date.today() - timedelta(days=2)
        Award.everywhere.filter(call=self.call).update(standstill_until=yesterday)

    def state(self) -> str:
        """Of the call."""
        return Call.everywhere.get(pk=self.call.pk).state


def _published(world: World, pk: int) -> None:
    """The release of the call, as publishing leaves it."""
    with scope.within(world.ours.organisation):
        call, profile = Call.objects.get(pk=pk), BuyerProfile.objects.get()
        release = tender(process_of(call, profile), publisher(profile))
        CallVersion(
            call=call, number=1, stage="tender", published=call.published or timezone.now(), release=release
        ).save()


def _sample(world: World) -> dict[str, Any]:
    return {"pk": made._sample_call(world).call.pk}


def _lot(world: World) -> dict[str, Any]:
    call = made._sample_call(world).call
    with scope.within(world.ours.organisation):
        return {"pk": call.pk, "row": CallLot.objects.filter(call=call).first().pk}  # type: ignore[union-attr]


def _offer(world: World) -> dict[str, Any]:
    file = made._sample_offer_file(world)
    return {"pk": file.offer.call_id, "row": file.offer_id}


def _award(world: World) -> dict[str, Any]:
    lot = _lot(world)
    with scope.within(world.ours.organisation):
        found = Award.objects.filter(call=lot["pk"]).first()
        if found is None:
            found = Award(call_id=lot["pk"], lot_id=lot["row"], supplier="Karvan Software Lda")
            found.save()
    return {"pk": lot["pk"], "row": found.pk}


_PLAIN = ("advise", "declare", "conclude", "reconsider", "fail", "tell", "send", "enter-for")
EVALUATION: dict[str, Callable[[World], dict[str, Any]]] = {
    "evaluation": _sample,
    **{f"evaluation-{name}": _sample for name in _PLAIN},
    **{f"evaluation-{name}": _lot for name in ("lot", "scores", "propose", "draw", "fail-lot")},
    **{f"evaluation-{name}": _award for name in ("stand", "cancel")},
    "evaluation-check": _offer,
    "evaluation-ask": _offer,
    "evaluation-answer-file": lambda world: _sample(world) | {"row": 1},
    "evaluation-answer": lambda world: {"pk": made._sample_bid(world).pk, "row": 1},
    "evaluation-admit": lambda world: _offer(world) | {"part": _lot(world)["row"]},
    "evaluation-agree": lambda world: _lot(world) | {"offer": _offer(world)["row"], "criterion": 1},
    "evaluation-price": lambda world: _lot(world) | {"offer": _offer(world)["row"]},
    "evaluation-rate": lambda world: _lot(world) | {"currency": "USD"},
    "evaluation-points": lambda world: _sample(world) | {"ending": "json"},
    "evaluation-outcome": lambda world: {"pk": made._sample_bid(world).pk},
}
