"""TED is asked as it documents, and what it does not document is told; the TED here is a synthetic one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.sources.played import Answer, Asked, Server, Waits, playing

from karavel.errors import SourceError, UsageError
from karavel.sources import ted
from karavel.sources.download import Fetched

MONDAY, FRIDAY, SUNDAY = date(2026, 8, 17), date(2026, 8, 21), date(2026, 8, 23)


class PlayedTed:
    """Search in pages of two with a token on every page, day packages, notices; holidays have no issue."""

    def __init__(self, *, numbers: tuple[str, ...] = ("1-2026", "22-2026", "333-2026"), **more: Any) -> None:
        self.numbers = numbers
        self.more = more

    def __call__(self, asked: Asked) -> Answer:
        if asked.method == "POST":
            return Answer(body=json.dumps(self._search(asked.body)).encode())
        if asked.path.startswith("/packages/daily/"):
            return Answer(body=b"synthetic package " + asked.path.encode())
        return Answer(body=b"<TED_EXPORT/>")

    def _search(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["fields"] == ["ojs-number"]:
            day = int(body["query"][-2:])
            notices = [] if day == 19 else [{"ojs-number": f"{140 + day}/2026"}]
            return {"notices": notices, "totalNoticeCount": len(notices), "iterationNextToken": "t"} | self.more
        at = int(body.get("iterationNextToken", "0"))
        notices = [{"publication-number": number} for number in self.numbers[at : at + 2]]
        page = {"notices": notices, "totalNoticeCount": len(self.numbers), "iterationNextToken": str(at + 2)}
        return page | self.more


def fetch(play: PlayedTed, folder: Path, since: date, until: date, **more: Any) -> tuple[Fetched, Server]:
    with playing(play) as server, Waits().client() as client:
        places = ted.Places(server.address, server.address)
        return ted.fetch(client, folder, since, until, places=places, **more), server


def test_whole_days_come_as_packages_named_by_their_issue(tmp_path: Path) -> None:
    told: list[int] = []
    got, server = fetch(PlayedTed(), tmp_path, MONDAY, SUNDAY, progress=lambda so_far: told.append(so_far.files))
    names = sorted(path.name for path in (tmp_path / "daily").iterdir() if path.suffix == ".gz")
    assert names == [f"20260{issue:04}.tar.gz" for issue in (157, 158, 160, 161)]  # no weekend, no holiday on the 19th
    assert (tmp_path / "daily" / names[0]).read_bytes() == b"synthetic package /packages/daily/202600157"
    assert got.files == 4
    assert told[-1] == 4
    assert next(asked.body["query"] for asked in server.asked if asked.body) == (
        "publication-date>=20260817 AND publication-date<=20260817"
    )


def test_days_that_are_there_are_not_even_searched(tmp_path: Path) -> None:
    fetch(PlayedTed(), tmp_path, MONDAY, MONDAY)
    got, server = fetch(PlayedTed(), tmp_path, MONDAY, MONDAY)
    assert (got, server.asked) == (Fetched(0, 0, 1), [])


def test_a_search_brings_its_notices_page_after_page(tmp_path: Path) -> None:
    wanted = {"cpv": ["72000000-5", "48219300"], "countries": ["PT", "ESP"]}
    got, server = fetch(PlayedTed(), tmp_path, MONDAY, FRIDAY, **wanted)
    searches = [asked.body for asked in server.asked if asked.method == "POST"]
    assert searches[0]["query"] == (
        "publication-date>=20260817 AND publication-date<=20260821"
        " AND classification-cpv IN (72* 482193*) AND buyer-country IN (PRT ESP)"
    )
    assert searches[0]["paginationMode"] == "ITERATION"
    assert searches[0]["limit"] == 250
    assert "iterationNextToken" not in searches[0]
    assert searches[1]["iterationNextToken"] == "2"
    assert len(searches) == 2
    assert {asked.path for asked in server.asked if asked.method == "GET"} == {
        f"/en/notice/{number}/xml" for number in ("1-2026", "22-2026", "333-2026")
    }
    assert (tmp_path / "notices" / "22-2026.xml").read_bytes() == b"<TED_EXPORT/>"
    assert got.files == 3


def test_a_second_search_brings_only_what_is_new(tmp_path: Path) -> None:
    fetch(PlayedTed(numbers=("1-2026",)), tmp_path, MONDAY, FRIDAY, cpv=["72"])
    got, _ = fetch(PlayedTed(), tmp_path, MONDAY, FRIDAY, cpv=["72"])
    assert (got.files, got.skipped) == (2, 1)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"totalNoticeCount": 9}, "announced 9 notices and gave 3"),
        ({"notices": None}, "as documented"),
        ({"notices": ["x"]}, "as documented"),
        ({"timedOut": True}, "as documented"),
        ({"notices": [{"publication-number": "../../etc/passwd"}], "totalNoticeCount": 1}, "no publication number"),
        ({"notices": [{}], "totalNoticeCount": 1}, "no publication number"),
    ],
)
def test_an_answer_that_is_not_as_documented_is_told(tmp_path: Path, more: dict[str, Any], words: str) -> None:
    with pytest.raises(SourceError, match=words):
        fetch(PlayedTed(**more), tmp_path, MONDAY, FRIDAY, cpv=["72"])


def test_an_issue_in_another_form_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="names the issue of 2026-08-17 'S 157'"):
        fetch(PlayedTed(notices=[{"ojs-number": "S 157"}]), tmp_path, MONDAY, MONDAY)


@pytest.mark.parametrize(
    ("since", "until", "more", "words"),
    [
        (FRIDAY, MONDAY, {}, "go backwards"),
        (date(2010, 1, 1), MONDAY, {}, "too early"),
        (MONDAY, FRIDAY, {"cpv": ["software"]}, "no CPV code"),
        (MONDAY, FRIDAY, {"cpv": ["72) OR (1=1"]}, "no CPV code"),
    ],
)
def test_wrong_wishes_are_told_before_anything_is_asked(
    tmp_path: Path, since: date, until: date, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        fetch(PlayedTed(), tmp_path, since, until, **more)
