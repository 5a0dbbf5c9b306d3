"""The OCDS files of the scenario in the docs: they hold, grow one out of the other, and come to their record."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import ocdsmerge
from tests.conftest import REPOSITORY
from tests.procurement.releases import schemas

_FOLDER: Final = REPOSITORY / "docs/desk"


def _packages() -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("[0-9]-*.json"))]


def test_every_release_in_the_docs_is_valid_and_stays_as_it_was(shared: Path) -> None:
    standard, packages = schemas.load(shared), _packages()
    assert packages
    for package in packages:
        assert standard.errors(package, package="release-package") == []
        assert [error for release in package["releases"] for error in standard.errors(release)] == []
    for before, after in pairwise(packages):
        assert after["releases"][: len(before["releases"])] == before["releases"]


def test_the_releases_in_the_docs_come_to_their_record(shared: Path) -> None:
    standard, releases = schemas.load(shared), _packages()[-1]["releases"]
    package = json.loads((_FOLDER / "record.json").read_text(encoding="utf-8"))
    assert standard.errors(package, package="record-package") == []
    (record,) = package["records"]
    assert ocdsmerge.Merger(standard.patched).create_compiled_release(releases) == record["compiledRelease"]
