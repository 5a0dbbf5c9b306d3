"""The demo shows both corridors in a hundred columns, stands on its own, and is built once a day."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.sources.played import Answer, Asked, playing

from karavel.demo import notices
from karavel.demo.build import build, write_companies
from karavel.lake import Lake

TODAY = date(2026, 11, 24)


def demo(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "karavel", "demo", "--folder", str(folder), "--as-of", TODAY.isoformat(), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)


@pytest.mark.slow
def test_the_demo_shows_both_corridors_within_a_hundred_columns(tmp_path: Path) -> None:
    done = demo(tmp_path)
    assert "fictitious" in done.stdout
    assert "Xəzər Systems MMC" in done.stdout
    assert "Caravela Exemplo" in done.stdout
    assert "Portugal" in done.stdout
    assert max(cell_len(line) for line in done.stdout.splitlines()) <= 100
    assert not done.stderr


def test_every_demo_notice_reaches_the_lake_without_a_problem(tmp_path: Path) -> None:
    built = build(tmp_path, TODAY)
    with Lake(built.lake).view() as view:
        assert view.sql("SELECT count(*) FROM problems").fetchone() == (0,)
        assert view.sql("SELECT count(*) FROM documents").fetchone() == (328,)


def test_a_demo_that_stands_is_not_built_again_and_another_day_is(tmp_path: Path) -> None:
    build(tmp_path, TODAY)
    manifests = sorted(path.name for path in (tmp_path / "lake").iterdir())
    build(tmp_path, TODAY)
    assert sorted(path.name for path in (tmp_path / "lake").iterdir()) == manifests
    build(tmp_path, date(2026, 11, 25))
    assert (tmp_path / "as-of.txt").read_text() == "2026-11-25"


def test_a_profile_that_somebody_changed_is_left_alone(tmp_path: Path) -> None:
    mine, _other = write_companies(tmp_path)
    mine.write_text("# mine")
    write_companies(tmp_path)
    assert mine.read_text() == "# mine"


def test_the_live_demo_shows_what_ted_published(tmp_path: Path) -> None:
    """The TED here is a synthetic one: it publishes a few of the notices that the demo invents."""
    eforms = [(name[7:-4], content) for name, content in notices(TODAY).items() if name.startswith("eforms/")]
    published = dict(eforms[:4])

    def play(asked: Asked) -> Answer:
        if asked.method == "POST":
            found = [{"publication-number": number} for number in published]
            page = {"notices": found, "totalNoticeCount": len(found), "iterationNextToken": None}
            return Answer(body=json.dumps(page).encode())
        number = next(number for number in published if number in asked.path)
        return Answer(body=published[number])

    with playing(play) as server:
        live = {"KARAVEL_DEMO": "live", "KARAVEL_TED_API": server.address, "KARAVEL_TED": server.address}
        done = subprocess.run(
            [sys.executable, "-m", "karavel", "demo", "--folder", str(tmp_path), "--as-of", TODAY.isoformat()],
            capture_output=True, text=True, check=True, timeout=600, env=os.environ | live,
        )  # fmt: skip
    assert "on TED in the last 7 days" in done.stdout
    assert "Xəzər Systems MMC" in done.stdout
    assert "The two companies above are invented" in done.stdout
    with Lake(tmp_path / "live").view() as view:
        assert view.sql("SELECT count(*) FROM documents").fetchone() == (len(published),)
