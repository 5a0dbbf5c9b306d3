"""An ingest counts every document once, knows what it has read, and survives being killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.verbs.releases import release, write

from karavel.errors import LakeError, NotFound
from karavel.lake import Lake
from karavel.notices import Document, Reading
from karavel.sources import Meter
from karavel.verbs.batches import process_pool
from karavel.verbs.ingest import Summary, ingest


def holds(summary: Summary) -> bool:
    return (
        summary.files == summary.notices + summary.skipped + summary.unreadable
        and summary.notices == summary.new + summary.updated + summary.unchanged
    )


def rows(lake: Lake) -> dict[str, list[str]]:
    """Every row of every table, but for the names of the parts that brought them."""
    tables = ("documents", "quarantine", "notices", "changes", "lots", "awards", "problems", "gaps")
    with lake.view() as view:
        return {
            table: sorted(map(repr, view.sql(f"SELECT * EXCLUDE (part) FROM {table}").fetchall()))  # a constant
            for table in tables
        }


def test_the_same_files_again_change_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [release(number) for number in range(5)])
    lake = Lake(tmp_path / "lake")
    first = ingest(lake, [path])
    assert (first.files, first.new, first.unchanged) == (5, 5, 0)
    before = rows(lake)
    again = ingest(lake, [path])
    assert (again.files, again.new, again.updated, again.unchanged) == (5, 0, 0, 5)
    assert holds(first)
    assert holds(again)
    assert rows(lake) == before


def test_a_further_version_is_an_update_and_the_same_bytes_twice_are_read_once(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    files = [
        write(tmp_path / "a.jsonl", [release(1), release(2)]),
        write(tmp_path / "b.jsonl", [release(1), release(2, title="Portal two")]),
    ]
    summary = ingest(lake, files)
    assert holds(summary)
    assert (summary.files, summary.new, summary.updated, summary.unchanged) == (4, 2, 1, 1)
    with lake.view() as view:
        assert view.status()["notices"] == 2


def test_what_is_no_notice_is_skipped_and_what_cannot_be_read_is_named_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.xml").write_bytes(b"<no")
    (folder / "copy.xml").write_bytes(b"<no")
    (folder / "empty.json").write_bytes(b"")
    (folder / "notes.txt").write_bytes(b"remember the milk")
    write(folder / "good.jsonl", [release(1)])
    lake = Lake(tmp_path / "lake")
    for _ in range(2):
        summary = ingest(lake, [folder])
        assert holds(summary)
        assert (summary.files, summary.notices, summary.skipped, summary.unreadable) == (5, 1, 1, 3)
        with lake.view() as view:
            named = sorted(Path(problem["file"]).name for problem in view.problems() if problem["severity"] == "error")
        assert named == ["bad.xml", "copy.xml", "empty.json"]


def test_a_path_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        ingest(Lake(tmp_path / "lake"), [tmp_path / "nowhere"])


def test_progress_tells_documents_and_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [release(number) for number in range(3)])
    meter, seen = Meter([path]), []
    ingest(Lake(tmp_path / "lake"), [path], progress=lambda so_far: seen.append(so_far.files), meter=meter)
    assert seen == [1, 2, 3]
    assert meter.done == meter.total == path.stat().st_size


def test_two_processes_write_the_same_rows_as_one(tmp_path: Path, small_batches: None) -> None:
    path = write(tmp_path / "a.jsonl", [release(number) for number in range(60)])
    one, two = Lake(tmp_path / "one"), Lake(tmp_path / "two")
    ingest(one, [path])
    with process_pool(2) as executor:
        summary = ingest(two, [path], executor, workers=2)
    assert (summary.files, summary.new) == (60, 60)
    assert rows(one) == rows(two)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karavel.verbs.batches.DOCUMENTS", 7)


def die(_document: Document) -> Reading:
    os._exit(3)


def test_a_worker_that_dies_is_told_and_the_lake_stays_whole(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    ingest(lake, [write(tmp_path / "a.jsonl", [release(1)])])
    before = rows(lake)
    with process_pool(2) as executor, pytest.raises(LakeError, match="worker process died"):
        ingest(lake, [write(tmp_path / "b.jsonl", [release(2)])], executor, workers=2, read=die)
    assert rows(lake) == before


KILLED = """
import sys, time
from pathlib import Path
from karavel.lake import Lake
from karavel.readers import reading
from karavel.verbs import batches, ingest

batches.DOCUMENTS = 5
ingest._COMMIT = 2
def slow(document):
    time.sleep(0.005)
    return reading.read(document)
slow.__module__ = "karavel.verbs.slow"
workers = int(sys.argv[3])
if __name__ == "__main__":
    with batches.process_pool(workers) as executor:
        read = slow if workers == 1 else reading.read
        ingest.ingest(Lake(Path(sys.argv[1])), [Path(sys.argv[2])], executor, workers=workers, read=read)
"""


@pytest.mark.parametrize(("workers", "commits"), [(1, 1), (1, 3), (2, 2)])
def test_a_killed_ingest_and_the_same_again_give_the_rows_of_an_undisturbed_one(
    workers: int, commits: int, tmp_path: Path
) -> None:
    releases = [release(number) for number in range(150)] + [
        release(number, title="Anew") for number in range(0, 150, 3)
    ]
    path, program = write(tmp_path / "a.jsonl", releases), tmp_path / "killed.py"
    program.write_text(KILLED)
    whole, cut = Lake(tmp_path / "whole"), Lake(tmp_path / "cut")
    ingest(whole, [path])
    command = [sys.executable, str(program), str(cut.root), str(path), str(workers)]
    with subprocess.Popen(command) as process:
        manifest = cut.root / "manifests" / f"{commits:08d}.json"
        while not manifest.exists() and process.poll() is None:
            time.sleep(0.002)
        os.kill(process.pid, signal.SIGKILL)
    with cut.view() as view:
        assert view.status()["documents"] <= len(releases)
    summary = ingest(cut, [path])
    assert holds(summary)
    assert rows(cut) == rows(whole)
    named = {file.name for files in Lake(cut.root).view().manifest.tables.values() for file in files}
    assert {file.name for file in (cut.root / "data").iterdir()} == named, "nothing is left of what was not committed"
