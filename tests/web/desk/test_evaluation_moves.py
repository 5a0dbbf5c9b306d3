"""Random acts by random people: no illegal state, no award to who is not admitted, no look at others' points."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.web.desk.evaluation import Judged
from tests.web.world import build

from karavel.procurement.tables import AWARD, CALL
from karavel.web import scope
from karavel.web.desk.calls.models import Call, Seat
from karavel.web.desk.evaluation.models import Admission, Award, AwardLetter, Clarification, Consensus, Draw, Score
from karavel.web.permissions import Role

#: Members by their place; others by their role; a bidder.
PEOPLE = st.sampled_from([0, 1, Role.VIEWER, Role.OFFICER, Role.PROCUREMENT, Role.ADMINISTRATOR, "bidder"])
LOTS, OFFERS = st.sampled_from([0, 1]), st.sampled_from([0, 1])
_MAY = {200, 302, 403, 404, 409, 422}


class Committee(RuleBasedStateMachine):
    """An opened call of two lots with two bids, and whoever may happen to do something with it."""

    judged: Judged

    @initialize()
    def begin(self) -> None:
        """Nothing is judged yet."""
        for model in (AwardLetter, Award, Draw, Clarification, Consensus, Score, Admission):
            model.everywhere.all().delete()
        Seat.everywhere.filter(call=self.judged.call).update(cleared=timezone.now(), recused=None)
        Call.everywhere.filter(pk=self.judged.call.pk).update(state="opened", reason="")
        self.states: dict[int, str] = {}
        self.call_state = "opened"

    def client(self, who: Any) -> Client:
        """Somebody's browser."""
        if isinstance(who, int):
            return self.judged.member(who)
        if who == "bidder":
            return self.judged.bidder(self.judged.companies[0])
        client = Client()
        client.force_login(self.judged.world.ours.members[Role(who)])
        return client

    def post(self, who: Any, name: str, *args: object, **sent: Any) -> None:
        """Somebody does something; whatever is answered, it is no fault of ours."""
        status = self.client(who).post(self.judged.url(name, *args), sent).status_code
        assert status in _MAY, (who, name, status)

    @rule(who=PEOPLE, offer=OFFERS, lot=LOTS, yes=st.booleans())
    def admit(self, who: Any, offer: int, lot: int, yes: bool) -> None:
        """Decides on an admission."""
        row, part = self.judged.offers[offer], self.judged.lots[lot]
        with scope.within(self.judged.call.organisation_id):
            price = row.prices.get(lot=part).pk
        sent = {f"a{price}-admitted": "yes" if yes else "no", f"a{price}-reason": "So it is."}
        self.post(who, "admit", row.pk, part.pk, **sent)

    @rule()
    def admit_all(self) -> None:
        """The quick way to where it becomes interesting."""
        for offer in (0, 1):
            for lot in (0, 1):
                self.admit(0, offer, lot, yes=True)

    @rule(
        who=PEOPLE, lot=LOTS, act=st.sampled_from(["save", "hand-in"]), points=st.sampled_from(["40", "90", "-1", ""])
    )
    def give(self, who: Any, lot: int, act: str, points: str) -> None:
        """Gives points."""
        sent = {"act": act}
        for offer in self.judged.offers:
            key = f"s{offer.pk}-{self.judged.quality.pk}"
            sent |= {f"{key}-points": points, f"{key}-reason": f"Words of {who}."}
        self.post(who, "scores", self.judged.lots[lot].pk, **sent)

    @rule(who=PEOPLE)
    def agree_on_all(self, who: Any) -> None:
        """Agrees on all that there is."""
        for lot in self.judged.lots:
            for offer in self.judged.offers:
                key = f"c{offer.pk}-{self.judged.quality.pk}"
                sent = {f"{key}-points": str(50 + offer.number), f"{key}-reason": "Agreed."}
                self.post(who, "agree", lot.pk, offer.pk, self.judged.quality.pk, **sent)

    @rule(who=PEOPLE, name=st.sampled_from(["conclude", "reconsider", "fail", "tell", "advise"]))
    def act(self, who: Any, name: str) -> None:
        """Does what needs no more to be said."""
        self.post(who, name, reason="Because.", **{"remedies-en": "Write to us."})

    @rule(who=PEOPLE, lot=LOTS)
    def propose(self, who: Any, lot: int) -> None:
        """Proposes an award."""
        row = self.judged.lots[lot]
        self.post(who, "propose", row.pk, **{f"l{row.pk}-reasons": "It is better."})

    @rule(who=PEOPLE, lot=LOTS)
    def fail_lot(self, who: Any, lot: int) -> None:
        """Declares a lot without result."""
        self.post(who, "fail-lot", self.judged.lots[lot].pk, reason="Nobody is left.")

    @rule(who=PEOPLE, name=st.sampled_from(["stand", "cancel"]), over=st.booleans(), fell=st.sampled_from(["", "1"]))
    def later(self, who: Any, name: str, over: bool, fell: str) -> None:
        """Lets the latest award stand, or cancels it."""
        awards = self.judged.awards()
        if awards:
            if over:
                self.judged.over()
            self.post(who, name, awards[-1].pk, reason="Because.", fell=fell)

    @rule(who=PEOPLE, lot=LOTS)
    def draw(self, who: Any, lot: int) -> None:
        """Draws lots, or witnesses the draw."""
        self.post(who, "draw", self.judged.lots[lot].pk)

    @rule(who=PEOPLE, offer=OFFERS)
    def ask(self, who: Any, offer: int) -> None:
        """Asks a bidder."""
        row = self.judged.offers[offer]
        said = {"kind": "clarify", "text": "Where is it?", "until": "2099-01-01T12:00"}
        self.post(who, "ask", row.pk, **{f"ask{row.pk}-{name}": value for name, value in said.items()})

    @rule()
    def time_is_over(self) -> None:
        """The time to answer passes."""
        Clarification.everywhere.update(until=timezone.now())

    @rule(who=PEOPLE, free=st.sampled_from(["1", "1", ""]))
    def declare(self, who: Any, free: str) -> None:
        """Says that no bidder is theirs, or steps back."""
        self.post(who, "declare", free=free, recusal="My brother's firm.")

    @invariant()
    def who_stepped_back_reads_nothing(self) -> None:
        """Neither the evaluation nor the minutes."""
        for place, seat in enumerate(self.judged.seats):
            if Seat.everywhere.get(pk=seat.pk).recused:
                assert self.client(place).get(self.judged.url("")).status_code == 409
                minutes = reverse("bids-minutes", args=[self.judged.call.pk])
                assert self.client(place).get(minutes).status_code == 404

    @invariant()
    def every_state_was_reached_by_a_move_of_the_table(self) -> None:
        """From the state before a chain of moves leads to this one; no lot has two awards that stand."""
        for award in self.judged.awards():
            before = self.states.get(award.pk, AWARD.initial)
            assert _reaches(AWARD, before, award.state), (before, award.state)
            self.states[award.pk] = award.state
        state = self.judged.state()
        assert _reaches(CALL, self.call_state, state), (self.call_state, state)
        self.call_state = state
        standing = [award.lot_id for award in self.judged.awards() if award.state != "cancelled"]
        assert len(standing) == len(set(standing))

    @invariant()
    def only_who_is_admitted_and_agreed_on_wins(self) -> None:
        """Each award that stands names an admitted offer; letters exist where one was told."""
        for award in self.judged.awards():
            if award.offer_id and award.state != "cancelled":
                assert Admission.everywhere.filter(offer=award.offer_id, lot=award.lot_id, admitted=True).exists()
                assert Consensus.everywhere.filter(offer=award.offer_id, lot=award.lot_id).exists()
            if award.state in {"told", "active"}:
                assert award.told
                assert AwardLetter.everywhere.filter(offer=award.offer_id).exists()

    @invariant()
    def nobody_peeks(self) -> None:
        """A member who has not handed in reads no words of the other."""
        for lot in self.judged.lots:
            for place, seat in enumerate(self.judged.seats):
                own = Score.everywhere.filter(lot=lot, seat=seat)
                if own.exclude(handed_in=None).exists():
                    continue
                for name in ("scores", "lot"):
                    page = self.client(place).get(self.judged.url(name, lot.pk)).content.decode()
                    assert f"Words of {1 - place}." not in page


