"""Random acts of random roles of both sides: no illegal state, and no state whose condition is false."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as limits
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.procurement.signing.authorities import PASSPHRASE
from tests.web.desk import contracting as made
from tests.web.world import World, build

from karavel.procurement import signing
from karavel.procurement.tables import CONTRACT, MILESTONE
from karavel.web import scope
from karavel.web.catalogue.models import PublicService, ServiceChange
from karavel.web.desk.calls.models import CallVersion
from karavel.web.desk.contracts import keeping
from karavel.web.desk.contracts.models import Contract, Milestone
from karavel.web.permissions import ACTIONS, Role
from karavel.web.signing import trusted

ROLES = st.sampled_from(sorted(Role))
NUMBERS = st.sampled_from([1, 2])
SIDES = st.sampled_from(["buyer", "supplier"])


class Sides(RuleBasedStateMachine):
    """A contract, and whoever of either side may happen to do something with it."""

    world: World
    template: Contract

    @initialize()
    def begin(self) -> None:
        """A draft, in a part of the transaction that is taken back at the end."""
        self.point = transaction.savepoint()
        self.contract = Contract.everywhere.get(pk=self.template.pk)
        self.role, self.before, self.steps = Role.VIEWER, "pending", ["scheduled", "scheduled"]

    def teardown(self) -> None:
        """Nothing of it is left."""
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)

    def post(self, role: Role, side: str, what: str, **sent: Any) -> None:
        """Somebody does something; whatever is answered, it is no fault of ours."""
        self.role, self.before, self.steps = role, self.contract.state, self.states()
        party, place = (
            (self.world.ours, "/desk/contracts") if side == "buyer" else (self.world.others, "/contracts/mine")
        )
        answer = made.of(party, role).post(f"{place}/{self.contract.pk}/{what}/", sent)
        assert answer.status_code in {302, 403, 404, 409, 422}, (what, answer.status_code)
        self.contract = Contract.everywhere.get(pk=self.contract.pk)

    def states(self) -> list[str]:
        """Of the milestones."""
        return list(
            Milestone.everywhere.filter(contract=self.contract).order_by("number").values_list("state", flat=True)
        )

    @rule(role=ROLES, what=st.sampled_from(["offer", "revise", "finish"]))
    def moves(self, role: Role, what: str) -> None:
        """The buyer moves it."""
        self.post(role, "buyer", what)

    @rule(role=ROLES, what=st.sampled_from(["cancel", "terminate"]), reason=st.sampled_from(["", "", "No money."]))
    def ends(self, role: Role, what: str, reason: str) -> None:
        """The buyer ends it, with a reason or without."""
        self.post(role, "buyer", what, reason=reason)

    @rule(role=ROLES, side=SIDES, key=st.sampled_from([made.BUYERS, made.SUPPLIERS, made.STRANGERS]))
    def sign(self, role: Role, side: str, key: bytes) -> None:
        """Either side signs with some key."""
        self.post(role, side, "sign", key=SimpleUploadedFile("key.p12", key), passphrase=PASSPHRASE)

    @rule()
    def both_sign(self) -> None:
        """The usual way, so that what follows is reached."""
        self.post(Role.PROCUREMENT, "buyer", "offer")
        own, other = (SimpleUploadedFile("k.p12", key) for key in made.KEYS.values())
        self.post(Role.PROCUREMENT, "buyer", "sign", key=own, passphrase=PASSPHRASE)
        self.post(Role.BID_MANAGER, "supplier", "sign", key=other, passphrase=PASSPHRASE)
        self.before = self.contract.state

    @rule(role=ROLES, side=SIDES, what=st.sampled_from(["take", "turn-down"]), reason=st.sampled_from(["", "Seen."]))
    def settle(self, role: Role, side: str, what: str, reason: str) -> None:
        """The buyer takes or turns down a signature."""
        self.post(role, "buyer", f"signatures/{side}/{what}", reason=reason)

    @rule(role=ROLES, side=SIDES, number=NUMBERS)
    def deliver(self, role: Role, side: str, number: int) -> None:
        """Somebody delivers."""
        self.post(role, side, f"milestones/{number}/deliver", text="It runs.")

    @rule(role=ROLES, number=NUMBERS, what=st.sampled_from(["accept", "accept", "reject"]))
    def judge(self, role: Role, number: int, what: str) -> None:
        """The buyer accepts or does not."""
        self.post(role, "buyer", f"milestones/{number}/{what}", reason="It fails.")

    @invariant()
    def the_tables_have_the_moves(self) -> None:
        """From the state before, one move leads to this one, and the role may make it; of milestones too."""
        for table, before, after in (
            (CONTRACT, [self.before], [self.contract.state]),
            (MILESTONE, self.steps, self.states()),
        ):
            for one, other in zip(before, after, strict=True):
                if one != other:
                    moves = [move for move in table.offered(one) if move.target == other]
                    # who takes a signature makes the move that signing would have made
                    may = [self.role in ACTIONS[move.by] or self.role in ACTIONS["contract.accept"] for move in moves]
                    assert any(may), (table.name, one, other, self.role)

    @invariant()
    def what_a_state_says_is_so(self) -> None:
        """In force only with two signatures that stand, which the validator sees too; ended only when all is done."""
        contract = self.contract
        with scope.within(self.world.ours.organisation):
            rows = list(contract.signatures.all())
            assert contract.state != "pending" or not rows
            if contract.state in {"active", "terminated"}:
                pdf, drawn = keeping.latest(contract), keeping.original(contract)
                report = signing.validate(pdf, trusted(), timezone.now(), drawn)
                assert {row.side for row in rows if row.stands} == {"buyer", "supplier"}
                assert report.ok == all(row.valid for row in rows)
                assert not report.problems
            if contract.ended == "fulfilled":
                assert set(self.states()) <= {"met", "dropped"}
            assert bool(contract.published) == (contract.state in {"active", "terminated"})

    @invariant()
    def the_count_is_what_was_accepted(self) -> None:
        """The service is online if and only if its milestone was accepted, by exactly one change."""
        met = self.states()[1] == "met"
        assert ServiceChange.everywhere.filter(cause="contract").count() == met
        assert (PublicService.everywhere.get().state == "active") == met

    @invariant()
    def releases_are_in_order(self) -> None:
        """No two releases of the process have one moment."""
        moments = list(CallVersion.everywhere.order_by("number").values_list("published", flat=True))
        assert moments == sorted(set(moments))


@pytest.mark.django_db
def test_no_sequence_of_acts_leads_to_a_state_that_is_not_so(tmp_path: Path, settings: Any) -> None:
    settings.TRUST, settings.DATA = made.trust(tmp_path / "trust"), tmp_path / "data"
    Sides.world = build()
    Sides.template = made.contract(Sides.world.ours, Sides.world.others.organisation)
    run_state_machine_as_test(
        Sides,
        settings=limits(max_examples=8, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)),
    )
