"""``karavel fetch`` asks one server, prints one summary, and says what to do next; the server is a synthetic one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.sources.played import Answer, Asked, playing
from typer.testing import CliRunner

from karavel.cli.fetch import app
from karavel.errors import SourceError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def play(asked: Asked) -> Answer:
    if asked.method == "POST":
        page = {"notices": [{"ojs-number": "157/2026"}], "totalNoticeCount": 1, "iterationNextToken": None}
        return Answer(body=json.dumps(page).encode())
    return Answer(body=b"synthetic")


def run(*words: str) -> str:
    found = CliRunner().invoke(app, [*words], catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.stdout


def test_ted_brings_a_day_and_says_what_comes_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with playing(play) as server:
        monkeypatch.setenv("KARAVEL_TED_API", server.address)
        monkeypatch.setenv("KARAVEL_TED", server.address)
        words = ("ted", "--since", "2026-08-17", "--until", "2026-08-17", "--to", str(tmp_path))
        said = run(*words)
        again = json.loads(run(*words, "--json"))
    assert "1 files fetched" in said
    assert f"karavel ingest {tmp_path}/ted" in said
    assert (tmp_path / "ted" / "daily" / "202600157.tar.gz").read_bytes() == b"synthetic"
    assert again == {"files": 0, "bytes": 0, "skipped": 1}


def test_ocds_brings_files_by_their_addresses(tmp_path: Path) -> None:
    with playing(play) as server:
        got = json.loads(run("ocds", f"{server.address}/releases.jsonl", "--to", str(tmp_path), "--json"))
    assert got == {"files": 1, "bytes": 9, "skipped": 0}
    assert (tmp_path / "ocds" / "releases.jsonl").read_bytes() == b"synthetic"


@pytest.mark.parametrize("what", ["rates", "codes"])
def test_what_is_not_what_it_should_be_is_an_error_in_words(tmp_path: Path, what: str) -> None:
    with playing(play) as server, pytest.raises(SourceError):
        run(what, "--from", server.address, "--to", str(tmp_path))


def test_days_that_go_backwards_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="go backwards"):
        run("ted", "--since", "2026-08-18", "--until", "2026-08-17", "--to", str(tmp_path))
