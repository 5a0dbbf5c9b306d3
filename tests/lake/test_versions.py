"""Versions, changes and deadlines: what holds on a day."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from tests.lake.made import fill, lot, notice

from karavel.errors import NotFound
from karavel.lake import Lake
from karavel.notices import Award, Change, Money, Notice, Supplier

DAY = date(2024, 5, 20)


def open_lots(lake: Lake, as_of: date = DAY) -> list[tuple[str, str, str]]:
    with lake.view() as view:
        rows = view.lots(as_of, columns=["notice_id", "lot_id", "deadline"]).to_pylist()
    return sorted((row["notice_id"], row["lot_id"], row["deadline"][:10]) for row in rows)


def test_a_lot_is_open_from_the_day_of_publication_to_the_day_before_its_deadline(tmp_path: Path) -> None:
    lake = fill(tmp_path, [notice(lots=(lot("1"), lot("2", None)))])
    assert open_lots(lake, date(2024, 5, 1)) == []
    assert open_lots(lake, date(2024, 5, 2)) == [("1-2024", "1", "2024-06-03")]
    assert open_lots(lake, date(2024, 6, 2)) == [("1-2024", "1", "2024-06-03")]
    assert open_lots(lake, date(2024, 6, 3)) == []


def test_all_takes_closed_calls_but_no_awards(tmp_path: Path) -> None:
    lake = fill(
        tmp_path, [notice("1-2024"), notice("2-2024", kind="award"), notice("3-2019", published=date(2019, 1, 1))]
    )
    with lake.view() as view:
        assert sorted(view.lots(all_=True)["notice_id"].to_pylist()) == ["1-2024", "3-2019"]


def test_lots_that_are_open_need_a_day(tmp_path: Path) -> None:
    with fill(tmp_path, [notice()]).view() as view, pytest.raises(ValueError, match="a day"):
        view.lots()


def test_a_higher_version_replaces_a_lower_one_in_whatever_order_they_come(tmp_path: Path) -> None:
    first = notice("a-1", notice_id="u", version="01", lots=(lot("1", "2024-06-01"),))
    second = notice("a-2", notice_id="u", version="02", lots=(lot("1", "2024-06-05"),))
    for number, order in enumerate(permutations([first, second])):
        lake = fill(tmp_path / str(number), order)
        assert open_lots(lake) == [("a-2", "1", "2024-06-05")]
        with lake.view() as view:
            assert view.status()["documents"] == 2, "history is kept"


def test_versions_that_say_nothing_of_their_order_stand_in_the_order_of_ingests(tmp_path: Path) -> None:
    older, newer = notice(salt="a", title="Older"), notice(salt="b", title="Newer")
    for number, (before, after) in enumerate([(older, newer), (newer, older)]):
        with fill(tmp_path / str(number), [before], [after]).view() as view:
            assert view.notice("1-2024") == after


def test_the_order_within_an_ingest_does_not_matter(tmp_path: Path) -> None:
    versions = [notice(salt="a", title="A"), notice(salt="b", title="B"), notice(salt="c", title="C")]
    found = set()
    for number, order in enumerate(permutations(versions)):
        with fill(tmp_path / str(number), order).view() as view:
            found.add(view.notice("1-2024").title)
    assert len(found) == 1


@pytest.mark.parametrize("reference", ["1-2024", "01-2024", "u-01", "u"])
def test_a_change_notice_takes_the_place_of_what_it_changes_from_its_own_day_on(reference: str, tmp_path: Path) -> None:
    call = notice("1-2024", notice_id="u", version="01")
    change = notice(
        "2-2024",
        notice_id="v",
        version="01",
        published=date(2024, 5, 16),
        lots=(lot("1", "2024-06-20"),),
        changes=(Change(notice=reference),),
    )
    lake = fill(tmp_path, [call, change])
    assert open_lots(lake) == [("2-2024", "1", "2024-06-20")]
    assert open_lots(lake, date(2024, 5, 15)) == [("1-2024", "1", "2024-06-03")], "not yet known then"


def corrigendum(number: str, day: date, **deadlines: str) -> Notice:
    moved = {key.removeprefix("lot"): value for key, value in deadlines.items()}
    change = Change(notice="1-2024", deadlines=moved)  # type: ignore[arg-type]  # moments are text
    return notice(number, format="ted", kind="change", published=day, lots=(lot("1", None),), changes=(change,))


def test_a_corrigendum_moves_the_deadline_of_the_lots_it_names_and_the_last_one_counts(tmp_path: Path) -> None:
    call = notice("1-2024", format="ted", lots=(lot("1"), lot("2")))
    lake = fill(
        tmp_path,
        [
            corrigendum("3-2024", date(2024, 5, 12), lot="2024-06-30"),
            call,
            corrigendum("2-2024", date(2024, 5, 10), lot="2024-06-10", lot2="2024-06-11"),
        ],
    )
    assert open_lots(lake) == [("1-2024", "1", "2024-06-30"), ("1-2024", "2", "2024-06-11")]
    assert open_lots(lake, date(2024, 5, 11)) == [("1-2024", "1", "2024-06-10"), ("1-2024", "2", "2024-06-11")]
    assert open_lots(lake, date(2024, 5, 9)) == [("1-2024", "1", "2024-06-03"), ("1-2024", "2", "2024-06-03")]


def test_a_call_that_was_called_off_is_not_open(tmp_path: Path) -> None:
    assert open_lots(fill(tmp_path, [notice(status="cancelled")])) == []


def test_the_last_release_of_a_process_tells_what_holds(tmp_path: Path) -> None:
    releases = [
        notice("r1", format="ocds", ocid="o", published=date(2024, 5, 2), lots=(lot("1", "2024-06-01"),)),
        notice("r2", format="ocds", ocid="o", published=date(2024, 5, 9), lots=(lot("1", "2024-06-09"),)),
        notice("r1", format="ocds", ocid="p", published=date(2024, 5, 2), lots=(lot("1", "2024-06-02"),)),
    ]
    lake = fill(tmp_path, releases)
    assert open_lots(lake) == [("r1", "1", "2024-06-02"), ("r2", "1", "2024-06-09")]
    assert open_lots(lake, date(2024, 5, 8)) == [("r1", "1", "2024-06-01"), ("r1", "1", "2024-06-02")]


def test_a_notice_is_found_by_any_of_its_ids(tmp_path: Path) -> None:
    made = notice("42-2024", notice_id="u", version="03", ocid="ocds-x-1")
    with fill(tmp_path, [made]).view() as view:
        for name in ("42-2024", "00042-2024", "u", "u-03", "ocds-x-1"):
            assert view.notice(name) == made
        with pytest.raises(NotFound, match="43-2024"):
            view.notice("43-2024")


def test_a_version_that_another_publication_replaced_is_found_by_its_own_number(tmp_path: Path) -> None:
    first = notice("1-2024", notice_id="u", version="01", title="Before")
    second = notice("7-2024", notice_id="u", version="02", title="After", published=date(2024, 5, 20))
    with fill(tmp_path, [first, second]).view() as view:
        assert [view.notice(name) for name in ("1-2024", "u-01")] == [first, first]
        assert [view.notice(name) for name in ("7-2024", "u-02", "u")] == [second, second, second]
        assert view.notice("u", date(2024, 5, 19)) == first
        with pytest.raises(NotFound):
            view.notice("7-2024", date(2024, 5, 19))


def test_amounts_are_in_euro_at_the_rate_of_the_day_of_publication(tmp_path: Path) -> None:
    lots = (lot("1", value=Money(19558.3, "BGN")), lot("2", value=None), lot("3", value=Money(1.0, "EUR")))
    with fill(tmp_path, [notice(lots=lots, value=Money(7.0, "EUR"))]).view() as view:
        rows = {row["lot_id"]: row for row in view.lots(DAY).to_pylist()}
    assert round(rows["1"]["value_eur"]) == 10000
    assert (rows["2"]["value"], rows["2"]["value_of"]) == (7.0, "notice")
    assert (rows["3"]["value"], rows["3"]["value_of"]) == (1.0, "lot")


def test_an_award_is_one_row_a_supplier_and_told_once_a_process(tmp_path: Path) -> None:
    award = Award(
        lot_id="1", date=date(2024, 5, 1), suppliers=(Supplier(name="A", ids=("PT-NIF 5",)), Supplier(name="B"))
    )
    releases = [
        notice(f"r{n}", format="ocds", ocid="o", kind="award", published=date(2024, 5, n), awards=(award,))
        for n in (2, 3)
    ]
    with fill(tmp_path, releases).view() as view:
        rows = view.awards().to_pylist()
    assert [(row["notice_id"], row["supplier_name"], row["supplier_ids"]) for row in rows] == [
        ("r3", "A", ["PT-NIF 5"]),
        ("r3", "B", []),
    ]
