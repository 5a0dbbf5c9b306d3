"""``ingest``, ``lake``, ``show`` and ``read`` as a user calls them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.verbs.releases import release, write

from karavel.cli import main as command_line

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def karavel(monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path) -> Any:
    """Calls the command line in this process, in an empty folder; gives exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KARAVEL_LAKE", raising=False)

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["karavel", *words])
        with pytest.raises(SystemExit) as left:
            command_line.main()
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    return call


def test_ingest_answers_with_the_documented_keys_and_again_changes_nothing(karavel: Any, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [release(1), release(2)])
    code, out, _ = karavel("ingest", "a.jsonl", "--json")
    first = json.loads(out)
    assert code == 0
    assert list(first) == [
        *("files", "notices", "new", "updated", "unchanged", "skipped", "unreadable", "problems", "seconds")
    ]
    assert (first["files"], first["new"]) == (2, 2)
    assert (tmp_path / "karavel-data").is_dir(), "the default lake"
    _, out, _ = karavel("ingest", "a.jsonl", "--json", "--workers", "2")
    assert json.loads(out)["unchanged"] == 2


def test_ingest_tells_people_what_was_done_and_where_problems_are(karavel: Any, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [release(1, value={"amount": 5, "currency": "XXY"})])
    (tmp_path / "bad.xml").write_bytes(b"<no")
    (tmp_path / "readme.txt").write_text("remember the milk")
    code, out, err = karavel("ingest", ".", "--lake", "L")
    assert code == 0
    assert "1 new" in out
    assert "quarantine" in out
    assert "karavel lake problems --lake L" in out
    assert err == "", "no bar where there is no terminal"
    _, out, _ = karavel("lake", "problems", "--lake", "L")
    problems = [json.loads(line) for line in out.splitlines()]
    assert all(set(problem) == {"file", "notice_id", "code", "message", "place", "severity"} for problem in problems)
    assert {"unknown-currency", "not-xml"} <= {problem["code"] for problem in problems}


@pytest.mark.parametrize("words", [("lake", "status"), ("show", "1-2024"), ("lake", "problems"), ("lake", "reread")])
def test_without_a_lake_every_command_says_how_to_make_one(karavel: Any, words: tuple[str, ...]) -> None:
    code, out, err = karavel(*words)
    assert (code, out) == (1, "")
    assert "karavel ingest PATH" in err
    assert "Traceback" not in err


def test_a_path_that_is_not_there_is_named(karavel: Any) -> None:
    code, _, err = karavel("ingest", "nowhere")
    assert code == 1
    assert "nowhere does not exist" in err


def test_show_and_read_print_the_same_notice(karavel: Any, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [release(1)])
    karavel("ingest", "a.jsonl")
    _, shown, _ = karavel("show", "ocds-test00-1", "--json")
    _, read, err = karavel("read", "a.jsonl")
    assert json.loads(read) == json.loads(shown)
    assert err == ""
    code, page, _ = karavel("show", "ocds-test00-1")
    assert code == 0
    assert "Portal 1" in page
    assert max(map(len, page.splitlines())) <= 100
    code, _, err = karavel("show", "7-2024")
    assert code == 1
    assert "No notice 7-2024" in err


def test_read_puts_problems_on_stderr_one_a_line(karavel: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_bytes(b"<no")
    code, out, err = karavel("read", "bad.xml")
    assert (code, out) == (0, "")
    assert json.loads(err)["code"] == "not-xml"


def test_status_search_and_reread_fit_the_width_and_speak_json(karavel: Any, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [release(1), release(2, title="Roads")])
    karavel("ingest", "a.jsonl")
    for words in (("lake", "status"), ("lake", "search", "portal"), ("lake", "reread")):
        code, page, _ = karavel(*words)
        assert code == 0
        assert max(map(len, page.splitlines())) <= 100
    assert json.loads(karavel("lake", "status", "--json")[1])["notices"] == 2
    assert [hit["lot_id"] for hit in json.loads(karavel("lake", "search", "roads", "--json")[1])] == ["1"]
    assert json.loads(karavel("lake", "reread", "--json")[1])["notices"] == 2
