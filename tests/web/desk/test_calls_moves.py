"""Random moves of a call by random roles: no illegal state, and no state whose condition is false."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.web.desk.calling import draft, later
from tests.web.world import World, build

from karavel.procurement.tables import CALL, TABLES
from karavel.web import scope
from karavel.web.accounts.models import Membership, User
from karavel.web.desk.calls import checking
from karavel.web.desk.calls.models import Call
from karavel.web.permissions import ACTIONS, Role

ROLES = st.sampled_from(sorted(Role))


class Desk(RuleBasedStateMachine):
    """A call, and whoever may happen to do something with it."""

    world: World

    @initialize(lacks=st.sampled_from(["nothing", "eligibility", "seats"]))
    def begin(self, lacks: str) -> None:
        """A draft, whole or lacking something."""
        Call.everywhere.all().delete()
        self.call = draft(self.world.ours, **({"eligibility": {}} if lacks == "eligibility" else {}))
        if lacks == "seats":
            with scope.within(self.world.ours.organisation):
                self.call.seats.all().delete()
        self.before, self.last = "planned", Role.VIEWER

    def post(self, role: Role, what: str, **sent: Any) -> None:
        """Somebody does something; whatever is answered, it is no fault of ours."""
        self.before, self.last = self.call.state, role
        client = Client(headers={"accept-language": "en"})
        client.force_login(self.world.ours.members[role])
        answer = client.post(f"/desk/calls/{self.call.pk}/{what}/", sent)
        assert answer.status_code in {302, 403, 404, 409, 422}, (what, answer.status_code)
        self.call = Call.everywhere.get(pk=self.call.pk)

    @rule(role=ROLES)
    def publish(self, role: Role) -> None:
        """Publishes."""
        self.post(role, "publish")

    @rule(role=ROLES, reason=st.sampled_from(["", "No money."]))
    def cancel(self, role: Role, reason: str) -> None:
        """Cancels, with a reason or without."""
        self.post(role, "cancel", reason=reason)

    @rule(role=ROLES)
    def amend(self, role: Role) -> None:
        """Amends with a form that says nothing."""
        self.post(role, "amend")

    @rule(role=ROLES)
    def empty(self, role: Role) -> None:
        """Saves a section that says nothing."""
        self.post(role, "edit/who")

    @rule()
    def time_passes(self) -> None:
        """The deadline comes."""
        self.before = self.call.state
        passed = self.call.published or timezone.now() - timedelta(seconds=1)
        Call.everywhere.filter(pk=self.call.pk).update(deadline=passed)
        Client().get(f"/calls/{self.call.slug}/")
        self.call = Call.everywhere.get(pk=self.call.pk)

    @rule()
    def time_is_given(self) -> None:
        """A draft gets a deadline ahead again."""
        Call.everywhere.filter(pk=self.call.pk, state="planned").update(deadline=later(days=40))
        self.call.refresh_from_db()

    @invariant()
    def the_table_has_the_move(self) -> None:
        """From the state before, one move leads to this one, and the role may make it."""
        state = self.call.state
        if state != self.before:
            moves = [move for move in CALL.offered(self.before) if move.target == state]
            assert any(move.by == "clock" or self.last in ACTIONS[move.by] for move in moves)

    @invariant()
    def what_a_state_says_is_so(self) -> None:
        """Open calls lack nothing and have time left; only cancelled ones have a reason, and each has one."""
        call = self.call
        with scope.within(self.world.ours.organisation):
            if call.state == "active":
                assert checking.problems(call, timezone.now()) == []
                assert call.seal.recipient
            if call.state == "closed":
                assert call.deadline is not None
                assert call.deadline <= timezone.now()
            assert bool(call.reason) == (call.state == "cancelled")
            assert bool(call.published) == call.versions.filter(number=1).exists()
            assert call.version == (call.versions.latest("number").number if call.published else 0)


@pytest.mark.django_db
def test_no_sequence_of_moves_leads_to_a_state_that_is_not_so() -> None:
    Desk.world = build()
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=15, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.parametrize("move", [move for table in TABLES for move in table.moves], ids=lambda move: move.name)
def test_who_makes_a_move_is_an_action_of_the_permissions_or_the_clock(move: Any) -> None:
    assert move.by in {*ACTIONS, "clock"}


def test_an_administrator_of_the_table_is_no_member_of_a_committee(world: World) -> None:
    call = draft(world.ours)
    user: User = world.ours.members[Role.VIEWER]
    assert checking.may_sit(call, user.pk)
    Membership.objects.filter(user=user).update(role=Role.BID_MANAGER)
    assert not checking.may_sit(call, user.pk)
    assert not checking.may_sit(call, world.others.members[Role.VIEWER].pk)
