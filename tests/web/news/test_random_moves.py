"""Random sequences of moves by random roles never leave the tables, and nobody does what their role may not."""

from __future__ import annotations

import itertools
import random
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.news.samples import agency, article, programme
from tests.web.world import Party

from karavel.errors import IllegalMove
from karavel.states import StateTable
from karavel.web import scope
from karavel.web.cooperation import states as promised
from karavel.web.cooperation.models import Commitment, CommitmentMove
from karavel.web.newsroom import states as told
from karavel.web.newsroom.models import Article
from karavel.web.permissions import ACTIONS, Role

STEPS = 25


def expected(table: StateTable, state: str, name: str, role: Role) -> str:
    """Where a move leads that a role asks for: nowhere, unless the table has it and the role may make it."""
    by = {move.name: move.by for move in table.moves}[name]
    if by == "clock" or role not in ACTIONS[by]:
        return state
    try:
        return table.after(state, name)
    except IllegalMove:
        return state


def clients(party: Party) -> dict[Role, Client]:
    made = {role: Client() for role in Role}
    for role, client in made.items():
        client.force_login(party.members[role])
    return made


@pytest.mark.parametrize("seed", range(3))
def test_articles_go_only_where_their_table_leads(db: None, seed: int) -> None:
    chance, party = random.Random(seed), agency()
    one, by, state = article(party), clients(party), told.DRAFT
    names = sorted({move.name for move in told.TABLE.moves})
    for _ in range(STEPS):
        role, name = chance.choice(list(Role)), chance.choice(names)
        if name == "schedule":
            moment = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
            by[role].post(f"/newsroom/{one.pk}/schedule/", {"moment": moment, "zone": "UTC"})
        else:
            by[role].post(f"/newsroom/{one.pk}/move/{name}/")
        state = expected(told.TABLE, state, name, role)
        row = Article.everywhere.get(pk=one.pk)
        assert row.state == state, (role, name)
        assert row.is_public(timezone.now()) is (state == told.PUBLISHED)


@pytest.mark.parametrize("seed", range(3))
def test_commitments_go_only_where_their_table_leads_and_each_move_is_kept(db: None, seed: int) -> None:
    chance, party = random.Random(seed), agency()
    due = timezone.localdate() + timedelta(days=5)
    with scope.within(party.organisation):
        one = Commitment(programme=programme(party), text="T", owner="O", due=due)
        one.save()
    by, state, made = clients(party), promised.OPEN, 0
    names = sorted({move.name for move in promised.TABLE.moves})
    for _ in range(STEPS):
        role, name = chance.choice(list(Role)), chance.choice(names)
        path = f"/cooperation/desk/{one.programme_id}/commitment/{one.pk}/move/{name}/"
        by[role].post(path, {"reason": "R", "due": due.isoformat()})
        after = expected(promised.TABLE, state, name, role)
        allowed = name != "pass" and role in ACTIONS["cooperation.edit"]
        made += allowed and name in {move.name for move in promised.TABLE.offered(state)}
        state = after
        assert Commitment.everywhere.get(pk=one.pk).state == state, (role, name)
    history = list(CommitmentMove.everywhere.filter(commitment=one))
    assert len(history) == made
    assert all(before.after == after.before for before, after in itertools.pairwise(history))
