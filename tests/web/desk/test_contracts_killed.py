"""A process that is killed while somebody signs or accepts leaves all of it or nothing, and the next one goes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.web.desk.points import points

REPOSITORY = Path(__file__).parents[3]
ONE = {"contract": "signing", "rows": ["buyer"], "signed": ["buyer"], "problems": [], "releases": [], "log": True}
BOTH = {"contract": "active", "rows": ["buyer", "supplier"], "signed": ["buyer", "supplier"], "log": True}


def _run(folder: Path, act: str, point: str = "") -> subprocess.CompletedProcess[str]:
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "KARAVEL_TRUST"}
    own = {name: value for name, value in os.environ.items() if name not in ours}
    own["PYTHONPATH"] = os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "src")])
    words = [sys.executable, "-m", "tests.web.desk.contracts_killed", act, str(folder), point]
    return subprocess.run(words, env=own, cwd=folder, capture_output=True, text=True, check=False)


def _told(folder: Path) -> dict[str, Any]:
    done = _run(folder, "tell")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation")
    done = _run(folder, "make")
    assert done.returncode == 0, done.stderr
    return folder


def _killed(folder: Path, act: str, point: str) -> dict[str, Any]:
    assert _run(folder, act, point).returncode == -signal.SIGKILL, "it was to be killed"
    return _told(folder)


@pytest.mark.slow
def test_a_signing_that_is_killed_anywhere_leaves_the_contract_as_it_was(installation: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(installation, tmp_path / "copy"))
    for point in points("before-the-disk", "before-the-row", "before-the-release", "in-the-log"):
        told = _killed(folder, "sign", point)
        assert told | ONE == told, point
    assert _run(folder, "sign").returncode == 0
    told = _told(folder)
    assert told | BOTH == told
    assert told["releases"] == ["contract"]
    for point in points("in-the-catalogue", "before-the-release", "in-the-log"):
        told = _killed(folder, "accept", point)
        assert (told["milestone"], told["service"], told["changes"]) == ("delivered", "planned", 0), point
        assert told["log"]
    assert _run(folder, "accept").returncode == 0
    told = _told(folder)
    assert (told["milestone"], told["service"], told["changes"]) == ("met", "active", 1)
