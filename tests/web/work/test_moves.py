"""Pursuits move along one table, whoever tries what in whatever order."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import REPOSITORY
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.models import User
from karavel.web.permissions import Role, allows
from karavel.web.pursuits.moves import MOVES, UNDECIDED
from karavel.web.workspace.models import Pursuit

As = Callable[[User | None], Client]
STATES = [state.value for state in Pursuit.State]

STEP = st.one_of(
    st.tuples(st.just("move"), st.sampled_from(list(Role)), st.sampled_from([*STATES, "nonsense"])),
    st.tuples(st.just("decide"), st.sampled_from(list(Role)), st.sampled_from(["", "go", "no-go", "maybe"])),
)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_way_on_and_all_can_be_reached(state: str) -> None:
    seen, waiting = {Pursuit.State.WATCHING.value}, [Pursuit.State.WATCHING.value]
    while waiting:
        for after in MOVES[waiting.pop()]:
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    assert state in seen
    assert MOVES[state]


def test_the_documents_show_the_table() -> None:
    page = (REPOSITORY / "docs" / "pursuits.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| ([\w, ]+) \|$", page, re.MULTILINE)
    labels = {state.value: str(state.label) for state in Pursuit.State}
    said = {(labels[before], ", ".join(labels[state] for state in after)) for before, after in MOVES.items()}
    assert said <= set(rows)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=14))
def test_no_sequence_of_anybody_leads_to_an_illegal_state(
    world: World, as_user: As, steps: list[tuple[str, Role, str]]
) -> None:
    clients = {role: as_user(user) for role, user in world.ours.members.items()}
    pursuit = _fresh(world)
    for act, role, wish in steps:
        before = _now(world, pursuit)
        data = {"after": wish} if act == "move" else {"decision": wish, "reason": "Because."}
        answer = clients[role].post(f"/pursuits/{pursuit}/{act}/", data)
        after = _now(world, pursuit)
        if not allows("pursuit.edit", role):
            assert answer.status_code == 403
            assert (after.state, after.decision) == (before.state, before.decision)
        assert after.state == before.state or after.state in MOVES[before.state]
        _legal(world, after)


def _fresh(world: World) -> int:
    with scope.within(world.ours.organisation):
        Pursuit.objects.filter(notice_id="property").delete()
        made = Pursuit(profile=world.ours.profile, notice_id="property", title="A portal")
        made.save()
        return made.pk


def _now(world: World, pk: int) -> Pursuit:
    with scope.within(world.ours.organisation):
        return Pursuit.objects.get(pk=pk)


def _legal(world: World, pursuit: Pursuit) -> None:
    assert pursuit.state in UNDECIDED or pursuit.decision == "go"
    with scope.within(world.ours.organisation):
        moves = list(pursuit.moves.order_by("pk").values_list("before", "after"))
    assert all(after in MOVES[before] for before, after in moves)
    assert [before for before, _ in moves[1:]] == [after for _, after in moves[:-1]]
    assert not moves or moves[-1][1] == pursuit.state


def test_a_move_seen_elsewhere_first_is_told_and_a_repeated_one_is_one(world: World, as_user: As) -> None:
    pk = _fresh(world)
    client = as_user(world.ours.members[Role.BID_MANAGER])
    for _ in range(2):
        client.post(f"/pursuits/{pk}/move/", {"after": "qualifying", "before": "watching"})
    with scope.within(world.ours.organisation):
        assert Pursuit.objects.get(pk=pk).moves.count() == 1
    client.post(f"/pursuits/{pk}/decide/", {"decision": "go", "reason": "Ours."})
    client.post(f"/pursuits/{pk}/move/", {"after": "bidding", "before": "watching"})
    assert _now(world, pk).state == "qualifying"


def test_a_decision_needs_reasons_and_stands_on_the_page(world: World, lake: object, as_user: As) -> None:
    pk = _fresh(world)
    client = as_user(world.ours.members[Role.BID_MANAGER])
    refused = client.post(f"/pursuits/{pk}/decide/", {"decision": "go", "reason": " "})
    assert refused.status_code == 422
    client.post(f"/pursuits/{pk}/decide/", {"decision": "no-go", "reason": "<script>alert(1)</script>"})
    page = client.get(f"/pursuits/{pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "does not bid for" in client.get("/pursuits/").content.decode()
