"""Whatever process there is, its releases are valid, merge by the official rules and are read back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from ocdsmerge import Merger
from tests.procurement.releases.made import PUBLISHER
from tests.procurement.releases.processes import processes
from tests.procurement.releases.schemas import load

from karavel.notices import Document, Provenance
from karavel.procurement import releases
from karavel.procurement.releases.extensions import EXTENSIONS
from karavel.procurement.shapes import Process
from karavel.readers import ocds

LATER = datetime(2031, 1, 1, tzinfo=UTC)
#: Few, as a process is large; not shrunk, as that takes minutes and the assertion names the place.
FEW = settings(
    max_examples=30,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def all_stages(process: Process) -> list[releases.Release]:
    after = [LATER + timedelta(days=number) for number in range(5)]
    made = [
        releases.planning(process, PUBLISHER, at=datetime(2023, 1, 1, tzinfo=UTC)),
        releases.tender(process, PUBLISHER),
        releases.bids(process, PUBLISHER, at=after[0]),
        releases.award(process, PUBLISHER, at=after[1]),
        releases.contract(process, PUBLISHER, at=after[2]),
        releases.contract(process, PUBLISHER, at=after[3], tag="implementation"),
    ]
    if process.call and process.call.amendments:
        made.append(releases.tender_amendment(process, PUBLISHER))
    if process.call and process.call.cancelled:
        made.append(releases.tender_cancellation(process, PUBLISHER, at=after[4]))
    return made


@pytest.mark.shared
@FEW
@given(processes())
def test_releases_and_packages_of_any_process_are_valid(shared: Path, process: Process) -> None:
    schemas, made = load(shared), all_stages(process)
    assert [error for release in made for error in schemas.errors(release)] == []
    package = releases.record_package(made, PUBLISHER, uri="https://desk.karavel.example/p", at=LATER)
    assert schemas.errors(package, package="record-package") == []
    assert package["records"][0]["compiledRelease"] == Merger(merge_rules=schemas.rules).create_compiled_release(made)


@FEW
@given(processes())
def test_any_process_compiles_to_one_record_that_reads_back_to_its_lots_values_and_awards(process: Process) -> None:
    assert process.call is not None
    package = releases.record_package(all_stages(process), PUBLISHER, uri="https://desk.karavel.example/p", at=LATER)
    (record,) = package["records"]
    notice = _read(record)
    assert notice.title == process.call.title["az"]
    assert notice.titles == {key: text for key, text in process.call.title.items() if key != "az"}
    assert [_said(lot.id, lot.title, lot.value) for lot in notice.lots] == [
        _said(lot.id, lot.title["az"], lot.value) for lot in process.call.lots
    ]
    assert [(award.lot_id, [one.name for one in award.suppliers]) for award in notice.awards] == [
        (award.lots[0], list(dict.fromkeys(one.name for one in award.suppliers))) for award in process.awards
    ]


def _said(key: str, title: str, value: Any) -> tuple[str, str, tuple[float, str] | None]:
    return key, title, (float(value.amount), value.currency) if value else None


def _read(record: Any) -> Any:
    provenance = Provenance(file="f", sha256="ab" * 32)
    reading = ocds.read(Document(content=json.dumps(record).encode(), format="ocds", provenance=provenance))
    assert reading.notice is not None
    return reading.notice


@FEW
@given(processes())
def test_the_same_process_is_always_published_with_the_same_bytes_and_extensions_of_the_table(process: Process) -> None:
    first, second = (json.dumps(all_stages(process)) for _ in range(2))
    assert first == second
    package = releases.release_package(all_stages(process), PUBLISHER, uri="https://x.example", at=LATER)
    assert set(package["extensions"]) <= {one.url for one in EXTENSIONS}
