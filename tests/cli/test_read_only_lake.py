"""A lake that may not be written can be searched and matched all the same, and nothing in it changes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.test_match import PROFILE
from tests.lake.made import fill, lot, notice

from karavel.lake import Lake

#: Root may write where nobody may; without these capabilities the permission bits hold for root as well.
_AS_OTHERS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all")
_BRIDGE, _TUNNEL = notice("1-2024", title="Bridge portal"), notice("2-2024", title="Tunnel", lots=(lot("7"),))


def _indexed(lake: Lake) -> None:
    with lake.view() as view:
        view.index()


def _current(root: Path) -> None:
    _indexed(fill(root, [_BRIDGE, _TUNNEL]))


def _missing(root: Path) -> None:
    fill(root, [_BRIDGE, _TUNNEL])


def _behind(root: Path) -> None:
    _indexed(fill(root, [_BRIDGE]))
    fill(root, [_TUNNEL])


def _hidden(root: Path) -> None:
    """Of another owner, who let nobody else read the index."""
    _current(root)
    for path in root.glob("index/*/meta.json"):
        path.chmod(0)


@pytest.fixture(params=[_current, _missing, _behind, _hidden], ids=lambda made: made.__name__.strip("_"))
def sealed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A lake whose folders may not be written."""
    root = tmp_path / "lake"
    make: Callable[[Path], None] = request.param
    make(root)
    folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield root
    for folder in folders:
        folder.chmod(0o755)


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and there is no setpriv to give that up")
    before = _AS_OTHERS if os.geteuid() == 0 else ()
    command = [*before, sys.executable, "-m", "karavel", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _state(root: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.stat().st_mtime_ns) for path in root.rglob("*"))


def test_a_lake_that_may_not_be_written_is_searched(sealed: Path) -> None:
    before = _state(sealed)
    done = _run("lake", "search", "tunnel", "--lake", str(sealed), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert [hit["notice_id"] for hit in json.loads(done.stdout)] == ["2-2024"]
    assert _state(sealed) == before


def test_a_lake_that_may_not_be_written_is_matched(sealed: Path, tmp_path: Path) -> None:
    company = tmp_path / "company.toml"
    company.write_text(PROFILE)
    done = _run("match", str(company), "--lake", str(sealed), "--as-of", "2024-05-10", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert {lot["notice_id"] for lot in found["lots"]} == {"1-2024", "2-2024"}
    text = next(part for part in found["lots"][0]["parts"] if part["feature"] == "text")
    assert found["lots"][0]["notice_id"] == "1-2024"
    assert text["value"] > 0


def test_writing_into_such_a_lake_is_refused_in_a_sentence(tmp_path: Path) -> None:
    root = tmp_path / "lake"
    _current(root)
    for path in (root, root / "data", root / "manifests", root / "lock"):
        path.chmod(path.stat().st_mode & 0o555)
    done = _run("ingest", str(root / "data"), "--lake", str(root))
    for path in (root, root / "data", root / "manifests"):
        path.chmod(0o755)
    assert done.returncode == 1
    assert "cannot be written: Permission denied" in done.stderr
    assert "Traceback" not in done.stderr
