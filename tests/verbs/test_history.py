"""The history of a notice: all of its procedure, the newest first, and what each version changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.lake.made import fill, lot, notice

from karavel.errors import NotFound
from karavel.notices import Change, DocumentLink, Moment, Money
from karavel.verbs.history import history
from karavel.verbs.original import original


def test_a_version_tells_what_it_changed(tmp_path: Path) -> None:
    first = notice("1-2024", notice_id="u", version="01", documents=(DocumentLink(url="https://a.example"),))
    second = notice(
        "2-2024",
        notice_id="u",
        version="02",
        published=date(2024, 5, 6),
        lots=(lot("1", "2024-06-10", value=Money(5.0, "EUR")), lot("2")),
        changes=(Change(notice="1-2024", text="More time"),),
    )
    lake = fill(tmp_path, [first, second])
    assert [one.here for one in history(lake, "1-2024").versions] == [False, True]  # replaced, yet it can be read
    versions = history(lake, "2-2024").versions
    assert [(one.notice_id, one.here) for one in versions] == [("2-2024", True), ("1-2024", False)]
    assert versions[1].differences == ()
    told = {(one.field, one.lot_id): (one.before, one.after) for one in versions[0].differences}
    assert told == {
        ("told", None): (None, "More time"),
        ("deadline", "1"): ("2024-06-03T12:00+01:00", "2024-06-10"),
        ("value", "1"): ("100000.00 EUR", "5.00 EUR"),
        ("document", None): ("https://a.example", None),
        ("lot", "2"): (None, "Lot 2"),
    }


def test_a_corrigendum_tells_its_changes_and_does_not_take_lots_away(tmp_path: Path) -> None:
    call = notice("1-2024", format="ted")
    corrigendum = notice(
        "2-2024",
        format="ted",
        kind="change",
        published=date(2024, 5, 6),
        lots=(),
        changes=(Change(notice="1-2024", deadlines={"": Moment("2024-06-20")}),),
    )
    lake = fill(tmp_path, [call, corrigendum])
    for asked in ("1-2024", "2-2024"):
        versions = history(lake, asked).versions
        assert [one.notice_id for one in versions] == ["2-2024", "1-2024"]
        (moved,) = versions[0].differences
        assert (moved.field, moved.after) == ("deadline", "2024-06-20")


def test_others_are_not_of_the_procedure_and_an_award_is(tmp_path: Path) -> None:
    made = [
        notice("1-2024", procedure_id="p"),
        notice("2-2024", procedure_id="q"),
        notice("3-2024", procedure_id="p", kind="award", published=date(2024, 7, 1)),
    ]
    lake = fill(tmp_path, made)
    versions = history(lake, "1-2024").versions
    assert [(one.notice_id, one.kind) for one in versions] == [("3-2024", "award"), ("1-2024", "call")]
    assert len(history(lake, "1-2024", date(2024, 6, 1)).versions) == 1


def test_the_document_is_given_byte_for_byte_also_of_another_version(tmp_path: Path) -> None:
    first, second = notice("1-2024", procedure_id="p"), notice("2-2024", procedure_id="p", salt="x")
    stranger = notice("9-2024")
    lake = fill(tmp_path, [first, second, stranger])
    assert original(lake, "1-2024").content == first.provenance.sha256.encode()
    assert original(lake, "1-2024", second.provenance.sha256).content == second.provenance.sha256.encode()
    with pytest.raises(NotFound, match="no such version"):
        original(lake, "1-2024", stranger.provenance.sha256)
