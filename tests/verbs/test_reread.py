"""A mended reader reads the lake again."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from tests.verbs.releases import release, write

from karavel.lake import Lake
from karavel.notices import Document, Problem, Reading
from karavel.readers.reading import read
from karavel.verbs.ingest import ingest
from karavel.verbs.lake import problems, reread, status


def broken(document: Document) -> Reading:
    """Reads only even ones, and those badly."""
    reading = read(document)
    assert reading.notice is not None
    if int(reading.notice.id.rpartition("r")[2]) % 2:
        return Reading(None, (Problem("broken", "The reader is broken.", "", "error"),))
    return replace(reading, notice=replace(reading.notice, title="?"), problems=(Problem("odd", "It looks odd."),))


def test_rereading_applies_the_present_readers_to_everything_at_once(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    path = write(tmp_path / "a.jsonl", [release(number) for number in range(6)])
    first = ingest(lake, [path], read=broken)
    assert (first.notices, first.unreadable, first.problems) == (3, 3, 6)
    assert len(list(problems(lake))) == 6
    done = reread(lake)
    assert (done.documents, done.notices, done.unreadable) == (6, 6, 0)
    with lake.view() as view:
        assert sorted(notice.title for notice in view.notices()) == [f"Portal {number}" for number in range(6)]
        assert view.search("portal", 10)
    assert status(lake)["unreadable"] == 0
    assert not [problem for problem in problems(lake) if problem["code"] in {"odd", "broken"}]


def test_rereading_with_the_same_readers_changes_nothing(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    (tmp_path / "bad.xml").write_bytes(b"<no")
    paths = [write(tmp_path / "a.jsonl", [release(1), release(2)]), tmp_path / "bad.xml"]
    for path in paths:
        ingest(lake, [path])
    before, told = status(lake), list(problems(lake))
    reread(lake)
    after = status(lake)
    assert {key: after[key] for key in ("documents", "notices", "lots", "unreadable", "problems", "published")} == {
        key: before[key] for key in ("documents", "notices", "lots", "unreadable", "problems", "published")
    }
    assert list(problems(lake)) == told


def test_what_was_in_quarantine_and_is_read_by_a_later_ingest_is_unreadable_no_longer(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    path = write(tmp_path / "a.jsonl", [release(1)])
    assert ingest(lake, [path], read=broken).unreadable == 1
    assert ingest(lake, [path]).new == 1
    assert status(lake)["unreadable"] == 0
    assert not [problem for problem in problems(lake) if problem["code"] == "broken"]
