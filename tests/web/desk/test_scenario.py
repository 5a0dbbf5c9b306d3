"""From three sentences to an e-service that counts, in a browser; each step told as OCDS that holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.procurement.releases import schemas
from tests.web.desk.scenario import asking, bidding, calling, judging
from tests.web.desk.scenario.stage import Stage, staged
from tests.web.pages import Screen


@pytest.fixture
def stage(screen: Screen, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Everybody in place; the site says that it is at an address that nobody has."""
    monkeypatch.setenv("KARAVEL_URL", "https://desk.example")
    return staged(screen, schemas.load(shared), tmp_path)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_need_becomes_an_e_service_that_counts(stage: Stage, lake: Path) -> None:
    asking.described(stage)
    asking.consulted(stage)
    asking.concluded(stage)
    calling.drafted(stage)
    calling.seated(stage)
    calling.published(stage)
    _heard(stage, "1-call", ["planning"], ["tender"])
    bidding.handed_in(stage)
    bidding.refused_late(stage)
    bidding.opened(stage)
    judging.admitted(stage)
    judging.scored(stage)
    judging.awarded(stage)
    _heard(stage, "2-bids-and-award", ["tenderUpdate"], ["award"])
    judging.stood(stage)
    _heard(stage, "3-award-stands", ["awardUpdate"])


def _heard(stage: Stage, name: str, *tags: list[str]) -> None:
    """The releases that are new at the call's address, by their tags."""
    package = stage.json(f"/calls/{stage.told['slug']}/release.json")
    assert [release["tag"] for release in stage.heard(package)] == list(tags)
    stage.keep(name, package)
