"""A process that is killed while it uploads, hands in or opens leaves a state from which the next one goes on."""

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
WHOLE = {"missing": [], "log": True, "problems": []}


def _run(folder: Path, act: str, point: str = "") -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    own["PYTHONPATH"] = os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "src")])
    words = [sys.executable, "-m", "tests.web.desk.killed", act, str(folder), point]
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


@pytest.fixture
def folder(installation: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(installation, tmp_path / "copy"))


def _killed(folder: Path, act: str, point: str) -> dict[str, Any]:
    assert _run(folder, act, point).returncode == -signal.SIGKILL, "it was to be killed"
    return _told(folder)


@pytest.mark.parametrize("point", points("before-the-disk", "after-the-disk", "before-the-digest"))
def test_an_upload_that_is_killed_loses_no_chunk_that_was_acknowledged(folder: Path, point: str) -> None:
    told = _killed(folder, "upload", point)
    assert told | WHOLE == told, "each row has its chunk on the disk"
    assert told["bids"] == ["submitted", "submitted"]
    assert _run(folder, "upload").returncode == 0
    assert _told(folder)["missing"] == []


@pytest.mark.parametrize("point", points("before-the-row", "after-the-row", "in-the-log"))
def test_a_replacement_that_is_killed_leaves_the_bid_before_it(folder: Path, point: str) -> None:
    told = _killed(folder, "submit", point)
    assert (told["submissions"], told["bids"]) == (1, ["submitted", "submitted"])
    assert told["log"]
    assert _run(folder, "submit").returncode == 0
    assert _told(folder)["submissions"] == 2


@pytest.mark.parametrize("point", points("after-the-first-key", "at-the-second-offer", "at-the-minutes"))
def test_an_opening_that_is_killed_stands_after_the_first_key_and_goes_on(folder: Path, point: str) -> None:
    told = _killed(folder, "open", point)
    assert (told["call"], told["offers"], told["bids"]) == ("closed", 0, ["submitted", "submitted"])
    assert told["log"]
    assert _run(folder, "open").returncode == 0
    told = _told(folder)
    assert (told["call"], told["offers"], told["bids"]) == ("opened", 2, ["opened", "opened"])
    assert told["files"] == [True, True]
    assert told | WHOLE == told
