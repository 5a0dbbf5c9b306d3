"""All real notices go in, every document is counted, and what holds comes out as it was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from karavel.lake import Lake
from karavel.verbs.ingest import ingest
from karavel.verbs.lake import status


@pytest.mark.shared
@pytest.mark.slow
def test_every_document_of_the_real_notices_is_counted_and_none_is_unreadable(shared: Path, tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    summary = ingest(lake, [shared / name for name in ("ted", "eforms", "pairs", "ocds", "awards")])
    assert summary.files == summary.notices + summary.skipped + summary.unreadable
    assert summary.notices == summary.new + summary.updated + summary.unchanged
    assert summary.unreadable == 0
    assert summary.notices > 19_000
    again = ingest(lake, [shared / "eforms"])
    assert again.notices == again.unchanged, "known before anything is parsed"
    held = status(lake)
    assert held["documents"] == summary.new + summary.updated
    assert set(held["formats"]) == {"eforms", "ted", "ocds", "base"}
    assert held["formats"]["base"] == {"award": 14_695}


@pytest.mark.shared
def test_every_lot_of_the_published_notices_is_a_row_and_every_notice_comes_back(shared: Path, tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    summary = ingest(lake, [shared / "eforms" / "published-notices.tar.xz"])
    with lake.view() as view:
        notices = list(view.notices(every_version=True))
        lots = view.sql("SELECT count(*) FROM lots").fetchall()[0][0]
        awards = view.sql("SELECT count(*) FROM awards").fetchall()[0][0]
    assert len(notices) == summary.notices
    assert lots == sum(len(notice.lots) for notice in notices)
    assert awards == sum(max(1, len(award.suppliers)) for notice in notices for award in notice.awards)
