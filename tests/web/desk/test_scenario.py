"""From three sentences to an e-service that counts, in a browser; each step told as OCDS that holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ocdsmerge
import pytest
from tests.procurement.releases import schemas
from tests.web.desk.scenario import asking, bidding, calling, contracting, elsewhere, judging
from tests.web.desk.scenario.stage import Stage, staged
from tests.web.pages import Screen


@pytest.fixture
def stage(screen: Screen, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Stage:
    """Everybody in place; the site says that it is at an address that nobody has."""
    settings.TRUST = tmp_path / "trust"
    monkeypatch.setenv("KARAVEL_URL", "https://desk.example")
    return staged(screen, schemas.load(shared), tmp_path)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_need_becomes_an_e_service_that_counts(stage: Stage, lake: Path, settings: Any) -> None:
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
    contracting.planned(stage)
    contracting.drafted(stage)
    contracting.signed(stage, settings.TRUST)
    _heard(stage, "4-contract", ["contract"])
    contracting.performed(stage)
    _heard(stage, "5-implementation", ["implementation"], *[["implementationUpdate"]] * 3, ["contractTermination"])
    contracting.linked(stage)
    _compiled(stage)


def _heard(stage: Stage, name: str, *tags: list[str]) -> None:
    """The releases that are new at the call's address, by their tags."""
    package = stage.json(f"/calls/{stage.told['slug']}/release.json")
    assert [release["tag"] for release in stage.heard(package)] == list(tags)
    stage.keep(name, package)


def _compiled(stage: Stage) -> None:
    """All releases come to one record, of one award and its contract, in which every organisation named is a party."""
    package = stage.json(f"/calls/{stage.told['slug']}/record.json")
    assert stage.schemas.errors(package, package="record-package") == []
    (record,) = package["records"]
    whole = record["compiledRelease"]
    merged = ocdsmerge.Merger(stage.schemas.patched).create_compiled_release(stage.releases)
    assert merged == whole
    (award,), (contract,) = whole["awards"], whole["contracts"]
    assert contract["awardID"] == award["id"]
    assert award["status"] == "active"
    assert len(award["suppliers"]) == 1
    assert set(_named(whole)) <= {party["id"] for party in whole["parties"]}
    assert [one["status"] for one in contract["implementation"]["milestones"]] == ["met", "met"]
    stage.keep("record", package)


def _named(value: Any, key: str = "") -> Iterator[str]:
    """The ids of organisations that a release names besides its parties."""
    if isinstance(value, list):
        for one in value:
            yield from _named(one, key)
    elif isinstance(value, dict):
        if key in {"buyer", "suppliers", "tenderers", "procuringEntity", "payer", "payee"}:
            yield value["id"]
        for name, one in value.items():
            yield from _named(one, name)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_award_of_another_platform_becomes_a_service_that_counts_in_portuguese(
    stage: Stage, lake: Path, settings: Any
) -> None:
    elsewhere.bound(stage)
    award = elsewhere.entered(stage)
    (release,) = stage.heard(stage.json(f"/calls/{award.call.slug}/release.json"))
    assert release["tag"] == ["award"]
    assert [one["name"] for one in release["awards"][0]["suppliers"]] == [award.supplier]
    assert [one["relationship"] for one in release["relatedProcesses"]] == [["award"]]
    elsewhere.planned(stage)
    elsewhere.offered(stage)
    elsewhere.signed(stage, settings.TRUST)
    elsewhere.performed(stage)
    package = stage.json(f"/calls/{award.call.slug}/record.json")
    assert stage.schemas.errors(package, package="record-package") == []
    (contract,) = package["records"][0]["compiledRelease"]["contracts"]
    assert [one["status"] for one in contract["implementation"]["milestones"]] == ["met"]
