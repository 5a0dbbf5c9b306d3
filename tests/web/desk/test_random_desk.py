"""Whatever people do at random: no illegal state, no acknowledged bid lost, nothing of a sealed one readable.

A state machine of Hypothesis: a walk that fails is cut down to the fewest acts that still fail, and told.
"""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.web.desk.walking import DIGITS, WORD, Walk, told
from tests.web.world import World, build

#: ``KARAVEL_DESK_WALKS=200 pytest tests/web/desk/test_random_desk.py`` walks more often.
WALKS = int(os.environ.get("KARAVEL_DESK_WALKS", "3"))
CHANCE = st.randoms(use_true_random=False)


class Desk(RuleBasedStateMachine):
    """Bidders, committee, officers and strangers around one call."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.walk, self.over = Walk(build(), Random(0)), False

    @rule(random=CHANCE, act=st.sampled_from(["start", "upload", "submit", "submit", "withdraw", "discard", "remove"]))
    def bidders(self, random: Random, act: str) -> None:
        """A company does something to its bid, its own or another's."""
        self._do(random, act)

    @rule(random=CHANCE, act=st.sampled_from(["amend", "key", "tick"]))
    def buyer(self, random: Random, act: str) -> None:
        """The buyer, its committee, or the clock."""
        self._do(random, act)

    @rule(random=CHANCE)
    def anybody(self, random: Random) -> None:
        """Somebody reads a page, their own or not."""
        self._do(random, "read")

    @precondition(lambda self: not self.over)
    @rule(cancelled=st.sampled_from([False, False, False, True]))
    def deadline(self, cancelled: bool) -> None:
        """The deadline passes, once; now and then the call is given up."""
        self.over = True
        self.walk.pass_deadline()
        if cancelled:
            self.walk.cancel()

    def _do(self, random: Random, act: str) -> None:
        self.walk.random = random
        getattr(self.walk, act)()

    @invariant()
    def holds(self) -> None:
        """States move as the tables say."""
        self.walk.check()

    def teardown(self) -> None:
        """The committee opens what was handed in; then all of it is undone."""
        try:
            if not self.over:
                self.walk.pass_deadline()
            self.walk.random = Random(len(self.walk.states))
            self.walk.unread()
            self.walk.finish()
            self.walk.check()
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)


@pytest.mark.django_db
def test_no_walk_loses_a_bid_tells_one_or_comes_to_an_illegal_state(lake: object) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    told_how: Any = settings(max_examples=WALKS, stateful_step_count=40, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(Desk, settings=told_how)


@pytest.mark.django_db
def test_the_watch_of_the_walks_sees_what_an_opened_bid_says(world: World, lake: object) -> None:
    assert told(f"<td>{DIGITS[:4]},{DIGITS[4:7]} {DIGITS[7:]}</td>".encode())
    assert told(f"{WORD.upper()}".encode())
    walk = Walk(world, Random(1))
    walk.heard = lambda response, reader: response  # type: ignore[method-assign]  # noqa: ARG005 - heard so
    for _time in range(12):
        walk.start()
        walk.submit()
    walk.pass_deadline()
    walk.unread()
    walk.finish()
    seat = next(iter(walk.keys))
    assert told(walk.page_of(seat))
