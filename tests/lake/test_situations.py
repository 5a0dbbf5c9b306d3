"""What the lake keeps of a lot is all that the law and its requirements look at: nothing missing, nothing made up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.lake.made import fill, lot, notice

from karavel import demo
from karavel.access import Law, placed, tender_of
from karavel.lake import Lake, View
from karavel.lake import manifest as manifests
from karavel.lake.lookup import lot_of
from karavel.lake.situations import asked_digest, undated
from karavel.matching.situations import Situations
from karavel.money import Rates
from karavel.notices import Award, Change, Lot, Moment, Money, Notice, Requirement
from karavel.routes import value_in_euro
from karavel.routes.requirements import asked_by
from karavel.verbs.ingest import ingest

COLUMNS = ("sha256", "cpv", "deadline", "deadline_day")
LAW = Law.load()
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo_lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """The fictitious notices, in three formats."""
    folder = tmp_path_factory.mktemp("demo")
    demo.write(folder / "notices", DAY)
    lake = Lake(folder / "lake")
    ingest(lake, [folder / "notices"])
    return lake


def _held(rows: list[dict[str, Any]], view: View) -> Iterable[tuple[dict[str, Any], Notice, Lot]]:
    """Each row of the table beside the notice and lot from which it was made, with the deadline that holds."""
    notices = view.notices_by_digest({row["sha256"] for row in rows})
    for row in rows:
        whole = notices[row["sha256"]]
        yield row, whole, msgspec.structs.replace(lot_of(whole, row["key"]), deadline=row["deadline"])


def _checked(view: View) -> int:
    rates, by_digest = Rates(), dict[int, tuple[Any, ...]]()
    table = view.situated("current_lots", COLUMNS)
    situations = Situations(LAW, table)
    for number, (row, whole, part) in enumerate(_held(table.to_pylist(), view)):
        assert situations.tender(number) == placed(tender_of(whole, part))
        assert (undated(row["facts"], DAY).lot.dps, row["ends"]) == (part.dps, part.end)
        assert row["own_eur"] == value_in_euro(whole, part, rates)
        asked = asked_by(part)
        assert (row["asked"] is None) <= (not asked)
        if row["asked"] is not None:
            assert by_digest.setdefault(row["asked"], asked) == asked
    return len(table)


def test_a_demo_lot_is_to_the_law_what_its_notice_says(demo_lake: Lake) -> None:
    with demo_lake.view() as view:
        assert _checked(view) > 400


@pytest.mark.shared
def test_a_real_lot_is_to_the_law_what_its_notice_says(shared: Path, tmp_path: Path) -> None:
    ingest(Lake(tmp_path), [shared / "eforms" / "published-notices.tar.xz", shared / "ocds"])
    with Lake(tmp_path).view() as view:
        assert _checked(view) > 1000


def test_every_kind_of_value_day_and_award_is_kept(tmp_path: Path) -> None:
    euro = Money(1e6, "EUR")
    made = [
        notice("1-2024", value=euro, lots=(lot("1"), lot("2"))),
        notice("2-2024", lots=(lot("1"), lot("2", value=Money(5.0, "EUR")))),
        notice("3-2024", lots=(lot("1"), lot("2", value=None)), framework_maximum=euro),
        notice("4-2024", lots=(lot("1", value=None, framework_maximum=euro, dps="dps-list", end=date(2026, 1, 1)),)),
        notice("5-2024", published=None, dispatched=date(2024, 5, 1), procedure_start=date(2024, 4, 30)),
        notice("6-2024", published=None, lots=(lot("1"), lot("2", deadline=None))),
        notice("7-2024", awards=(Award(lot_id="1"), Award(lot_id="1", date=date(2024, 9, 1)))),
        notice("8-2024", buyers=(), cpv=(), lots=(lot("1", cpv=("72000000", "48000000")),)),
    ]
    with fill(tmp_path, made).view() as view:
        assert _checked(view) == 12


def test_lots_of_a_lake_that_kept_no_situations_have_them_worked_out(tmp_path: Path) -> None:
    moved = Change(notice="1-2024", deadlines={"": Moment("2028-01-31T12:00+00:00")})
    made = [
        notice("1-2024", lots=(lot("1"), lot("2", languages=("pt",)))),
        notice("2-2024", kind="change", format="ted", lots=(), changes=(moved,), published=date(2024, 5, 3)),
    ]
    lake = fill(tmp_path, made)
    with lake.view() as view:
        before = view.situated("current_lots", COLUMNS).sort_by("key").to_pylist()
    manifest = manifests.newest(tmp_path)
    older = {name: files for name, files in manifest.tables.items() if name != "situations"}
    manifests.write(tmp_path, msgspec.structs.replace(manifest, sequence=manifest.sequence + 1, tables=older))
    with lake.view() as view:
        assert view.situated("current_lots", COLUMNS).sort_by("key").to_pylist() == before
    fill(tmp_path, [notice("3-2024")])
    with lake.view() as view:
        mixed = view.situated("current_lots", COLUMNS)
        assert mixed.num_rows == 3
        assert {row["key"]: row for row in mixed.to_pylist()}.items() >= {row["key"]: row for row in before}.items()


def test_what_is_asked_is_told_apart_and_nothing_asked_is_nothing() -> None:
    plain = lot("1")
    iso = Requirement(kind="technical", text="ISO 27001")
    assert asked_digest(plain) is None
    asked = [
        lot("1", languages=("pt",)),
        lot("1", guarantee_required=True),
        lot("1", requirements=(iso,)),
        lot("2", requirements=(iso,)),
        lot("1", requirements=(iso,), value=Money(1.0, "PLN")),
        lot("1", requirements=(iso,), cpv=("45000000",)),
    ]
    assert len({asked_digest(each) for each in asked}) == len(asked)
    assert asked_digest(lot("1", languages=("pt",), title="Another", cpv=("45000000",))) == asked_digest(asked[0])
