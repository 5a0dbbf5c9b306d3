"""``karavel routes`` counts what each route opens among the open lots; its keys are a promise."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.lake.made import fill
from tests.matching.test_situations import some
from tests.routes.firms import AS_OF, firm, lot, notice

from karavel import demo
from karavel.access import Law, tender_of
from karavel.companies import Company, Preferences
from karavel.lake import Lake
from karavel.lake.lookup import lot_of
from karavel.notices import Change, Lot, Moment, Provenance, day_of
from karavel.routes import Case, Planner, Way, qualifies, value_in_euro
from karavel.verbs.ingest import ingest
from karavel.verbs.routes import of_cases, routes

FAR = Moment("2027-12-31T12:00+00:00")


def numbered(number: str, *lots: Any, **others: Any) -> Any:
    provenance = Provenance(file=f"{number}.xml", sha256=number.partition("-")[0].zfill(64))
    return notice(*lots, id=number, provenance=provenance, **others)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return fill(
        tmp_path_factory.mktemp("lake"),
        [
            numbered("1-2026", lot(deadline=FAR), lot(id="LOT-0002", deadline=FAR)),
            numbered("2-2026", lot(deadline=FAR), country="DE"),
            numbered("3-2026", lot(deadline=Moment("2026-11-25T12:00+00:00")), country="ES"),
            numbered("4-2026", lot(deadline=Moment("2026-11-20T12:00+00:00")), country="FR"),
        ],
    )


def by_route(lake: Lake, **others: Any) -> dict[tuple[str, str | None], dict[str, Any]]:
    answer = msgspec.to_builtins(routes(lake, firm(), AS_OF, **others))
    return {(row["kind"], row["via"]): row for row in answer["routes"]}


def test_open_lots_are_considered_and_rows_have_the_promised_keys(lake: Lake) -> None:
    answer = msgspec.to_builtins(routes(lake, firm(), AS_OF))
    assert answer["considered"] == 4
    for row in answer["routes"]:
        assert {"kind", "via", "opens", "verdicts", "steps", "cost_eur", "days"} <= set(row)
        promised = {
            "lots",
            "lots_in_time",
            "lots_qualified",
            "right_gained",
            "newly_possible",
            "value_eur",
            "by_market",
        }
        assert promised <= set(row["opens"])
        assert sum(row["verdicts"].values()) == 4 or row["via"] is None or row["kind"] in {"branch", "subcontract"}


def test_a_gateway_opens_what_improves_and_counts_what_is_in_time(lake: Lake) -> None:
    opens = by_route(lake)["subsidiary", "PT"]["opens"]
    assert (opens["lots"], opens["lots_in_time"], opens["right_gained"]) == (4, 3, 4)
    assert list(opens["by_market"]) == ["PT", "DE", "ES"]


def test_all_takes_closed_lots_as_if_there_were_time(lake: Lake) -> None:
    opens = by_route(lake, every=True)["subsidiary", "PT"]["opens"]
    assert (opens["lots"], opens["lots_in_time"]) == (5, 4)


def test_gateways_can_be_chosen(lake: Lake) -> None:
    found = by_route(lake, via=("LT",))
    assert ("subsidiary", "LT") in found
    assert ("subsidiary", "EE") not in found


def test_the_direct_route_comes_first_then_those_that_open_most(lake: Lake) -> None:
    answer = routes(lake, firm(), AS_OF)
    assert answer.routes[0].kind == "direct"
    opened = [row.opens.lots for row in answer.routes[1:]]
    assert opened == sorted(opened, reverse=True)


def test_a_deadline_that_a_later_notice_moved_is_the_one_that_counts(tmp_path_factory: pytest.TempPathFactory) -> None:
    moved = Change(notice="1-2026", deadlines={"": Moment("2028-01-31T12:00+00:00")})
    lake = fill(
        tmp_path_factory.mktemp("moved"),
        [
            numbered("1-2026", lot(deadline=Moment("2026-11-25T12:00+00:00"))),
            numbered(
                "2-2026",
                format="ted",
                kind="change",
                lots=(),
                changes=(moved,),
                published=date(2026, 11, 20),
                procedure_start=None,
            ),
        ],
    )
    opens = by_route(lake)["subsidiary", "PT"]["opens"]
    assert (opens["lots"], opens["lots_in_time"]) == (1, 1)


def qualified_for(asked: Lot, planner: Planner) -> Callable[[Way], bool | None]:
    def qualified(way: Way) -> bool | None:
        return qualifies(planner.company, asked, way, as_of=planner.as_of, rates=planner.rates).all

    return qualified


def lot_by_lot(lake: Lake, company: Company, as_of: date, *, every: bool) -> Any:
    """The same comparison, each lot decided for itself from its whole notice."""
    planner = Planner(Law.load(), company, as_of)
    cases = []
    with lake.view() as view:
        rows = view.unordered(
            "calls" if every else "open_calls", ["key", "sha256", "deadline"], None if every else as_of
        )
        notices = view.notices_by_digest(set(rows["sha256"].to_pylist()))
        for row in rows.to_pylist():
            whole = notices[row["sha256"]]
            part = msgspec.structs.replace(lot_of(whole, row["key"]), deadline=row["deadline"])
            cases.append(
                Case(
                    tender=tender_of(whole, part),
                    qualified=qualified_for(part, planner),
                    deadline=day_of(part.deadline) if part.deadline else None,
                    value_eur=value_in_euro(whole, part, planner.rates),
                    dps=part.dps,
                )
            )
    for case in cases:  # one at a time: nothing is grouped
        for way in planner.possible(case.tender, case.dps):
            assert planner.verdict(way, case.tender) == planner.decision(way, case.tender).verdict
    return of_cases(planner, cases, len(cases))


def assert_alike(lake: Lake, as_of: date, *, every: bool, countries: tuple[str, ...] = ("AZ", "PT", "CN")) -> int:
    for country in countries:
        company = firm(country, preferences=Preferences(gateways=("PT", "GE")))
        found = msgspec.to_builtins(routes(lake, company, as_of, every=every))
        expected = msgspec.to_builtins(lot_by_lot(lake, company, as_of, every=every))
        for one, other in zip(found["routes"], expected["routes"], strict=True):
            assert one["opens"].pop("value_eur") == pytest.approx(other["opens"].pop("value_eur"))
            markets = one["opens"]["by_market"], other["opens"]["by_market"]
            for market in markets[0]:
                assert markets[0][market].pop("value_eur") == pytest.approx(markets[1][market].pop("value_eur"))
        assert found == expected
    return int(found["considered"])


@pytest.mark.parametrize("every", [False, True])
def test_lots_in_groups_are_compared_as_lots_one_by_one_on_the_demo_lake(tmp_path: Path, *, every: bool) -> None:
    demo.write(tmp_path / "notices", AS_OF)
    ingest(Lake(tmp_path / "lake"), [tmp_path / "notices"])
    assert assert_alike(Lake(tmp_path / "lake"), AS_OF, every=every) > 200


def test_lots_in_groups_are_compared_as_lots_one_by_one_where_they_differ_in_all_ways(tmp_path: Path) -> None:
    dice = random.Random(21)  # invented lots, nothing secret
    lake = fill(tmp_path, [some(number, dice) for number in range(200)])
    assert assert_alike(lake, AS_OF, every=True) > 200


@pytest.mark.shared
def test_lots_in_groups_are_compared_as_lots_one_by_one_on_real_notices(shared: Path, tmp_path: Path) -> None:
    ingest(Lake(tmp_path), [shared / "eforms" / "published-notices.tar.xz", shared / "ocds"])
    assert assert_alike(Lake(tmp_path), date(2024, 1, 14), every=True, countries=("AZ",)) > 300
