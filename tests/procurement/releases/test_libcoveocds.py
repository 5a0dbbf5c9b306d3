"""The packages pass libcoveocds, the checker of the Open Contracting Partnership, without the network.

It runs as an outside process, in this Python or in the one that ``KARAVEL_COVE_PYTHON`` names.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import REPOSITORY
from tests.procurement.releases.made import MIDNIGHT, PUBLISHER, stages

from karavel.procurement import releases

PYTHON = os.environ.get("KARAVEL_COVE_PYTHON") or sys.executable
SCRIPT = Path(__file__).with_name("cove.py")
URI = "https://desk.karavel.example/packages/7"

pytestmark = pytest.mark.shared


def checked(package: Any, shared: Path, folder: Path) -> dict[str, Any]:
    """What libcoveocds says of a package."""
    if subprocess.run([PYTHON, "-c", "import libcoveocds"], capture_output=True, check=False).returncode:
        pytest.skip("libcoveocds is not installed: install it, or name a Python that has it in KARAVEL_COVE_PYTHON")
    file = folder / "package.json"
    file.write_text(json.dumps(package), encoding="utf-8")
    command = [PYTHON, str(SCRIPT), str(shared / "conformance/ocds-schemas.tar.xz"), str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=folder)
    assert ran.returncode == 0, ran.stderr[-2000:]
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("make", [releases.release_package, releases.record_package])
def test_a_package_of_all_stages_passes_and_adds_nothing_but_translations(
    make: Any, shared: Path, tmp_path: Path
) -> None:
    found = checked(make(stages(), PUBLISHER, uri=URI, at=MIDNIGHT), shared, tmp_path)
    assert (found["version_used"], found["validation_errors"]) == ("1.1", [])
    assert found["additional_closed_codelist_values"] == {}
    added = {one["field"] for one in found["additional_fields"]}
    assert {field for field in added if not re.fullmatch(r"[a-zA-Z]+_(en|pt)", field)} == set()


@pytest.mark.parametrize("name", ["5-implementation.json", "record.json"])
def test_what_the_scenario_published_from_need_to_last_payment_passes(name: str, shared: Path, tmp_path: Path) -> None:
    package = json.loads((REPOSITORY / "docs/desk" / name).read_text(encoding="utf-8"))
    found = checked(package, shared, tmp_path)
    assert (found["validation_errors"], found["additional_closed_codelist_values"]) == ([], {})
    added = {one["field"] for one in found["additional_fields"]}
    assert not [field for field in added if not re.fullmatch(r"[a-zA-Z]+_(en|pt|az)", field)]


def test_the_checker_finds_what_is_wrong(shared: Path, tmp_path: Path) -> None:
    package = releases.release_package(stages(), PUBLISHER, uri=URI, at=MIDNIGHT)
    wrong = package["releases"][2]["tender"]["lots"][0]
    wrong |= {"status": "sold", "colour": "red", "id": 7}
    found = checked(package, shared, tmp_path)
    assert len(found["validation_errors"]) == 1
    assert list(found["additional_closed_codelist_values"]) == ["releases/tender/lots/status"]
    assert [one["field"] for one in found["additional_fields"] if one["field"] == "colour"] == ["colour"]
