"""Whatever people do at random: no illegal state, no acknowledged bid lost, nothing of a sealed one readable."""

from __future__ import annotations

import os

import pytest
from tests.web.desk.walking import DIGITS, WORD, Walk, told
from tests.web.world import World

#: ``KARAVEL_DESK_SEEDS=200 pytest tests/web/desk/test_random_desk.py`` walks more often.
SEEDS = int(os.environ.get("KARAVEL_DESK_SEEDS", "4"))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_walk_loses_a_bid_tells_one_or_comes_to_an_illegal_state(world: World, lake: object, seed: int) -> None:
    Walk(world, seed).go(steps=45)


@pytest.mark.django_db
def test_the_watch_of_the_walks_sees_what_an_opened_bid_says(world: World, lake: object) -> None:
    assert told(f"<td>{DIGITS[:4]},{DIGITS[4:7]} {DIGITS[7:]}</td>".encode())
    assert told(f"{WORD.upper()}".encode())
    walk = Walk(world, 1)
    walk.heard = lambda response, reader: response  # type: ignore[method-assign]  # noqa: ARG005 - heard so
    for _time in range(12):
        walk.start()
        walk.submit()
    walk.pass_deadline()
    walk.unread()
    walk.finish()
    seat = next(iter(walk.keys))
    assert told(walk.page_of(seat))
