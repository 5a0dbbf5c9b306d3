"""A kept chunk is on the disk whole, also when the process is killed; its name is its digest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

from karavel.errors import BrokenSeal, NotFound, RefusedInput, SealError
from karavel.procurement.sealing import ChunkStore
from karavel.procurement.sealing.digests import bytes_digest

_WRITES = """
import sys
from pathlib import Path
from karavel.procurement.sealing import ChunkStore
store = ChunkStore(Path(sys.argv[1]))
number = 0
while True:
    print(store.put(number.to_bytes(8, "big") * 200_000), flush=True)
    number += 1
"""


def test_what_is_kept_comes_back_once(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path / "bids")
    digest = store.put(b"sealed")
    assert store.put(b"sealed") == digest == bytes_digest(b"sealed")
    assert store.get(digest) == b"sealed"
    assert [path.name for path in store.root.rglob("*") if path.is_file()] == [digest]


def test_nobody_else_on_the_machine_reads_it(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path / "bids")
    store.put(b"sealed")
    assert [path for path in [store.root, *store.root.rglob("*")] if path.stat().st_mode & 0o077] == []


def test_it_says_what_is_still_to_come(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path)
    here, absent = store.put(b"here"), bytes_digest(b"absent")
    assert store.missing([absent, here]) == [absent]
    with pytest.raises(NotFound):
        store.get(absent)


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path)
    digest = store.put(b"sealed")
    (tmp_path / digest[:2] / digest).write_bytes(b"sealeD")
    with pytest.raises(BrokenSeal, match="disk"):
        store.get(digest)


def test_a_withdrawn_chunk_goes_and_going_twice_is_no_fault(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path)
    digest = store.put(b"sealed")
    for _ in range(2):
        store.drop(digest)
    assert store.missing([digest]) == [digest]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n", "/" * 64])
def test_a_name_that_is_no_digest_reaches_no_file(tmp_path: Path, name: str) -> None:
    for act in (ChunkStore(tmp_path).get, ChunkStore(tmp_path).drop, lambda one: ChunkStore(tmp_path).missing([one])):
        with pytest.raises(RefusedInput):
            act(name)


def test_a_disk_that_does_not_take_it_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    store = ChunkStore(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SealError, match="No space left"):
        store.put(b"sealed")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_killed_writers_left_is_swept_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path)
    store.put(b"sealed")
    for name, age in (("old", timedelta(hours=2)), ("new", timedelta(0))):
        draft = tmp_path / "drafts" / name
        draft.write_bytes(b"half")
        stamp = (datetime.now(UTC) - age).timestamp()
        os.utime(draft, (stamp, stamp))
    assert store.sweep(datetime.now(UTC) - timedelta(hours=1)) == 1
    assert [path.name for path in (tmp_path / "drafts").iterdir()] == ["new"]


@pytest.mark.parametrize("after", [0.0, 0.003, 0.011, 0.04])
def test_a_kill_leaves_each_chunk_whole_or_not_at_all(tmp_path: Path, after: float) -> None:
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "src")}
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITES, str(tmp_path)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout
    told = [writer.stdout.readline().strip() for _ in range(3)]
    time.sleep(after)
    writer.send_signal(signal.SIGKILL)
    told += writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()
    store = ChunkStore(tmp_path)
    kept = [path.name for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "drafts"]
    assert set(told) <= set(kept)  # what the writer was told is kept, is
    assert all(len(store.get(digest)) == 1_600_000 for digest in kept)
