"""A record is one notice: its compiled release, its releases merged, or what little its links say."""

from __future__ import annotations

import json
import tarfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.readers.ocds.made import notice, problems, release, tender

from karavel.readers.ocds.merging import compiled

if TYPE_CHECKING:
    from pathlib import Path

OTHER = release(
    id="7-award",
    date="2025-05-05T00:00:00Z",
    tag=["award"],
    tender={"id": "T7", "status": "complete"},
    awards=[{"id": "A", "status": "active"}],
)


def test_a_record_is_named_by_its_ocid_and_read_from_its_compiled_release() -> None:
    merged = {**release(), "tag": ["compiled"], "id": "compiled-id"}
    found = notice({"ocid": "ocds-test01-7", "releases": [], "compiledRelease": merged})
    assert (found.id, found.form, found.kind) == ("ocds-test01-7", "record", "call")
    assert notice({"compiledRelease": merged}).id == "ocds-test01-7"


def test_embedded_releases_are_merged() -> None:
    found = notice({"ocid": "ocds-test01-7", "releases": [OTHER, release()]})
    assert (found.kind, found.status, found.title) == ("award", "complete", "Portal")
    assert found.version == "2025-05-05T00:00+00:00"


def test_a_record_still_open_was_published_when_it_was_first_called() -> None:
    update = release(id="7-b", date="2025-03-20T00:00:00Z", tag=["tenderUpdate"], tender=tender(title="Portal, longer"))
    found = notice({"ocid": "ocds-test01-7", "releases": [release(), update]})
    assert (found.kind, found.title, found.published) == ("call", "Portal, longer", date(2025, 3, 1))


def test_a_record_of_links_is_what_the_links_say_and_says_so() -> None:
    raw = {"ocid": "ocds-test01-7", "releases": [{"url": "https://x.example", "date": "2025-01-02", "tag": ["tender"]}]}
    assert problems(raw) == ["linked-releases"]
    assert notice(raw).published == date(2025, 1, 2)


def test_a_versioned_release_alone_gives_its_last_values() -> None:
    def version(value: Any) -> list[dict[str, Any]]:
        return [{"releaseID": "1", "releaseDate": "2025-01-01", "releaseTag": ["tender"], "value": value}]

    versioned = {
        "ocid": "ocds-test01-7",
        "tender": {
            "id": "T",
            "title": [*version("old"), *version("new")],
            "items": [{"id": "1", "description": version("x")}],
        },
    }
    assert notice({"versionedRelease": versioned}).title == "new"


def test_nothing_compiles_to_nothing() -> None:
    assert compiled([]) == {}


def fixtures(shared: Path) -> dict[str, Any]:
    with tarfile.open(shared / "conformance" / "ocds-merge-fixtures.tar.xz") as archive:
        members = ((info.name, archive.extractfile(info)) for info in archive)
        return {name: json.load(file) for name, file in members if file is not None}


@pytest.mark.shared
def test_all_compiled_releases_of_the_conformance_set_are_reproduced(shared: Path) -> None:
    found = fixtures(shared)
    inputs = [name for name in found if not name.endswith(("-compiled.json", "-versioned.json"))]
    assert len(inputs) == 17
    for name in inputs:
        assert compiled(found[name]) == found[name.replace(".json", "-compiled.json")], name
