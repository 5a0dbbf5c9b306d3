"""A notice is shown with every documented key, whatever it says."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from tests.strategies import NOTICES
from tests.verbs.releases import release, write

from karavel.answers.notice import shape
from karavel.errors import NotFound
from karavel.lake import Lake
from karavel.notices import Notice
from karavel.verbs.ingest import ingest
from karavel.verbs.read import read
from karavel.verbs.show import show

KEYS = {
    *("id", "ocid", "format", "kind", "language", "published", "procedure_start", "buyer", "title", "description"),
    *("titles", "nature", "cpv", "value", "awarded_value", "lots", "awards", "documents", "declared", "provenance"),
}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(notice=NOTICES)
def test_every_key_is_there_and_all_is_json(notice: Notice) -> None:
    shown = shape(notice)
    assert shown.keys() >= KEYS
    assert msgspec.json.decode(msgspec.json.encode(shown)) == shown
    assert len(shown["lots"]) == max(1, len(notice.lots))
    for lot in shown["lots"]:
        assert lot.keys() >= {"id", "title", "cpv", "value", "deadline", "place", "gpa_declared"}
    for award in shown["awards"]:
        assert award.keys() >= {"lot_id", "date", "value", "suppliers"}
        assert all(supplier.keys() >= {"name", "country", "ids"} for supplier in award["suppliers"])
    if notice.buyers:
        assert shown["buyer"].keys() >= {"name", "country", "level", "ids"}
        assert shown["buyer"]["name"] == notice.buyers[0].name


def test_read_and_show_say_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [release(1)])
    lake = Lake(tmp_path / "lake")
    ingest(lake, [path])
    (understood,) = read([path])
    assert understood.notice == show(lake, "ocds-test00-1")
    assert understood.notice["lots"][0]["value"] == {"amount": 1001.0, "currency": "EUR"}
    assert understood.notice["lots"][0]["deadline"].startswith("2024-06-03T12:00")


def test_reading_names_what_is_no_notice_and_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("remember the milk")
    (tmp_path / "bad.xml").write_bytes(b"<no")
    bad, notes = sorted(read([tmp_path]), key=lambda one: one.file)
    assert bad.notice is None
    assert bad.problems[0].severity == "error"
    assert notes.skipped


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ocds-test00-22", "ocds-test00-2"), ("ocds-tset00-2", "ocds-test00-2"), ("ocds", "ocds-test00-")],
)
def test_an_id_that_is_nearly_right_is_answered_with_those_that_were_meant(
    tmp_path: Path, typed: str, meant: str
) -> None:
    lake = Lake(tmp_path / "lake")
    ingest(lake, [write(tmp_path / "a.jsonl", [release(number) for number in range(3)])])
    with pytest.raises(NotFound) as caught:
        show(lake, typed)
    assert f"Did you mean {meant}" in caught.value.remedy


def test_an_id_that_is_like_none_is_answered_with_how_ids_look(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    ingest(lake, [write(tmp_path / "a.jsonl", [release(1)])])
    for typed in ("zz", "x" * 5_000, "'; DROP TABLE notices"):
        with pytest.raises(NotFound) as caught:
            show(lake, typed)
        assert "Did you mean" not in caught.value.remedy


def test_an_empty_lake_says_how_to_fill_it(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    ingest(lake, [write(tmp_path / "a.jsonl", [])])
    with pytest.raises(NotFound) as caught:
        show(lake, "1-2026")
    assert "karavel ingest" in caught.value.remedy
