"""Two at once: a milestone is accepted by one of them, an award has one contract, and nothing counts twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from tests.web.desk import contracting as made
from tests.web.desk.calling import request_of
from tests.web.world import build

from karavel.errors import IllegalMove
from karavel.web import scope
from karavel.web.accounts.models import Organisation
from karavel.web.accounts.verifying import verify
from karavel.web.catalogue.models import PublicService, ServiceChange
from karavel.web.desk.calls.models import CallVersion
from karavel.web.desk.contracts import drafting, performing
from karavel.web.desk.contracts.models import Contract, Milestone
from karavel.web.desk.evaluation.models import Award
from karavel.web.permissions import Role


@pytest.fixture(autouse=True)
def _trusting(settings: Any, tmp_path: Path) -> None:
    settings.TRUST = made.trust(tmp_path / "trust")
    settings.DATA = tmp_path / "data"


def at_once(act: Callable[[], object], organisation: Organisation) -> list[str]:
    """What came of an act that two make: at the same moment on PostgreSQL, else one after the other."""
    if connection.vendor != "postgresql":
        return sorted(_came(act, organisation) for _ in range(2))
    start = Barrier(2)

    def run(_number: int) -> str:
        start.wait()
        try:
            return _came(act, organisation)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(run, range(2)))


def _came(act: Callable[[], object], organisation: Organisation) -> str:
    try:
        with scope.within(organisation):
            act()
    except IllegalMove:
        return "too late"
    return "done"


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_accept_at_once_one_does_and_the_service_counts_once() -> None:
    world = build()
    contract = made.in_force(world.ours, world.others)
    with scope.within(world.ours.organisation):
        last = contract.milestones.get(number=2)
        performing.deliver(request_of(world.others, Role.BID_MANAGER), last, "It runs.", "", [])

    def accept() -> None:
        performing.accept(request_of(world.ours), Milestone.objects.select_related("contract").get(pk=last.pk))

    assert at_once(accept, world.ours.organisation) == ["done", "too late"]
    assert ServiceChange.everywhere.filter(cause="contract").count() == 1
    assert CallVersion.everywhere.filter(stage="implementation").count() == 1
    service = PublicService.everywhere.get()
    assert (service.state, service.level) == ("active", 4)
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_of_two_who_draft_at_once_both_get_the_one_contract_of_the_award() -> None:
    world = build()
    award = made.award(world.ours, world.others.organisation)

    def draft() -> None:
        drafting.from_award(request_of(world.ours), Award.objects.get(pk=award.pk))

    assert at_once(draft, world.ours.organisation) == ["done", "done"]
    assert Contract.everywhere.count() == 1
    assert Milestone.everywhere.count() == 1
