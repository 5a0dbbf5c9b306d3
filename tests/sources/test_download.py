"""A file is brought whole or not at all; what a kill left behind is gone on with."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sources.played import Answer, Play, Server, Waits, in_turn, playing, ranged

from karavel.errors import SourceError
from karavel.notices import OfficialFile
from karavel.sources import files
from karavel.sources.download import Fetched, download
from karavel.sources.ledger import NAME, Ledger

BODY = os.urandom(300_000)


def bring(play: Play, folder: Path, *, attempts: int = 5) -> tuple[Fetched, Server]:
    so_far = Fetched()
    with playing(play) as server, Waits().client(attempts=attempts) as client:
        download(client, f"{server.address}/a", Ledger(folder), "a.json", so_far)
    return so_far, server


def test_a_file_lies_there_with_its_place_and_time_in_the_ledger(tmp_path: Path) -> None:
    so_far, server = bring(ranged(BODY), tmp_path)
    assert (tmp_path / "a.json").read_bytes() == BODY
    assert so_far == Fetched(1, len(BODY), 0)
    entry = Ledger(tmp_path)["a.json"]
    assert entry is not None
    assert entry.address == f"{server.address}/a"
    assert (entry.sha256, entry.size) == (hashlib.sha256(BODY).hexdigest(), len(BODY))
    assert entry.fetched == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME, "a.json"]


def test_what_is_there_to_the_byte_is_not_asked_for_again(tmp_path: Path) -> None:
    bring(ranged(BODY), tmp_path)
    so_far, server = bring(ranged(BODY), tmp_path)
    assert so_far == Fetched(0, 0, 1)
    assert server.asked == []


@pytest.mark.parametrize("damage", [b"", b"x" * len(BODY)])
def test_what_has_changed_on_disk_is_brought_anew(tmp_path: Path, damage: bytes) -> None:
    bring(ranged(BODY), tmp_path)
    (tmp_path / "a.json").write_bytes(damage)
    assert bring(ranged(BODY), tmp_path)[0].files == 1
    assert (tmp_path / "a.json").read_bytes() == BODY


def test_a_broken_transfer_goes_on_where_it_stopped(tmp_path: Path) -> None:
    so_far, server = bring(ranged(BODY, cuts=(100_000, 50_000)), tmp_path)
    assert (tmp_path / "a.json").read_bytes() == BODY
    starts = [asked.headers.get("Range") for asked in server.asked]
    assert starts[0] is None
    assert len(starts) == 3
    assert all(start and start != "bytes=0-" for start in starts[1:])
    assert so_far.bytes == len(BODY)


def test_what_a_kill_left_behind_is_gone_on_with(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="broke off 1 times"):
        bring(ranged(BODY, cuts=(100_000,)), tmp_path, attempts=1)
    left = (tmp_path / "a.json.part").stat().st_size
    assert not (tmp_path / "a.json").exists()
    so_far, server = bring(ranged(BODY), tmp_path)
    assert (tmp_path / "a.json").read_bytes() == BODY
    assert so_far.bytes == len(BODY) - left
    assert server.asked[0].headers["Range"] == f"bytes={left}-"


def test_a_part_of_an_older_file_is_not_continued(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        bring(ranged(b"old" * 50_000, tag='"old"', cuts=(100_000,)), tmp_path, attempts=1)
    bring(ranged(BODY, tag='"new"'), tmp_path)
    assert (tmp_path / "a.json").read_bytes() == BODY


def test_a_part_that_the_server_will_not_continue_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "a.json.part").write_bytes(b"x" * 400_000)
    (tmp_path / "a.json.part.tag").write_text('"v1"')
    bring(in_turn(Answer(416), Answer(206, b"yy", {"Content-Range": "bytes 9-10/11"}), Answer(200, BODY)), tmp_path)
    assert (tmp_path / "a.json").read_bytes() == BODY


def test_a_server_without_ranges_sends_all_of_it_again(tmp_path: Path) -> None:
    bring(in_turn(Answer(200, BODY, cut=1000), Answer(200, BODY)), tmp_path)
    assert (tmp_path / "a.json").read_bytes() == BODY


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(SourceError, match="cannot be written"):
        bring(ranged(BODY), tmp_path / "taken")


def test_a_ledger_line_that_a_kill_cut_off_is_passed_over(tmp_path: Path) -> None:
    bring(ranged(BODY), tmp_path)
    with (tmp_path / NAME).open("ab") as lines:
        lines.write(b'{"file": "b.js')
    assert Ledger(tmp_path).holds("a.json")
    assert Ledger(tmp_path)["b.json"] is None


def test_the_readers_are_told_where_and_when_a_file_was_fetched(tmp_path: Path) -> None:
    _, server = bring(ranged(b"{}"), tmp_path)
    (tmp_path / "b.json.part").write_bytes(b"{")
    (tmp_path / "c.json").write_bytes(b"{}")
    found = {Path(file.name).name: file for file in files([tmp_path]) if isinstance(file, OfficialFile)}
    assert set(found) == {"a.json", "c.json"}
    assert found["a.json"].address == f"{server.address}/a"
    assert found["a.json"].fetched == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert found["c.json"].address is None