def _reaches(table: Any, before: str, after: str) -> bool:
    """Whether moves of the table lead there, in as many steps as an act may make."""
    seen, edge = {before}, {before}
    while edge:
        edge = {move.target for state in edge for move in table.offered(state)} - seen
        seen |= edge
    return after in seen


@pytest.mark.slow
@pytest.mark.django_db
def test_no_sequence_of_acts_awards_wrongly_or_shows_points_early() -> None:
    Committee.judged = Judged(build(), ("100000", "50000"), ("125000", "60000"))
    run_state_machine_as_test(
        Committee,
        settings=settings(
            max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_award_one_lot_at_once_exactly_one_does() -> None:
    judged = Judged(build(), ("100000", ""), ("125000", ""))
    judged.concluded("80", "90")
    codes = together(lambda place: judged.post(place, "propose", judged.lots[0].pk, **_why(judged)).status_code)
    assert sorted(codes) == [302, 409]
    assert len(judged.awards()) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_tell_at_once_exactly_one_does() -> None:
    judged = Judged(build(), ("100000", ""), ("125000", ""))
    judged.concluded("80", "90")
    judged.propose(judged.lots[0])
    judged.post(0, "fail-lot", judged.lots[1].pk, reason="Nobody bid.")
    codes = together(lambda place: judged.post(place, "tell", **{"remedies-en": "Write to us."}).status_code)
    assert sorted(codes) == [302, 409]
    assert AwardLetter.everywhere.count() == 2


def _why(judged: Judged) -> dict[str, str]:
    return {f"l{judged.lots[0].pk}-reasons": "It is better."}


def together(work: Any) -> list[int]:
    """Both members at one moment; on SQLite, which has one writer at a time, one after the other."""
    if connection.vendor == "sqlite":
        return [work(place) for place in (0, 1)]
    barrier, codes = Barrier(2), []

    def begin(place: int) -> None:
        barrier.wait()
        try:
            codes.append(work(place))
        finally:
            connections.close_all()

    threads = [Thread(target=begin, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes
