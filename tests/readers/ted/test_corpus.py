"""Every real TED notice is read: all editions, all forms, all namespaces."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.readers.ted.conftest import document

from karavel.readers import ted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from karavel.notices import Notice, Reading

_NOTICES = 3_378 + 54


def _notices(readings: Mapping[str, Reading]) -> list[Notice]:
    return [reading.notice for reading in readings.values() if reading.notice]


def test_none_of_the_real_notices_is_unreadable(readings: dict[str, Reading]) -> None:
    assert len(readings) == _NOTICES
    assert [file for file, reading in readings.items() if reading.notice is None] == []


def test_no_real_notice_gives_a_problem_that_is_an_error(readings: dict[str, Reading]) -> None:
    assert not [problem for reading in readings.values() for problem in reading.problems if problem.severity == "error"]


def test_problems_are_few_and_known(readings: dict[str, Reading]) -> None:
    codes = Counter(problem.code for reading in readings.values() for problem in reading.problems)
    assert set(codes) == {"unknown-lot", "value-with-vat", "value-is-a-range", "deadline-before-publication"}
    assert sum(codes.values()) < len(readings) / 30


def test_every_notice_has_a_lot_and_each_lot_a_name_of_its_own(readings: dict[str, Reading]) -> None:
    for notice in _notices(readings):
        names = [lot.id for lot in notice.lots]
        assert names, notice.id
        assert len(set(names)) == len(names), notice.id


def test_every_notice_says_where_it_comes_from(contents: dict[str, bytes], readings: dict[str, Reading]) -> None:
    for file, reading in readings.items():
        assert reading.notice
        assert reading.notice.provenance == document(contents[file], file).provenance


def test_the_same_file_twice_is_the_same_reading(contents: dict[str, bytes], readings: dict[str, Reading]) -> None:
    for file in list(contents)[::40]:
        assert ted.read(document(contents[file], file)) == readings[file]


def test_every_notice_has_number_title_language_buyer_cpv_and_dates(readings: dict[str, Reading]) -> None:
    for notice in _notices(readings):
        assert notice.id == notice.id.lstrip("0"), notice.id
        assert notice.title, notice.id
        assert notice.language in notice.languages, notice.id
        assert notice.published, notice.id
        assert notice.dispatched, notice.id
        assert notice.cpv or notice.form == "OTH_NOT", notice.id
        assert notice.buyer, notice.id
        assert notice.buyer.name, notice.id
        assert notice.buyer.country, notice.id


def test_every_form_of_the_corpus_does_what_its_name_says(readings: dict[str, Reading]) -> None:
    kinds: dict[str, set[str]] = {}
    for notice in _notices(readings):
        kinds.setdefault(notice.form or "", set()).add(notice.kind)
    calls = {form for form, found in kinds.items() if found == {"call"}}
    awards = {form for form, found in kinds.items() if found == {"award"}}
    assert calls == {"F02", "F05", "F12", "F17", "F24"}
    assert awards == {"F03", "F06", "F13", "F15", "F18", "F25", "OTH_NOT", "T02"}
    assert {form for form, found in kinds.items() if found == {"change"}} == {"F14", "F20"}
    assert {form for form, found in kinds.items() if found == {"planning"}} == {"F08", "F16", "T01"}
    assert kinds["F01"] == kinds["F04"] == kinds["F07"] == {"planning", "call"}
    assert kinds["F21"] == kinds["F22"] == {"planning", "call", "award"}
    assert kinds["F23"] == {"call", "award"}


def test_a_call_starts_the_procedure_when_it_is_dispatched_and_nothing_else_does(readings: dict[str, Reading]) -> None:
    for notice in _notices(readings):
        assert notice.procedure_start == (notice.dispatched if notice.kind == "call" else None), notice.id


def test_what_is_left_unread_is_told_by_path(readings: dict[str, Reading]) -> None:
    paths = {entry.path for reading in readings.values() for entry in reading.unread}
    assert "LINKS_SECTION" in paths
    assert "FORM_SECTION/F02_2014/COMPLEMENTARY_INFO/REVIEW_PROCEDURE" in paths
    assert all("{" not in path for path in paths)
